using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>
/// What compressed pixels hold that no decoder needs: comments, application data, octets behind a stream. It goes under every profile that
/// claims the Basic Profile, for it may name anybody.
/// </summary>
internal sealed class CodestreamSurvey
{
    private static readonly Tag OffsetsTag = new(0x7FE0_0001), LengthsTag = new(0x7FE0_0002);

    private readonly Dictionary<Tag, CleanedValue> _cleaned;

    private CodestreamSurvey(Dictionary<Tag, CleanedValue> cleaned, IReadOnlyList<CodestreamProblem> problems, ElementLocation pixels)
    {
        _cleaned = cleaned;
        Problems = problems;
        Pixels = pixels;
    }

    /// <summary>Where the pixels stand.</summary>
    public ElementLocation Pixels { get; }

    /// <summary>The streams that were not read.</summary>
    public IReadOnlyList<CodestreamProblem> Problems { get; }

    /// <summary>What an element becomes; null where it stays.</summary>
    public CleanedValue? CleanedOf(Tag tag) => _cleaned.GetValueOrDefault(tag);

    /// <summary>Reads the pixels of an object to their segments.</summary>
    /// <returns>Null where the profile does not ask for it, or the pixels are not compressed.</returns>
    /// <exception cref="ProtectionException">What is cut is more than may be encrypted.</exception>
    public static CodestreamSurvey? Of(
        DicomObject file, ProtectionOptions options, EncryptionBudget budget, CancellationToken cancellationToken)
    {
        if (!options.Profile.ClaimsBasicProfile || options.Profile.PixelCleaning is not null) return null;
        if (file.Find(Tags.PixelData) is not { HasUndefinedLength: true } pixels) return null;
        CodestreamCleaning cleaning = CodestreamCleaning.Plan(file, pixels, cancellationToken);
        Dictionary<Tag, CleanedValue> cleaned = [];
        if (cleaning.Edits.Count > 0) cleaned.Add(pixels.Tag, new CleanedValue(file, pixels, cleaning.Edits));
        if (cleaning.ExtendedOffsets is { } extended)
        {
            AddWhole(cleaned, file, OffsetsTag, extended.Offsets);
            AddWhole(cleaned, file, LengthsTag, extended.Lengths);
        }

        foreach (CleanedValue value in cleaned.Values) budget.Take(value.CutLength, pixels.Tag);
        return new CodestreamSurvey(cleaned, cleaning.Problems, pixels);
    }

    private static void AddWhole(Dictionary<Tag, CleanedValue> cleaned, DicomObject file, Tag tag, ReadOnlyMemory<byte> value)
    {
        if (file.Find(tag) is { HasUndefinedLength: false } location)
            cleaned.Add(tag, new CleanedValue(file, location, [new CodestreamEdit(0, location.ValueLength, value)]));
    }
}
