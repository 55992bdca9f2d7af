using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides which pixels are blackened (Clean Pixel Data, PS3.15 E.3.1), before anything is read that is not small.</summary>
internal static class PixelSurvey
{
    /// <returns>Null where it is not asked for, or the object has no pixels.</returns>
    /// <exception cref="ProtectionException">The pixels cannot be cleaned, or are larger than what may be encrypted.</exception>
    public static CleanedPixels? Plan(SourceObject source, ProtectionOptions options, EncryptionBudget budget)
    {
        if (options.Profile.PixelCleaning is not { } cleaning) return null;
        DicomFile file = source.File;
        foreach (Tag tag in (Tag[])[Tags.FloatPixelData, Tags.DoubleFloatPixelData])
        {
            if (file.Find(tag) is not null) throw new ProtectionException($"Pixels of floating point numbers {tag} cannot be cleaned.", tag);
        }

        if (source.Find(Tags.PixelData) is not { } pixels)
        {
            return file.Find(Tags.PixelDataProviderURL) is null ? null : throw new ProtectionException(
                "The pixels are elsewhere, at Pixel Data Provider URL (0028,7FE0), where they cannot be cleaned.", Tags.PixelDataProviderURL);
        }

        if (options.Encrypts(pixels.Tag)) budget.RequireRoomFor(pixels);
        return new CleanedPixels(pixels.Location, PixelBlackening.For(source, cleaning, pixels.Location));
    }
}
