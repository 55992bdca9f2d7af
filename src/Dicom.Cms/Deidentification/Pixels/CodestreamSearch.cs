using System.Buffers;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Searches compressed pixels that do not parse for protected values, as verify does in pixels, and for text.</summary>
internal sealed class CodestreamSearch
{
    private const int BlockLength = 1 << 18;

    private readonly ByteSource _source;
    private readonly PhraseSet _words;
    private readonly PhraseSet _phrases;
    private readonly int _overlap;

    /// <summary>Makes a search.</summary>
    /// <param name="source">What holds the data set.</param>
    /// <param name="values">What was protected.</param>
    public CodestreamSearch(ByteSource source, ProtectedValues values)
    {
        _source = source;
        _words = values.InNumbers(wholeWords: true);
        _phrases = values.InNumbers(wholeWords: false); // What stands beside a value in a stream may look like a letter.
        _overlap = Math.Max(_phrases.LongestLength + 2, ReadableText.LongestNeeded);
    }

    /// <summary>Whether a range holds a protected value or text.</summary>
    public bool IsIn(long offset, long length, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength + _overlap);
        try
        {
            // Each block begins with the end of the one before, so that what lies across the border is found.
            for (long done = 0; done < length; done += BlockLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = _source.Read(offset + done, block.AsSpan(0, (int)Math.Min(BlockLength + _overlap, length - done)));
                ReadOnlySpan<byte> octets = block.AsSpan(0, count);
                if (ReadableText.IsIn(octets) || _phrases.IsIn(octets) || _words.IsIn(octets)) return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }
}
