using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Step 1 of planning: what the headers of the source tell. Nothing is decided yet, and no value is kept.</summary>
internal sealed class ProtectionSurvey
{
    /// <summary>The source.</summary>
    public required SourceObject Source { get; init; }

    /// <summary>The tags that occur more than once, which PS3.5 7.1 forbids.</summary>
    public required IReadOnlySet<Tag> RepeatedTags { get; init; }

    /// <summary>The groups 60xx that go whole, since an overlay without its data is invalid.</summary>
    public required IReadOnlySet<ushort> OverlaysToRemove { get; init; }

    /// <summary>The ordinals of elements too large to be looked at that hold something with an action.</summary>
    public required IReadOnlySet<int> LargeWithActions { get; init; }

    /// <summary>The Pixel Data written in place of the original one; null where that stays, or there is none.</summary>
    public required CleanedPixels? Pixels { get; init; }

    /// <summary>What compressed pixels hold that no decoder needs; null where they are not looked into, or there are none.</summary>
    public required CodestreamSurvey? Codestreams { get; init; }

    /// <summary>The file.</summary>
    public DicomObject File => Source.File;

    /// <summary>The elements that are small enough to be read.</summary>
    public IEnumerable<DataElement> SmallElements
    {
        get
        {
            foreach (SourceElement element in Source.Elements)
            {
                if (element.IsSmall) yield return element.Load();
            }
        }
    }

    /// <summary>The elements of <see cref="LargeWithActions"/>.</summary>
    public IEnumerable<DataElement> LargeElements
    {
        get
        {
            foreach (SourceElement element in Source.Elements)
            {
                if (LargeWithActions.Contains(element.Ordinal)) yield return element.Load();
            }
        }
    }

    /// <summary>Surveys an object.</summary>
    /// <exception cref="ProtectionException">Its pixels cannot be cleaned, or it holds more than may be encrypted.</exception>
    public static ProtectionSurvey Of(
        DicomObject file, ProtectionOptions options, EncryptionBudget budget, CancellationToken cancellationToken)
    {
        SourceObject source = new(file);
        CleanedPixels? pixels = PixelSurvey.Plan(file, options, budget);
        LargeElementSurvey large = new(options.Profile, budget);
        return new ProtectionSurvey
        {
            Source = source,
            RepeatedTags = RepeatedTagsOf(file),
            OverlaysToRemove = OverlaySurvey.GroupsToRemove(file, options.Profile),
            LargeWithActions = large.OrdinalsWithActions(source),
            Pixels = pixels,
            Codestreams = CodestreamSurvey.Of(file, options, budget, cancellationToken),
        };
    }

    private static HashSet<Tag> RepeatedTagsOf(DicomObject file)
    {
        HashSet<Tag> repeated = [], seen = [];
        if (file.IsAscending) return repeated;
        foreach (ElementLocation element in file.Elements)
        {
            if (!seen.Add(element.Tag)) repeated.Add(element.Tag);
        }

        return repeated;
    }
}
