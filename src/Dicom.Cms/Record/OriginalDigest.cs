using System.Buffers;
using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// SHA-256 over all bytes of a file but its bulk values, whose headers count (exactness, rule 9), and what was cut from them.
/// </summary>
internal static class OriginalDigest
{
    /// <summary>Octets of the digest.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const int BlockLength = 1 << 16;

    public static byte[] Compute(IEnumerable<OutputPart> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (OutputPart part in parts)
        {
            if (part is BytesPart bytes) hash.AppendData(bytes.Bytes.Span);
            else if (part is CopyPart { Bulk: null } copy) Append(hash, copy);
            else if (part is EditedPart edited) hash.AppendData(edited.Encoded.Span);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, CopyPart copy)
    {
        bool isInMemory = copy.Source.TryGetMemory(copy.Offset, (int)Math.Min(copy.Count, int.MaxValue), out ReadOnlyMemory<byte> present);
        if (isInMemory && present.Length == copy.Count) hash.AppendData(present.Span);
        else AppendBlocks(hash, copy);
    }

    private static void AppendBlocks(IncrementalHash hash, CopyPart copy)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent((int)Math.Min(copy.Count, BlockLength));
        try
        {
            for (long done = 0; done < copy.Count;)
            {
                int count = copy.Source.Read(copy.Offset + done, block.AsSpan(0, (int)Math.Min(block.Length, copy.Count - done)));
                if (count == 0) throw new DicomFormatException("The data end too early", copy.Offset + done);
                hash.AppendData(block, 0, count);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }
}
