using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>The digest of compressed pixels without their compression, where a lossless decoder is at hand.</summary>
internal static class DecodedPixelDigest
{
    /// <summary>The Attributes that follow from decoding, and may differ with it.</summary>
    public static IReadOnlyList<Tag> Forced { get; } = [Tags.PhotometricInterpretation, Tags.PlanarConfiguration];

    /// <summary>Computes the digest of the pixels of an object.</summary>
    /// <returns>Null where they are not compressed, or cannot be decoded here.</returns>
    public static DecodedPixels? TryComputeCompressed(DicomObject file) =>
        file.Find(Tags.PixelData) is { HasUndefinedLength: true } pixels ? TryCompute(file, pixels) : null;

    /// <summary>Whether the pixels of an object are the samples of a digest.</summary>
    public static bool Matches(DicomObject present, in ElementLocation pixels, DecodedPixels? decoded) =>
        decoded is not null && !pixels.HasUndefinedLength && TryCompute(present, pixels) is { } now
        && now.Digest.Span.SequenceEqual(decoded.Digest.Span) && now.PhotometricInterpretation == decoded.PhotometricInterpretation;

    private static DecodedPixels? TryCompute(DicomObject file, in ElementLocation pixels)
    {
        if (PixelSamples.TryDecode(file, pixels) is not { } frames) return null;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (ReadOnlyMemory<byte> frame in frames) hash.AppendData(frame.Span);
        }
        catch (ImagingException)
        {
            return null;
        }

        ushort? planar = file.Find(Tags.PlanarConfiguration) is null ? null : 0;
        return new DecodedPixels(hash.GetHashAndReset(), TextOf(file, Tags.PhotometricInterpretation), planar);
    }

    private static string TextOf(DicomObject file, Tag tag) => file.Find(tag) is { ValueLength: <= 64 } location
        ? Encoding.Latin1.GetString(file.ReadValue(location).Span).Trim(' ', '\0')
        : "";
}
