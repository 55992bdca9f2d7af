using System.Diagnostics;

namespace Dicom.Cms.Imaging;

/// <summary>Application data that decoders of JPEG look at to tell YCbCr from RGB, and their canonical forms: nothing but that.</summary>
internal static class ColorSegments
{
    /// <summary>Octets of JFIF without a thumbnail, behind the length field: ITU-T T.871 10.1.</summary>
    public const int JfifLength = 14;

    /// <summary>Octets of Adobe's segment, behind the length field: ITU-T T.872 6.5.3.</summary>
    public const int AdobeLength = 12;

    private const int VersionAt = 5, TransformAt = 11;

    /// <summary>Whether decoders see JFIF in the first octets of an APP0. libjpeg ignores one that is shorter.</summary>
    public static bool IsJfif(ReadOnlySpan<byte> octets) => octets.Length >= JfifLength && octets.StartsWith("JFIF\0"u8);

    /// <summary>Whether decoders see Adobe's segment in the first octets of an APP14.</summary>
    public static bool IsAdobe(ReadOnlySpan<byte> octets) => octets.Length >= AdobeLength && octets.StartsWith("Adobe"u8);

    /// <summary>JFIF as a whole segment: its version, 1:1 pixels, no thumbnail.</summary>
    public static byte[] Jfif(ReadOnlySpan<byte> octets)
    {
        Debug.Assert(IsJfif(octets));
        byte minor = octets[VersionAt..] is [1, 2, ..] ? (byte)2 : (byte)1;
        return [0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, minor, 0, 0, 1, 0, 1, 0, 0];
    }

    /// <summary>Adobe's segment, whole: version 100, no flags, its color transform.</summary>
    public static byte[] Adobe(ReadOnlySpan<byte> octets)
    {
        Debug.Assert(IsAdobe(octets));
        return [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, octets[TransformAt]];
    }
}
