using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>The offset tables of encapsulated Pixel Data, as they are and as they have to be.</summary>
internal sealed class OffsetTables
{
    private const uint LongestValue = 1 << 28;

    private static readonly Tag OffsetsTag = new(0x7FE0_0001), LengthsTag = new(0x7FE0_0002);

    private readonly Fragment _basicItem;
    private readonly ReadOnlyMemory<byte> _basic;
    private readonly ReadOnlyMemory<byte> _offsets;
    private readonly ReadOnlyMemory<byte> _lengths;
    private readonly bool _isExtended;

    private OffsetTables(
        Fragment basicItem, ReadOnlyMemory<byte> basic, ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> lengths, bool isExtended)
    {
        _basicItem = basicItem;
        _basic = basic;
        _offsets = offsets;
        _lengths = lengths;
        _isExtended = isExtended;
    }

    /// <summary>The value of Extended Offset Table (7FE0,0001), empty where there is none.</summary>
    public ReadOnlySpan<byte> ExtendedOffsets => _offsets.Span;

    /// <summary>Reads the tables.</summary>
    public static OffsetTables Read(DicomObject file, in ElementLocation pixels, EncapsulatedFragments encapsulated)
    {
        ReadOnlyMemory<byte> basic = encapsulated.Table.Length <= LongestValue
            ? file.DataSetSource.ReadRange(pixels.ValueOffset + encapsulated.Table.ContentOffset, (int)encapsulated.Table.Length)
            : default;
        bool isExtended = file.Find(OffsetsTag) is not null || file.Find(LengthsTag) is not null;
        return new OffsetTables(encapsulated.Table, basic, ValueOf(file, OffsetsTag), ValueOf(file, LengthsTag), isExtended);
    }

    /// <summary>What is to be done with the Basic Offset Table; null where it is right, or empty.</summary>
    public CodestreamEdit? BasicEdit(CleanedFrame[] frames)
    {
        if (_basicItem.Length == 0) return null;
        byte[] table = new byte[sizeof(uint) * frames.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            long offset = frames[i].Offset - _basicItem.End;
            if (offset > uint.MaxValue)
            {
                table = []; // PS3.5 A.4: a table is not needed.
                break;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(sizeof(uint) * i), (uint)offset);
        }

        if (_basic.Span.SequenceEqual(table)) return null;
        byte[] item = new byte[sizeof(uint) + table.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(item, (uint)table.Length);
        table.CopyTo(item, sizeof(uint));
        return new CodestreamEdit(_basicItem.Offset + 4, sizeof(uint) + _basicItem.Length, item);
    }

    /// <summary>What the extended tables have to hold; null where they hold it, or there are none.</summary>
    public ExtendedOffsets? ExtendedFor(CleanedFrame[] frames)
    {
        if (!_isExtended) return null;
        byte[] offsets = new byte[sizeof(long) * frames.Length], lengths = new byte[sizeof(long) * frames.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            // A length as it was stays where it can be right: with the padding or without.
            long before = _lengths.Length == lengths.Length ? BinaryPrimitives.ReadInt64LittleEndian(_lengths.Span[(8 * i)..]) : -1;
            long length = before >= frames[i].Length && before <= frames[i].PaddedLength ? before : frames[i].Length;
            BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(8 * i), frames[i].Offset - _basicItem.End);
            BinaryPrimitives.WriteInt64LittleEndian(lengths.AsSpan(8 * i), length);
        }

        bool areRight = _offsets.Span.SequenceEqual(offsets) && _lengths.Span.SequenceEqual(lengths);
        return areRight ? null : new ExtendedOffsets { Offsets = offsets, Lengths = lengths };
    }

    private static ReadOnlyMemory<byte> ValueOf(DicomObject file, Tag tag) =>
        file.Find(tag) is { HasUndefinedLength: false, ValueLength: <= LongestValue } location ? file.ReadValue(location) : default;
}
