using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Whether the original would come back, byte for byte.</summary>
internal sealed record OriginalComparison
{
    /// <summary>The original in its parts; null where it would not come back.</summary>
    public required IReadOnlyList<OutputPart>? Original { get; init; }

    /// <summary>Whether Items and pixels belong to this object.</summary>
    public required RecoveryBinding Binding { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>
    /// Compares everything but the octets of bulk values. Those are not read: where all else is as it was, their tags are to be checked
    /// while they are copied.
    /// </summary>
    /// <returns>The original in its parts; null where something is not as it was.</returns>
    public static IReadOnlyList<OutputPart>? TryWithoutBulkValues(RecoveryMaterial material, OriginalLayout layout) =>
        AddedImages(material, layout).Count == 0 && BulkVerification.HaveTheirLengths(material.Present, layout)
            ? TryAssemble(material, layout)
            : null;

    /// <summary>Compares everything.</summary>
    /// <exception cref="RecoveryException">The pixels are not those the Item was made for, and the policy refuses that.</exception>
    public static OriginalComparison Compare(
        RecoveryMaterial material, OriginalLayout layout, RecoveryPolicy policy, CancellationToken cancellationToken)
    {
        (IReadOnlySet<Tag> identical, IReadOnlySet<Tag> equivalent) = BulkVerification.Verify(material.Present, layout, cancellationToken);
        IEnumerable<Tag> altered = layout.BulkValues
            .Select(bulk => bulk.Tag)
            .Where(tag => !identical.Contains(tag) && !equivalent.Contains(tag));
        Tag[] strange = [.. altered.Concat(AddedImages(material, layout)).Distinct()];
        bool isBound = !layout.BulkKey.IsEmpty || layout.BulkValues.Count == 0;
        bool isOtherImage = isBound && Array.Exists(strange, BulkData.CarriesTheImage);
        if (isOtherImage && !policy.AcceptMismatchedBinding) throw OtherPixels(Array.Find(strange, BulkData.CarriesTheImage));

        List<Warning> warnings =
        [
            .. strange.Select(tag => new Warning(
                WarningCodes.BulkValueAltered, $"{tag} is not the value the object had when it was protected.")),
        ];
        if (!isBound)
        {
            warnings.Add(new Warning(
                WarningCodes.PixelsNotBound,
                "The object was protected without binding its pixels. Whether they are its own is not known."));
        }

        return new OriginalComparison
        {
            Original = strange.Length == 0 && equivalent.Count == 0 ? TryAssemble(material, layout) : null,
            Binding = isOtherImage ? RecoveryBinding.Mismatch : material.Binding,
            Warnings = warnings,
        };
    }

    /// <summary>The original in its parts; null where its digest, which is over everything but the bulk values, is another one.</summary>
    private static List<OutputPart>? TryAssemble(RecoveryMaterial material, OriginalLayout layout)
    {
        DicomObject present = material.Present;
        if (present.Encoding != layout.Encoding || present.IsDeflated != layout.TransferSyntax.IsDeflated) return null;
        List<OutputPart> original = OriginalAssembly.Assemble(present, material.Attributes, layout);
        byte[] digest = OriginalDigest.Compute(original, layout.DeflatedSuffix);
        return digest.AsSpan().SequenceEqual(layout.Digest.Span) ? original : null;
    }

    /// <summary>Pixels that the original does not have: where it had none, beside its own, or its own twice.</summary>
    private static List<Tag> AddedImages(RecoveryMaterial material, OriginalLayout layout)
    {
        List<Tag> added = [];
        HashSet<Tag> replaced = [.. layout.AddedTags], kept = [];
        foreach (ProtectedAttribute attribute in material.Attributes) replaced.Add(attribute.Tag);
        foreach (BulkValue bulk in layout.BulkValues) kept.Add(bulk.Tag);
        foreach (ElementLocation location in material.Present.Elements)
        {
            Tag tag = location.Tag;
            if (BulkData.CarriesTheImage(tag) && !replaced.Contains(tag) && !kept.Remove(tag)) added.Add(tag);
        }

        return added;
    }

    private static RecoveryException OtherPixels(Tag tag) =>
        RecoveryException.NotAccepted($"{tag} is not what the Item was made for: other pixels, or the same pixels compressed anew.");
}
