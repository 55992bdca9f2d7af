namespace Dicom.Cms.Data;

/// <summary>
/// An element in memory: a value, or the Items of a sequence, and the style in which its bytes were laid out, so that
/// writing gives the same bytes. Numbers stand with their least significant octet first, whatever the file has.
/// </summary>
public sealed class DataElement
{
    /// <summary>Makes an element with a value.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The Value Representation.</param>
    /// <param name="value">The value, numbers little endian, padding included.</param>
    public DataElement(Tag tag, ValueRepresentation vr, ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(vr);
        Tag = tag;
        VrCode = vr.Code;
        Value = value;
    }

    /// <summary>Makes a sequence. Its length will be defined.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="items">The Items.</param>
    public DataElement(Tag tag, IReadOnlyList<SequenceItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Tag = tag;
        VrCode = ValueRepresentation.SQ.Code;
        Items = items;
    }

    internal DataElement(in ElementHeader header, ushort vrCode)
    {
        Tag = header.Tag;
        VrCode = vrCode;
        Reserved = header.Reserved;
        HasUndefinedLength = header.HasUndefinedLength;
    }

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>The VR, from the dictionary where the file states none; null where PS3.5 knows no such VR.</summary>
    public ValueRepresentation? Vr => ValueRepresentation.Find(VrCode);

    /// <summary>The value; empty for a sequence. Of undefined length: fragments as they stand, delimitation included.</summary>
    public ReadOnlyMemory<byte> Value { get; internal init; }

    /// <summary>The Items of a sequence, also of one that hides in UN; null for anything else.</summary>
    public IReadOnlyList<SequenceItem>? Items { get; internal init; }

    /// <summary>Whether the end is marked, not counted.</summary>
    public bool HasUndefinedLength { get; private init; }

    /// <summary>The VR letters; 0 for an element without any among explicit ones.</summary>
    internal ushort VrCode { get; private init; }

    internal ushort Reserved { get; private init; }

    /// <summary>The length field of the delimitation: 0 by PS3.5 7.5, but kept as found.</summary>
    internal uint DelimitationLength { get; init; }

    /// <summary>The same element with other Items, in the same style.</summary>
    public DataElement WithItems(IReadOnlyList<SequenceItem> items) => new(Tag, items)
    {
        VrCode = VrCode,
        Reserved = Reserved,
        HasUndefinedLength = HasUndefinedLength,
        DelimitationLength = DelimitationLength,
    };

    /// <summary>The same element with other Items, and its length defined or not.</summary>
    internal DataElement WithItems(IReadOnlyList<SequenceItem> items, bool hasUndefinedLength) => new(Tag, items)
    {
        VrCode = VrCode,
        Reserved = Reserved,
        HasUndefinedLength = hasUndefinedLength,
    };

    /// <summary>The same element with another value, of defined length.</summary>
    public DataElement WithValue(ReadOnlyMemory<byte> value) =>
        new(new ElementHeader(Tag, VrCode, Reserved, 0, 0), VrCode) { Value = value };

    /// <summary>The tag and VR; never the value.</summary>
    public override string ToString() => $"{Tag} {Vr}";
}
