using Dicom.Cms.Data;

namespace Dicom.Cms;

// Specific Character Set: in clear, and in every Item, the same; recovery refuses an object where they differ.
internal sealed partial class ProtectionPlanner
{
    /// <summary>Whether what stands in (0008,0005) cannot stay as it is.</summary>
    private bool IsStrangeSet(in ElementLocation location, int ordinal) =>
        location.ValueLength > CharacterSets.MaxLength
        || _source.Conversion.TryToExplicitLittleEndian(File.ReadElement(location), File.Encoding) is null
        || _source.Load(ordinal) is not { Items: null } element
        || !IsHarmlessSet(element.Value.Span);

    /// <summary>What identifies is no character set, unless it is one: an identifier may be a part of its name.</summary>
    private bool IsHarmlessSet(ReadOnlySpan<byte> value) => CharacterSets.AreDefined(value) || !_identifying.IsIn(value);

    /// <summary>The character set as it stands in clear and in the Items, whatever the VR the file gives it.</summary>
    private DataElement AsCharacterSet(int ordinal)
    {
        ReadOnlySpan<byte> value = _source.Load(ordinal) is { Items: null, Value.Length: <= CharacterSets.MaxLength } element ? element.Value.Span : [];
        if (!IsHarmlessSet(value)) value = [];
        return new DataElement(Tags.SpecificCharacterSet, ValueRepresentation.CS, Padding.Pad(value, ValueRepresentation.CS));
    }

    /// <summary>An element whose bytes go into the restoration record as they are.</summary>
    private RemovedElement RemoveLoose(in ElementLocation location, int ordinal, ref long encrypted)
    {
        RequireWithinLimit(location, encrypted);
        encrypted += location.Length;
        ProtectedAttribute? attribute = location.Tag != Tags.SpecificCharacterSet
            ? null
            : new ProtectedAttribute(location.Tag, DataElementWriter.Write(AsCharacterSet(ordinal), DataSetEncoding.ExplicitLittleEndian));
        return new RemovedElement(location, ordinal, File.ReadElement(location), attribute, IsLoose: true);
    }
}
