using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The values that were protected, as they would show up in clear: whole, by value and by component of a name.</summary>
internal sealed class ProtectedValues
{
    /// <summary>Octets from which a value, and from which a component of a name, is searched for.</summary>
    public const int ShortestValue = 4, ShortestComponent = 3;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    private ProtectedValues()
    {
    }

    /// <summary>The values, each octet seen as one char.</summary>
    public IReadOnlyCollection<string> Values => _values;

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>How many are too short or say nothing.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Collects from recovered Attributes. A value that its own element still holds in clear was not protected, only carried along.</summary>
    public static ProtectedValues Collect(IReadOnlyList<ProtectedAttribute> attributes, DicomFile present)
    {
        ProtectedValues values = new();
        DataElementReader reader = new();
        foreach (ProtectedAttribute attribute in attributes.Where(attribute => attribute.Tag != Tags.SpecificCharacterSet))
        {
            HashSet<string> kept = [];
            if (present.Find(attribute.Tag) is { Length: < SourceObject.InMemoryLimit } location)
                Visit(reader.ReadElement(present.ReadElement(location), present.Encoding), (_, value) => kept.Add(value));
            Visit(reader.ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian), (vr, value) =>
            {
                if (!kept.Contains(value)) values.Add(vr, value);
            });
        }

        return values;
    }

    private void Add(ValueRepresentation vr, string value)
    {
        bool identifies = value.Length >= ShortestValue && vr.Name is not ("CS" or "DS" or "IS" or "TM" or "AS") && !Uids.IsRegistered(value);
        if (identifies) _values.Add(value);
        else LeftOut++;
        if (vr.Name != "PN") return;
        foreach (string component in value.Split(['^', '=', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (component.Length >= ShortestComponent) _values.Add(component);
            else LeftOut++;
        }
    }

    private static void Visit(DataElement element, Action<ValueRepresentation, string> visit)
    {
        foreach (DataElement nested in (element.Items ?? []).SelectMany(item => item.Elements)) Visit(nested, visit);
        ValueRepresentation? vr = element.Vr is { } stated && stated != ValueRepresentation.UN ? stated : DataDictionary.VrOf(element.Tag);
        if (element.Items is not null || vr is not { IsText: true } || element.Value.Length > BulkValue.Threshold) return;
        string whole = Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');
        foreach (string value in whole.Split('\\', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append(whole).Distinct())
        {
            if (value.Length > 0) visit(vr, value);
        }
    }
}
