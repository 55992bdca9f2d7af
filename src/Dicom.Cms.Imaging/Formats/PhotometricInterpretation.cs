using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>
/// What the samples of a pixel mean, and so what is black (PS3.3 C.7.6.3.1.2). A closed set: those of uncompressed pixels.
/// </summary>
internal sealed class PhotometricInterpretation
{
    private static readonly PhotometricInterpretation[] All =
    [
        // The least value is shown white, so the greatest one is black.
        new("MONOCHROME1", 1, (format, _) => [Greatest(format)]),

        // The least value is black under every window: of signed values the most negative, not 0, which is grey in most images.
        new("MONOCHROME2", 1, (format, _) => [Least(format)]),

        // The index that the palette shows darkest; index 0 may be any color.
        new("PALETTE COLOR", 1, (format, file) => [PaletteColors.DarkestIndex(file, format)]),
        new("RGB", 3, (_, _) => [0, 0, 0]),

        // No luminance, and color differences in the middle of their range, which are no color.
        new("YBR_FULL", 3, (format, _) => [0, Middle(format), Middle(format)]),
        new("YBR_FULL_422", 3, (format, _) => [0, Middle(format), Middle(format)], isSubsampled: true),

        // Retired, and in old ultrasound images: ITU-R BT.601 puts black at 16 of 256.
        new("YBR_PARTIAL_422", 3, (format, _) => [Middle(format) / 8, Middle(format), Middle(format)], isSubsampled: true),
    ];

    private readonly string _name;
    private readonly Func<PixelFormat, DicomObject, long[]> _black;

    private PhotometricInterpretation(
        string name, int samplesPerPixel, Func<PixelFormat, DicomObject, long[]> black, bool isSubsampled = false)
    {
        _name = name;
        _black = black;
        SamplesPerPixel = samplesPerPixel;
        IsSubsampled = isSubsampled;
    }

    /// <summary>The names of all, for people.</summary>
    public static string Names => string.Join(", ", All.Select(photometric => photometric._name));

    public int SamplesPerPixel { get; }

    /// <summary>Whether two neighbouring pixels of a row share their color: Y, Y, Cb, Cr.</summary>
    public bool IsSubsampled { get; }

    public static PhotometricInterpretation? Find(string name) => Array.Find(All, photometric => photometric._name == name);

    /// <summary>The samples of a black pixel.</summary>
    /// <exception cref="ImagingException">The object does not say what is black.</exception>
    public long[] BlackOf(PixelFormat format, DicomObject file)
    {
        Debug.Assert(format.Photometric == this, "The format is of this interpretation.");
        return _black(format, file);
    }

    public override string ToString() => _name;

    private static long Greatest(PixelFormat format) => (1L << (format.IsSigned ? format.BitsStored - 1 : format.BitsStored)) - 1;

    private static long Least(PixelFormat format) => format.IsSigned ? -(1L << (format.BitsStored - 1)) : 0;

    private static long Middle(PixelFormat format) => 1L << (format.BitsStored - 1);
}
