using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>One frame in RLE (PS3.5 Annex G): a header of 64 octets, and a segment for each octet of each sample.</summary>
internal static class RunLengthFrame
{
    private const int HeaderLength = 64, MostSegments = 15;

    /// <summary>Decodes a frame.</summary>
    /// <param name="frame">The octets of its fragment.</param>
    /// <param name="samples">Gets the samples, those of a pixel side by side, least significant octet first.</param>
    /// <param name="samplesPerPixel">Samples of a pixel.</param>
    /// <param name="sampleLength">Octets of a sample.</param>
    /// <returns>False where it is no such frame.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> frame, Span<byte> samples, int samplesPerPixel, int sampleLength)
    {
        int segments = samplesPerPixel * sampleLength;
        if (frame.Length < HeaderLength || segments > MostSegments) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame) != segments) return false;
        int pixelLength = segments;
        for (int i = 0; i < segments; i++)
        {
            // PS3.5 G.2: the most significant octets of a sample come first.
            int place = ((i / sampleLength) * sampleLength) + sampleLength - 1 - (i % sampleLength);
            uint start = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 * (i + 1))..]);
            uint end = i + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 * (i + 2))..]) : (uint)frame.Length;
            if (start < HeaderLength || end < start || end > frame.Length) return false;
            if (!TryDecodeSegment(frame[(int)start..(int)end], samples[place..], pixelLength)) return false;
        }

        return true;
    }

    /// <summary>PS3.5 G.3.2: a control octet n, then n + 1 octets as they are, or one that repeats 1 - n times.</summary>
    private static bool TryDecodeSegment(ReadOnlySpan<byte> segment, Span<byte> samples, int step)
    {
        int at = 0;
        for (int target = 0; target < samples.Length;)
        {
            if (at >= segment.Length) return false;
            int control = (sbyte)segment[at++];
            if (control == -128) continue;
            int count = control >= 0 ? control + 1 : 1 - control;
            if (control >= 0 ? count > segment.Length - at : at >= segment.Length) return false;
            for (int i = 0; i < count && target < samples.Length; i++, target += step)
                samples[target] = segment[control >= 0 ? at + i : at];
            at += control >= 0 ? count : 1;
        }

        return true;
    }
}
