using System.IO.Compression;

namespace Dicom.Cms.Data;

/// <summary>The data set of a deflated file, inflated (PS3.5 A.5): memory while small, else a temporary file.</summary>
internal static class InflatedDataSet
{
    // Few files have more than some octets behind the deflate stream; up to here its end is found while inflating.
    private const int UsualSuffix = 4096;

    /// <summary>Inflates what stands at <paramref name="start"/>.</summary>
    /// <returns>The data set and the offset of what follows the deflate stream, or null when there is no such stream.</returns>
    public static (ByteSource Source, long SuffixOffset)? TryInflate(
        ByteSource source, long start, long limit, CancellationToken cancellationToken)
    {
        using DeflateInput compressed = new(source, start, singleFrom: source.Length - start - UsualSuffix);
        using DeflateStream inflater = new(compressed, CompressionMode.Decompress, leaveOpen: true);
        ByteSource? inflated = null;
        try
        {
            inflated = SpooledByteSource.Fill(inflater, limit, cancellationToken);
            if (inflated.Length > 0 && !compressed.IsExhausted)
            {
                bool isExact = compressed.Position == compressed.LastRead + 1;
                return (inflated, start + (isExact ? compressed.Position : FindEnd(source, start, compressed.LastRead, cancellationToken)));
            }
        }
        catch (InvalidDataException)
        {
            // Not a deflate stream: the declared syntax is wrong, and the caller tries the others.
        }

        inflated?.Dispose();
        return null;
    }

    /// <summary>Inflates again, without keeping anything, with single octets from where the first time the last read began.</summary>
    private static long FindEnd(ByteSource source, long start, long lastRead, CancellationToken cancellationToken)
    {
        using DeflateInput compressed = new(source, start, lastRead);
        using DeflateStream inflater = new(compressed, CompressionMode.Decompress, leaveOpen: true);
        byte[] buffer = new byte[64 * 1024];
        while (inflater.Read(buffer) > 0) cancellationToken.ThrowIfCancellationRequested();
        return compressed.Position;
    }
}
