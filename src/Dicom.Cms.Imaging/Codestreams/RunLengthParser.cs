using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>
/// RLE (PS3.5 Annex G): a header of 64 octets, and a segment for each octet of a sample. The segments are gone through run by run until
/// each has
/// given the octets of all pixels; what stands before, between and behind them goes, and so does what stands in offsets that are not used.
/// </summary>
/// <param name="shape">The size of the frame.</param>
internal sealed class RunLengthParser(FrameShape shape) : CodestreamParser
{
    private const int HeaderLength = 64, MostSegments = 15;

    // Pixels of one bit are packed, eight in an octet (PS3.5 8.2.2, Annex G).
    private readonly long _segmentLength = shape.BitsAllocated == 1 ? (shape.Pixels + 7) / 8 : shape.Pixels;

    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits)
    {
        if (input.Length < HeaderLength) throw new CodestreamFormatException("the stream is shorter than its header", 0);
        ReadOnlySpan<byte> header = input.Read(HeaderLength);
        uint segments = BinaryPrimitives.ReadUInt32LittleEndian(header);
        long expected = (long)shape.SamplesPerPixel * ((shape.BitsAllocated + 7) / 8);
        if (segments != expected || segments is 0 or > MostSegments)
            throw new CodestreamFormatException("the number of segments is not that of the octets of a pixel", 0);
        long[] offsets = new long[segments];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(header[(4 * (i + 1))..]);
        byte[] cleanedHeader = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(cleanedHeader, segments);
        byte[] presentHeader = header.ToArray();

        long cut = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            long end = i + 1 < offsets.Length ? offsets[i + 1] : input.Length;
            if (offsets[i] < input.Position || end > input.Length || end < offsets[i])
                throw new CodestreamFormatException("the segments overlap, or lie outside the stream", 4 * (i + 1));
            cut += CutGap(input, edits, offsets[i], isPadding: i > 0);
            BinaryPrimitives.WriteUInt32LittleEndian(cleanedHeader.AsSpan(4 * (i + 1)), (uint)(offsets[i] - cut));
            SkipSegment(input, end);
        }

        if (!presentHeader.AsSpan().SequenceEqual(cleanedHeader)) edits.Replace(0, HeaderLength, cleanedHeader);
        return input.Position;
    }

    /// <summary>
    /// Cuts what stands before a segment, but for zeros. One octet of 0 that makes the segment before it even is its padding (G.3.1).
    /// </summary>
    /// <returns>Octets that were cut; an even number, so that each segment still starts at one.</returns>
    private static long CutGap(CodestreamInput input, CodestreamEdits edits, long next, bool isPadding)
    {
        long start = input.Position, gap = next - start;
        bool keepsPadding = isPadding && (gap & 1) != 0 && input.Peek() == 0;
        bool isZero = true;
        while (input.Position < next)
        {
            int count = (int)Math.Min(next - input.Position, CodestreamInput.BufferLength);
            isZero &= !input.Read(count).ContainsAnyExcept((byte)0);
        }

        if (isZero) return 0;
        if ((gap & 1) == 0 || keepsPadding)
        {
            int kept = keepsPadding ? 1 : 0;
            edits.Cut(start + kept, gap - kept);
            return gap - kept;
        }

        // An odd gap that does not begin with padding: an octet of it is written anew.
        edits.Replace(start, gap, new byte[1]);
        return gap - 1;
    }

    /// <summary>G.3.2: a control octet n, then n + 1 octets as they are, or one that stands for 1 - n; -128 is none.</summary>
    private void SkipSegment(CodestreamInput input, long end)
    {
        for (long given = 0; given < _segmentLength;)
        {
            if (input.Position >= end) throw new CodestreamFormatException("a segment ends before all pixels are given", input.Position);
            ReadOnlySpan<byte> runs = input.Peek((int)Math.Min(end - input.Position, CodestreamInput.BufferLength));
            int at = 0;
            while (at < runs.Length && given < _segmentLength)
            {
                int control = (sbyte)runs[at], octets = control >= 0 ? control + 1 : control == -128 ? 0 : 1;
                if (octets >= runs.Length - at) break; // It goes on behind what is in the buffer, or behind the segment.
                at += 1 + octets;
                given += control >= 0 ? octets : control == -128 ? 0 : 1 - control;
            }

            if (at == 0) throw new CodestreamFormatException("a run goes on behind its segment", input.Position);
            input.Skip(at);
        }
    }
}
