using System.Diagnostics.CodeAnalysis;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The elements that are written anew, one for each tag, in the encoding of the output.</summary>
/// <param name="encoding">The encoding of source and output.</param>
internal sealed class WrittenElements(DataSetEncoding encoding)
{
    private readonly Dictionary<Tag, WrittenElement> _elements = [];

    /// <summary>Their tags.</summary>
    public IEnumerable<Tag> Tags => _elements.Keys;

    /// <summary>Whether an element is written anew.</summary>
    public bool Contains(Tag tag) => _elements.ContainsKey(tag);

    /// <summary>Adds an element. PS3.5 7.1: a tag occurs once, so the first one stays.</summary>
    public void Add(DataElement element)
    {
        if (!_elements.ContainsKey(element.Tag)) Replace(element);
    }

    /// <summary>Adds an element in place of one that may be there.</summary>
    public void Replace(DataElement element) =>
        _elements[element.Tag] = new WrittenElement(element.Tag, DataElementWriter.Write(WithKnownVr(element), encoding));

    /// <summary>Reads an element back.</summary>
    public bool TryRead(Tag tag, [NotNullWhen(true)] out DataElement? element)
    {
        element = _elements.TryGetValue(tag, out WrittenElement? written)
            ? new DataElementReader().ReadElement(written.Bytes, encoding)
            : null;
        return element is not null;
    }

    /// <summary>All of them, in the order they were added.</summary>
    public WrittenElement[] ToArray()
    {
        WrittenElement[] written = new WrittenElement[_elements.Count];
        int count = 0;
        foreach ((_, WrittenElement element) in _elements) written[count++] = element;
        return written;
    }

    /// <summary>
    /// The element with a VR that PS3.5 knows. With another one, or none among explicit elements, a reader may take the whole output to be
    /// in another encoding than it states, and the original would not come back.
    /// </summary>
    private DataElement WithKnownVr(DataElement element)
    {
        if (!encoding.IsExplicit || element.Vr is not null) return element;
        if (element.Items is { } items) return new DataElement(element.Tag, items);
        return element.HasUndefinedLength ? element : new DataElement(element.Tag, ValueRepresentation.UN, element.Value);
    }
}
