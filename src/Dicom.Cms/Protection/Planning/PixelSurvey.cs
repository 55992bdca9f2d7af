using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>Decides which pixels are blackened (Clean Pixel Data, PS3.15 E.3.1), before anything is read that is not small.</summary>
internal static class PixelSurvey
{
    /// <returns>Null where it is not asked for, or the object has no pixels.</returns>
    /// <exception cref="ProtectionException">The pixels cannot be cleaned, or are larger than what may be encrypted.</exception>
    public static CleanedPixels? Plan(DicomObject file, ProtectionOptions options, EncryptionBudget budget)
    {
        if (options.Profile.PixelCleaning is not { } cleaning) return null;
        try
        {
            if (PixelBlackening.FindPixels(file) is not { } pixels) return null;
            if (options.Encrypts(pixels.Tag)) budget.RequireRoomFor(pixels);
            return new CleanedPixels(pixels, PixelBlackening.Plan(file, pixels, cleaning));
        }
        catch (ImagingException refusal)
        {
            throw new ProtectionException(refusal.Message, refusal.Tag ?? Tags.PixelData);
        }
    }
}
