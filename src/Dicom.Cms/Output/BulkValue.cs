using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// A large value that stays in clear, and the tags that bind it: one over each chunk of 1 MiB, under the key of each Item.
/// </summary>
internal sealed class BulkValue
{
    /// <summary>Octets of a chunk.</summary>
    public const int ChunkLength = 1 << 20;

    /// <summary>Octets of the tag of a chunk (NIST SP 800-38D).</summary>
    public const int ChunkTagLength = 16;

    private readonly byte[][] _chunkTags;

    /// <summary>Makes a bulk value.</summary>
    /// <param name="ordinal">Its place among the bulk values of the object.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="vr">Its VR as an octet of the record.</param>
    /// <param name="length">Octets of the value.</param>
    /// <param name="chunkTags">The tags of its chunks, one behind the other, for each key; none where it is not bound.</param>
    public BulkValue(int ordinal, Tag tag, byte vr, long length, params byte[][] chunkTags)
    {
        Ordinal = ordinal;
        Tag = tag;
        Vr = vr;
        Length = length;
        _chunkTags = chunkTags;
    }

    /// <summary>Its place among the bulk values of the object; a part of the nonces.</summary>
    public int Ordinal { get; }

    public Tag Tag { get; }

    /// <summary>Its VR as an octet of the record.</summary>
    public byte Vr { get; }

    /// <summary>Octets of the value, Items and delimitations of an undefined length included.</summary>
    public long Length { get; }

    /// <summary>Whether it has tags.</summary>
    public bool IsBound => _chunkTags.Length > 0;

    /// <summary>Its chunks.</summary>
    public static long ChunksOf(long length) => (length / ChunkLength) + (length % ChunkLength == 0 ? 0 : 1);

    /// <summary>All its tags under one key.</summary>
    public ReadOnlyMemory<byte> ChunkTags(int key = 0) => _chunkTags[key];

    /// <summary>The tag of a chunk under one key.</summary>
    public Span<byte> TagOf(int key, long chunk) => _chunkTags[key].AsSpan((int)chunk * ChunkTagLength, ChunkTagLength);

    /// <summary>The same with the tags under one key alone, as an Item holds it.</summary>
    public BulkValue ForKey(int key) => IsBound ? new BulkValue(Ordinal, Tag, Vr, Length, _chunkTags[key]) : this;

    /// <summary>Makes a bulk value whose tags are still to be computed, under so many keys.</summary>
    public static BulkValue ToBind(int ordinal, Tag tag, byte vr, long length, int keys)
    {
        byte[][] tags = new byte[keys][];
        for (int i = 0; i < keys; i++) tags[i] = new byte[checked((int)ChunksOf(length) * ChunkTagLength)];
        return new BulkValue(ordinal, tag, vr, length, tags);
    }
}
