using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>An element of a data set as a tree, in which everything can be wrong (PS3.5 7.1, 7.5).</summary>
internal sealed class ElementNode(uint tag, string vr, byte[] value)
{
    public uint Tag { get; set; } = tag;

    /// <summary>Two letters, or whatever stands there; empty for an element without VR among explicit ones.</summary>
    public string Vr { get; set; } = vr;

    /// <summary>The value, numbers little endian.</summary>
    public byte[] Value { get; set; } = value;

    /// <summary>The Items of a sequence; null of anything else.</summary>
    public List<ItemNode>? Items { get; set; }

    public ushort Reserved { get; set; }

    public bool HasUndefinedLength { get; set; }

    /// <summary>A length that is not true.</summary>
    public uint? Lie { get; set; }

    /// <summary>The delimitation of an undefined length, where it is another than (FFFE,E0DD) of length 0; empty where it is
    /// missing.</summary>
    public (uint Tag, uint Length)? Delimitation { get; set; }

    public bool LacksDelimitation { get; set; }

    public static ElementNode From(DataElement element)
    {
        ElementNode node = new(element.Tag.Value, element.Vr?.Name ?? "UN", element.Value.ToArray())
        {
            HasUndefinedLength = element.HasUndefinedLength,
        };
        if (element.Items is { } items) node.Items = [.. items.Select(ItemNode.From)];
        else if (element.HasUndefinedLength) node.Items = ItemNode.Fragments(node.Value);
        return node;
    }

    public ElementNode Clone() => new(Tag, Vr, Value)
    {
        Items = Items?.ConvertAll(item => item.Clone()),
        Reserved = Reserved,
        HasUndefinedLength = HasUndefinedLength,
        Lie = Lie,
        Delimitation = Delimitation,
        LacksDelimitation = LacksDelimitation,
    };
}

/// <summary>An Item, or a fragment of compressed pixels.</summary>
internal sealed class ItemNode
{
    public uint Tag { get; set; } = 0xFFFE_E000;

    public List<ElementNode> Elements { get; init; } = [];

    /// <summary>The octets of a fragment; null of an Item.</summary>
    public byte[]? Fragment { get; set; }

    public bool HasUndefinedLength { get; set; }

    public uint? Lie { get; set; }

    public bool LacksDelimitation { get; set; }

    public static ItemNode From(SequenceItem item) =>
        new() { Elements = [.. item.Elements.Select(ElementNode.From)], HasUndefinedLength = item.HasUndefinedLength };

    /// <summary>Fragments as they stand, little endian, up to the delimitation (PS3.5 A.4).</summary>
    public static List<ItemNode> Fragments(ReadOnlySpan<byte> value)
    {
        List<ItemNode> fragments = [];
        while (value is [0xFE, 0xFF, 0x00, 0xE0, _, _, _, _, ..])
        {
            int length = BitConverter.ToInt32(value[4..]);
            fragments.Add(new ItemNode { Fragment = value.Slice(8, length).ToArray() });
            value = value[(8 + length)..];
        }

        return fragments;
    }

    public ItemNode Clone() => new()
    {
        Tag = Tag,
        Elements = Elements.ConvertAll(element => element.Clone()),
        Fragment = Fragment,
        HasUndefinedLength = HasUndefinedLength,
        Lie = Lie,
        LacksDelimitation = LacksDelimitation,
    };
}
