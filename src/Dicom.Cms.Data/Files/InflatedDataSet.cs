using System.IO.Compression;

namespace Dicom.Cms.Data;

/// <summary>The data set of a deflated file, inflated (PS3.5 A.5): memory while small, else a temporary file.</summary>
internal static class InflatedDataSet
{
    /// <summary>Inflates what stands at <paramref name="start"/>.</summary>
    /// <returns>The data set and the offset of what follows the deflate stream, or null when there is no such stream.</returns>
    public static (ByteSource Source, long SuffixOffset)? TryInflate(ByteSource source, long start, long limit, CancellationToken cancellationToken)
    {
        using SourceStream compressed = new(source, start);
        using DeflateStream inflater = new(compressed, CompressionMode.Decompress, leaveOpen: true);
        ByteSource? inflated = null;
        try
        {
            inflated = SpooledByteSource.Fill(inflater, limit, cancellationToken);

            // At the end of its data DeflateStream takes a seekable stream back to the first octet it did not use.
            if (inflated.Length > 0) return (inflated, start + compressed.Position);
        }
        catch (InvalidDataException)
        {
            // Not a deflate stream: the declared syntax is wrong, and the caller tries the others.
        }

        inflated?.Dispose();
        return null;
    }
}
