using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Does to an object what archives and attackers do on its way: decodes, changes and encodes it, File Meta Information
/// included.</summary>
internal sealed class ObjectEditor
{
    private readonly List<DataElement> _elements;
    private readonly DataSetEncoding _encoding;
    private readonly string _transferSyntax;

    private ObjectEditor(List<DataElement> elements, DataSetEncoding encoding, string transferSyntax)
    {
        _elements = elements;
        _encoding = encoding;
        _transferSyntax = transferSyntax;
    }

    public static ObjectEditor Open(byte[] file)
    {
        using DicomObject dicom = DicomObject.Read(file);
        DataElementReader reader = new();
        return new([.. dicom.Elements.Select(location => reader.ReadElement(dicom.ReadElement(location), dicom.Encoding))],
            dicom.Encoding, dicom.TransferSyntax.Uid);
    }

    public DataElement this[uint tag] => _elements.Single(element => element.Tag.Value == tag);

    public ObjectEditor Remove(uint tag)
    {
        _elements.RemoveAll(element => element.Tag.Value == tag);
        return this;
    }

    /// <summary>Puts an element in its place by tag, instead of one that is there.</summary>
    public ObjectEditor Set(DataElement element)
    {
        Remove(element.Tag.Value);
        int place = _elements.FindIndex(other => other.Tag > element.Tag);
        _elements.Insert(place < 0 ? _elements.Count : place, element);
        return this;
    }

    public ObjectEditor SetText(uint tag, string vr, string text) => Set(Parse(DicomBytes.Explicit().Text(tag, vr, text)));

    /// <summary>Puts an element last, whether the tag is there or not.</summary>
    public ObjectEditor Append(DicomBytes element)
    {
        _elements.Add(Parse(element));
        return this;
    }

    /// <summary>Takes elements over from another object.</summary>
    public ObjectEditor Take(byte[] from, params uint[] tags)
    {
        ObjectEditor other = Open(from);
        foreach (uint tag in tags) Set(other[tag]);
        return this;
    }

    /// <summary>The object in its encoding, or in another one.</summary>
    public byte[] Write(DataSetEncoding? encoding = null) =>
    [
        .. DicomBytes.Prefix(encoding is null || encoding == _encoding ? _transferSyntax : encoding.TransferSyntaxUid),
        .. DataElementWriter.Write(_elements, encoding ?? _encoding),
    ];

    /// <summary>One element of Explicit VR Little Endian.</summary>
    public static DataElement Parse(DicomBytes element) =>
        new DataElementReader().ReadElement(element.ToArray(), DataSetEncoding.ExplicitLittleEndian);
}
