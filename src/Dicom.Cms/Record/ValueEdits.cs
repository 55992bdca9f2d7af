using System.Buffers.Binary;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>
/// The way back from a bulk value of the protected object to that of the original: what was cut from it, and what was written into it
/// instead (docs/restoration.md, "Edited bulk values"). Immutable.
/// </summary>
internal sealed class ValueEdits
{
    private const int EntryLength = sizeof(long) + (2 * sizeof(uint));

    private ValueEdits(Tag tag, long length, IReadOnlyList<CodestreamEdit> edits, ReadOnlyMemory<byte> encoded)
    {
        Tag = tag;
        Length = length;
        Edits = edits;
        Encoded = encoded;
        OriginalLength = length;
        foreach (CodestreamEdit edit in edits) OriginalLength += edit.Replacement.Length - edit.Length;
    }

    /// <summary>The Attribute.</summary>
    public Tag Tag { get; }

    /// <summary>Octets of the value in the protected object.</summary>
    public long Length { get; }

    /// <summary>Octets of the value in the original.</summary>
    public long OriginalLength { get; }

    /// <summary>The edits in their order; offsets count in the value of the protected object.</summary>
    public IReadOnlyList<CodestreamEdit> Edits { get; }

    /// <summary>As it stands in the record.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Makes the way back.</summary>
    /// <param name="original">The source of the original.</param>
    /// <param name="location">The element there.</param>
    /// <param name="edits">What was done to its value, in its order.</param>
    public static ValueEdits Reverse(ByteSource original, in ElementLocation location, IReadOnlyList<CodestreamEdit> edits)
    {
        long encodedLength = 0, grown = 0;
        foreach (CodestreamEdit edit in edits) encodedLength += EntryLength + edit.Length;
        byte[] encoded = GC.AllocateUninitializedArray<byte>(checked((int)encodedLength));
        CodestreamEdit[] reverse = new CodestreamEdit[edits.Count];
        long end = 0;
        int at = 0;
        for (int i = 0; i < reverse.Length; i++)
        {
            CodestreamEdit edit = edits[i];
            long offset = edit.Offset + grown;
            Span<byte> entry = encoded.AsSpan(at);
            BinaryPrimitives.WriteInt64LittleEndian(entry, offset - end);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[sizeof(long)..], (uint)edit.Replacement.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[(sizeof(long) + sizeof(uint))..], (uint)edit.Length);
            Memory<byte> octets = encoded.AsMemory(at + EntryLength, (int)edit.Length);
            if (original.Read(location.ValueOffset + edit.Offset, octets.Span) != octets.Length)
                throw new DicomFormatException("The source ends earlier than it did before", location.ValueOffset + edit.Offset);
            reverse[i] = new CodestreamEdit(offset, edit.Replacement.Length, octets);
            end = reverse[i].End;
            grown += edit.Replacement.Length - edit.Length;
            at += EntryLength + octets.Length;
        }

        return new ValueEdits(location.Tag, location.ValueLength + grown, reverse, encoded);
    }

    /// <summary>Reads them out of a record.</summary>
    /// <param name="tag">The Attribute.</param>
    /// <param name="length">Octets of the bulk value in the protected object.</param>
    /// <param name="encoded">As they stand in the record.</param>
    /// <returns>Null where they are damaged, or do not fit the value.</returns>
    public static ValueEdits? TryRead(Tag tag, long length, ReadOnlyMemory<byte> encoded)
    {
        List<CodestreamEdit> edits = [];
        long end = 0;
        for (int at = 0; at < encoded.Length;)
        {
            if (encoded.Length - at < EntryLength) return null;
            ReadOnlySpan<byte> entry = encoded.Span[at..];
            long kept = BinaryPrimitives.ReadInt64LittleEndian(entry);
            long gone = BinaryPrimitives.ReadUInt32LittleEndian(entry[sizeof(long)..]);
            long count = BinaryPrimitives.ReadUInt32LittleEndian(entry[(sizeof(long) + sizeof(uint))..]);
            at += EntryLength;
            if (kept < 0 || kept > length - end || gone > length - end - kept || count > encoded.Length - at) return null;
            edits.Add(new CodestreamEdit(end + kept, gone, encoded.Slice(at, (int)count)));
            end += kept + gone;
            at += (int)count;
        }

        return edits.Count == 0 ? null : new ValueEdits(tag, length, edits, encoded);
    }

    /// <summary>The value of the original, read out of the one of the protected object.</summary>
    /// <param name="source">What holds the protected object's value.</param>
    /// <param name="offset">Where it starts.</param>
    public EditedByteSource Apply(ByteSource source, long offset) => new(source, offset, Length, Edits);
}
