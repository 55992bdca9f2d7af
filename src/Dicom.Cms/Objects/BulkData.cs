using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Which values are large enough, or so close to the image, that they are tagged while they are copied instead of being held.
/// </summary>
internal static class BulkData
{
    /// <summary>Values in clear of more octets than this are bulk; pixels and waveforms always are.</summary>
    public const int Threshold = 1 << 16;

    /// <summary>Whether an element that stays in clear is bound as bulk instead of being hashed with the rest.</summary>
    public static bool IsBulk(in ElementLocation element) => CarriesTheImage(element.Tag) || element.ValueLength > Threshold;

    /// <summary>Pixels, waveforms, spectra: what an identity must not be moved onto.</summary>
    public static bool CarriesTheImage(Tag tag) => tag.Value is 0x7FE0_0008 or 0x7FE0_0009 or 0x7FE0_0010 or 0x5400_0100 or 0x5600_0020;
}
