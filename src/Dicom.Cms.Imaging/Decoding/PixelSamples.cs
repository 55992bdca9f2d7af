using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>
/// The samples of Pixel Data, whatever their Transfer Syntax, as far as it can be decoded here without loss: native, and RLE Lossless
/// (PS3.5 8.2, Annex G).
/// </summary>
public static class PixelSamples
{
    private const string RunLengthLossless = "1.2.840.10008.1.2.5";
    private const int LargestFrame = 1 << 30;

    /// <summary>
    /// Decodes frame by frame: the samples of a pixel side by side, least significant octet first, each in Bits Allocated (0028,0100).
    /// </summary>
    /// <param name="file">The object.</param>
    /// <param name="pixels">Where its Pixel Data (7FE0,0010) stand.</param>
    /// <returns>
    /// The frames, each good until the next is asked for; null where the pixels are compressed in another way, or their description is
    /// missing, contradictory or unusual.
    /// </returns>
    /// <exception cref="ImagingException">While they are enumerated: a frame is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>>? TryDecode(DicomObject file, ElementLocation pixels)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (SampleLayout.TryRead(file) is not { } layout || layout.FrameLength > LargestFrame) return null;
        if (pixels.HasUndefinedLength)
        {
            return file.TransferSyntax.Uid == RunLengthLossless && FragmentsOf(file, pixels) is { } fragments
                && fragments.Count == layout.Frames + 1
                    ? DecodeRunLength(file, fragments, layout)
                    : null;
        }

        bool isNative = !file.TransferSyntax.IsEncapsulated && pixels.ValueLength - (layout.FrameLength * layout.Frames) is 0 or 1;
        bool isReadable = !file.Encoding.IsBigEndian || layout.SampleLength == 1 || (layout.SampleLength == 2 && pixels.Vr?.Name == "OW");
        return isNative && isReadable ? ReadNative(file, pixels, layout) : null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReadNative(DicomObject file, ElementLocation pixels, SampleLayout layout)
    {
        byte[] frame = new byte[layout.FrameLength], samples = new byte[layout.IsPlanar ? layout.FrameLength : 0];
        for (int i = 0; i < layout.Frames; i++)
        {
            if (file.DataSetSource.Read(pixels.ValueOffset + (i * layout.FrameLength), frame) != frame.Length) throw Damaged();
            if (file.Encoding.IsBigEndian) ByteOrder.Swap(frame, layout.SampleLength);
            if (layout.IsPlanar) Interleave(frame, samples, layout);
            yield return layout.IsPlanar ? samples : frame;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> DecodeRunLength(
        DicomObject file, List<(long Offset, long Length)> fragments, SampleLayout layout)
    {
        byte[] samples = new byte[layout.FrameLength];
        foreach ((long offset, long length) in fragments.Skip(1)) // The first is the Basic Offset Table (PS3.5 A.4).
        {
            ReadOnlyMemory<byte> frame = file.DataSetSource.ReadRange(offset, checked((int)length));
            if (!RunLengthFrame.TryDecode(frame.Span, samples, layout.SamplesPerPixel, layout.SampleLength)) throw Damaged();
            yield return samples;
        }
    }

    /// <summary>The fragments, the Basic Offset Table first; null where they are no fragments.</summary>
    private static List<(long Offset, long Length)>? FragmentsOf(DicomObject file, in ElementLocation pixels)
    {
        List<(long Offset, long Length)> fragments = [];
        Span<byte> header = stackalloc byte[8];
        for (long at = pixels.ValueOffset; at < pixels.End;)
        {
            if (file.DataSetSource.Read(at, header) != header.Length) return null;
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual((ReadOnlySpan<byte>)[0xFE, 0xFF, 0xDD, 0xE0])) return fragments;
            if (!header[..4].SequenceEqual((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]) || length == uint.MaxValue) return null;
            fragments.Add((at + 8, length));
            at += 8 + (long)length;
        }

        return null;
    }

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> samples, SampleLayout layout)
    {
        int pixels = (int)(layout.FrameLength / layout.SamplesPerPixel / layout.SampleLength);
        int target = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int sample = 0; sample < layout.SamplesPerPixel; sample++, target += layout.SampleLength)
            {
                int source = ((sample * pixels) + pixel) * layout.SampleLength;
                planes.Slice(source, layout.SampleLength).CopyTo(samples[target..]);
            }
        }
    }

    private static ImagingException Damaged() => new("A frame of the Pixel Data (7FE0,0010) is damaged.", Tags.PixelData);
}
