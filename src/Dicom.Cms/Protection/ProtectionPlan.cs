using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What goes where: decided before anything is written.</summary>
internal sealed record ProtectionPlan
{
    /// <summary>The source.</summary>
    public required DicomFile Source { get; init; }

    /// <summary>The encoding of source and output.</summary>
    public DataSetEncoding Encoding => Source.Encoding;

    /// <summary>The Transfer Syntax that the output states.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>What happens to each element of the source, in its order.</summary>
    public required IReadOnlyList<PlannedElement> Elements { get; init; }

    /// <summary>The elements written in place of removed ones, and those that de-identification adds.</summary>
    public required IReadOnlyList<WrittenElement> Written { get; init; }

    /// <summary>The Pixel Data written in place of the original one; null where that stays, or there is none.</summary>
    public CleanedPixels? Pixels { get; init; }

    /// <summary>Copies of elements in clear that other re-identifiers need in the Item: (0008,0005), (0008,0018).</summary>
    public required IReadOnlyList<ProtectedAttribute> Copies { get; init; }

    /// <summary>The SOP Instance UID of the output.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>The SOP Class UID of the output; empty when the source has none.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>The protected Attributes of a set, ascending.</summary>
    public IReadOnlyList<ProtectedAttribute> AttributesOf(AttributeSet set)
    {
        // The character set goes with every Item; the UID only where it is asked for, or everything is.
        IEnumerable<ProtectedAttribute> attributes = Elements.OfType<RemovedElement>()
            .Where(element => element.Attribute is not null && (element.Tag == Tags.SpecificCharacterSet || set.Contains(element.Tag)))
            .Select(element => element.Attribute!)
            .DistinctBy(attribute => attribute.Tag);

        IEnumerable<ProtectedAttribute> copies = Copies.Where(copy => copy.Tag == Tags.SpecificCharacterSet || set.Contains(copy.Tag));
        return [.. attributes.UnionBy(copies, attribute => attribute.Tag).OrderBy(attribute => attribute.Tag)];
    }
}
