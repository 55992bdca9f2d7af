using System.Globalization;

namespace Dicom.Cms.Data;

/// <summary>The tag of a DICOM Attribute: group and element number (PS3.5 7.1.1).</summary>
public readonly record struct Tag : IComparable<Tag>
{
    /// <summary>Makes a tag from its number.</summary>
    /// <param name="value">The group in the high, the element number in the low 16 bits: <c>0x00100010</c>.</param>
    public Tag(uint value) => Value = value;

    /// <summary>Makes a tag from group and element number.</summary>
    public Tag(ushort group, ushort element)
        : this(((uint)group << 16) | element)
    {
    }

    /// <summary>The group in the high, the element number in the low 16 bits: <c>0x00100010</c>.</summary>
    public uint Value { get; }

    /// <summary>The group number.</summary>
    public ushort Group => (ushort)(Value >> 16);

    /// <summary>The element number.</summary>
    public ushort Element => (ushort)Value;

    /// <summary>Whether the group number is odd (PS3.5 7.8).</summary>
    public bool IsPrivate => (Value & 0x0001_0000) != 0;

    /// <summary>Whether this is a Group Length, (gggg,0000) (PS3.5 7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>Whether this is a Private Creator, (gggg,0010-00FF) with gggg odd (PS3.5 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>Whether this is one of the tags (FFFE,xxxx), which mark Items and delimitations (PS3.5 7.5).</summary>
    public bool IsItemOrDelimitation => Group == 0xFFFE;

    /// <inheritdoc/>
    public bool Equals(Tag other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Value;

    /// <summary>Reads eight hexadecimal digits, with or without parentheses and comma: 00100010, (0010,0010).</summary>
    /// <returns>Whether <paramref name="text"/> is a tag.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Tag tag)
    {
        tag = default;
        if (text.Length == 11 && text[0] == '(' && text[5] == ',' && text[10] == ')')
        {
            if (!TryParseHex(text[1..5], out uint group) || !TryParseHex(text[6..10], out uint element)) return false;
            tag = new Tag((group << 16) | element);
            return true;
        }

        if (text.Length != 8 || !TryParseHex(text, out uint value)) return false;
        tag = new Tag(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> sorts before or equals <paramref name="right"/>.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> sorts after or equals <paramref name="right"/>.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;

    /// <summary>The tag as PS3 writes it: <c>(0010,0010)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");

    private static bool TryParseHex(ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
