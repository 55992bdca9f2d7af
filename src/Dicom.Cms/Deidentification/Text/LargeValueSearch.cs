using System.Buffers;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Looks for identifying values in an element too large to be read into memory.</summary>
internal static class LargeValueSearch
{
    private const int BlockLength = 1 << 18;

    public static bool Contains(DicomObject file, in ElementLocation location, IdentifyingValues identifying)
    {
        int overlap = identifying.LongestLength - 1;
        if (overlap < 0) return false;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength + overlap);
        try
        {
            // Each block begins with the end of the one before, so that a value across the border is found.
            for (long offset = location.ValueOffset; offset < location.End; offset += BlockLength)
            {
                int length = (int)Math.Min(BlockLength + overlap, location.End - offset);
                int count = file.DataSetSource.Read(offset, block.AsSpan(0, length));
                if (identifying.IsIn(block.AsSpan(0, count))) return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }
}
