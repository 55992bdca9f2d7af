using System.CommandLine;
using System.Globalization;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Cli;

/// <summary>--clean-pixels: rectangles, or what lies outside the regions of an ultrasound image.</summary>
internal static class CleanPixelsOption
{
    public const string Name = "--clean-pixels";
    public const string UltrasoundRegions = "ultrasound-regions";

    public static Option<string[]> Create() => OptionFactory.Texts(
        Name,
        "COLUMN,ROW,WIDTH,HEIGHT",
        $"Blackens a rectangle of uncompressed pixels in every frame. Repeatable. {UltrasoundRegions}: everything outside the regions.");

    /// <summary>The profile with what the words say.</summary>
    /// <exception cref="UsageException">A word is neither, both kinds are given, or the profile has no such option.</exception>
    public static ConfidentialityProfile Apply(ConfidentialityProfile profile, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return profile;
        if (!profile.ClaimsBasicProfile)
            throw new UsageException($"{Name} is an option of the Basic Profile; it does not go with --profile none");
        if (!words.Contains(UltrasoundRegions, StringComparer.Ordinal))
            return profile with { PixelCleaning = PixelCleaning.Rectangles([.. words.Select(ReadRectangle)]) };
        if (words.Any(word => word != UltrasoundRegions))
            throw new UsageException(
                $"{Name}: {UltrasoundRegions} blackens everything outside the regions; it does not go with rectangles");
        return profile with { PixelCleaning = PixelCleaning.UltrasoundRegions };
    }

    private static PixelRectangle ReadRectangle(string word)
    {
        int?[] numbers = [.. word.Split(',').Select(ReadNumber)];
        if (numbers is [{ } column, { } row, { } width, { } height] && width > 0 && height > 0)
            return new PixelRectangle(column, row, width, height);
        throw new UsageException(
            $"{Name} {word}: COLUMN,ROW,WIDTH,HEIGHT in pixels from the upper left corner (0,0), "
            + $"width and height at least 1; or {UltrasoundRegions}");
    }

    private static int? ReadNumber(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
