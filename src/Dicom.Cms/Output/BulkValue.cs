using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A large value that stays in clear, and the tags that bind it: one over each chunk of 1 MiB.</summary>
internal sealed class BulkValue
{
    /// <summary>Octets of a chunk.</summary>
    public const int ChunkLength = 1 << 20;

    /// <summary>Octets of the tag of a chunk (NIST SP 800-38D).</summary>
    public const int ChunkTagLength = 16;

    public BulkValue(int ordinal, Tag tag, long length, byte[]? chunkTags)
    {
        Ordinal = ordinal;
        Tag = tag;
        Length = length;
        ChunkTags = chunkTags;
    }

    /// <summary>Its place among the bulk values of the original; a part of the nonces.</summary>
    public int Ordinal { get; }

    public Tag Tag { get; }

    /// <summary>Octets of the value, Items and delimitations of an undefined length included.</summary>
    public long Length { get; }

    /// <summary>The tags of the chunks, one behind the other; null where the value is not bound.</summary>
    public byte[]? ChunkTags { get; }

    /// <summary>The tag of a chunk.</summary>
    public Span<byte> TagOf(long chunk) => ChunkTags.AsSpan((int)chunk * ChunkTagLength, ChunkTagLength);

    /// <summary>Makes a bulk value whose tags are still to be computed.</summary>
    public static BulkValue ToBind(int ordinal, Tag tag, long length) =>
        new(ordinal, tag, length, new byte[checked((int)((length + ChunkLength - 1) / ChunkLength) * ChunkTagLength)]);
}
