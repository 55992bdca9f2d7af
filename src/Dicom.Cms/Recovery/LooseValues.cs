using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What Explicit VR Little Endian could not carry (exactness, rule 5): it fits only where it came from, and is named where it does not.
/// </summary>
/// <param name="Elements">What can be put back.</param>
/// <param name="Warnings">What cannot.</param>
internal sealed record LooseValues(IReadOnlyList<ElementParts> Elements, IReadOnlyList<Warning> Warnings)
{
    /// <summary>Nothing.</summary>
    public static LooseValues None { get; } = new([], []);

    /// <summary>The loose values of an Item with everything, but for those that an Attribute carries.</summary>
    public static LooseValues Of(RecoveryMaterial material, RestorationRecord record)
    {
        HashSet<Tag> carried = [.. material.Attributes.Select(attribute => attribute.Tag)];
        LooseElement[] loose = [.. record.Original!.LooseElements
            .Where(element => ProtectedAttribute.IsAllowed(element.Tag) && !carried.Contains(element.Tag))
            .DistinctBy(element => element.Tag)];
        return material.Present.Encoding == record.Encoding
            ? new LooseValues([.. loose.Select(element => new ElementParts(element.Tag, element.Bytes))], [])
            : new LooseValues([], [.. loose.Select(element => new Warning(
                WarningCodes.NotPutBack, $"{element.Tag} is not back: its value fits only the encoding that the original had."))]);
    }
}
