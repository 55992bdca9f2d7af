using Dicom.Cms.Data;

namespace Dicom.Cms;

// Clean Pixel Data (PS3.15 E.3.1).
internal sealed partial class ProtectionPlanner
{
    /// <summary>Decides what is blackened, before anything is read that is not small.</summary>
    /// <returns>Null where it is not asked for, or the object has no pixels.</returns>
    /// <exception cref="ProtectionException">The pixels cannot be cleaned, or are larger than what may be encrypted.</exception>
    private CleanedPixels? PlanPixels()
    {
        if (_options.Profile.PixelCleaning is not { } cleaning) return null;
        foreach (Tag tag in (Tag[])[Tags.FloatPixelData, Tags.DoubleFloatPixelData])
        {
            if (File.Find(tag) is not null) throw new ProtectionException($"Pixels of floating point numbers {tag} cannot be cleaned.", tag);
        }

        if (File.Find(Tags.PixelData) is not { } pixels)
        {
            return File.Find(Tags.PixelDataProviderURL) is null ? null : throw new ProtectionException(
                "The pixels are elsewhere, at Pixel Data Provider URL (0028,7FE0), where they cannot be cleaned.", Tags.PixelDataProviderURL);
        }

        if (AreEncrypted(pixels.Tag)) RequireWithinLimit(pixels, 0);
        return new CleanedPixels(pixels, PixelBlackening.For(_source, cleaning, pixels));
    }

    /// <summary>The original pixels travel encrypted. Where nobody is to recover them they are not even read.</summary>
    private RemovedElement RemovePixels(in ElementLocation location, int ordinal, ref long encrypted) => AreEncrypted(location.Tag)
        ? Remove(location, ordinal, ref encrypted)
        : new RemovedElement(location, ordinal, Bytes: default, Attribute: null, IsLoose: false);

    private bool AreEncrypted(Tag tag) => _options.Audiences.Any(audience => audience.Attributes.Contains(tag));
}
