using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides what comes back: the original, every value, or what PS3.15 E.1.2 says.</summary>
internal sealed partial class RecoveryPlanner
{
    private readonly DicomFile _present;
    private readonly OpenedItems _items;
    private readonly RecoveryPolicy _policy;
    private readonly RecoveryMode _mode;
    private readonly IReadOnlyList<ProtectedAttribute> _attributes;
    private readonly OriginalLayout? _layout;
    private readonly List<Warning> _warnings = [];
    private RecoveryBinding _binding;
    private IReadOnlyList<OutputPart>? _original;
    private bool _digestMatches;

    /// <exception cref="RecoveryException">What was opened does not belong here or together.</exception>
    public RecoveryPlanner(DicomFile present, OpenedItems items, RecoveryPolicy policy, RecoveryMode mode)
    {
        _present = present;
        _items = items;
        _policy = policy;
        _mode = mode;
        _binding = BindingCheck.CheckObject(present, items.Items, policy);
        BindingCheck.CheckCharacterSet(present, items.Items);
        _attributes = AttributeMerger.Merge(items.Items);
        _layout = items.Items.Select(item => item.DataSet.Record?.Original).FirstOrDefault(layout => layout is not null);
    }

    /// <summary>
    /// Makes the plan for the case of nearly every object: it is as it was when it was protected. Its bulk values are not read for it; their
    /// tags are to be checked while they are copied.
    /// </summary>
    /// <returns>Null where it is not, as far as can be told without reading them, or something else is asked for.</returns>
    public RecoveryPlan? TryPlanUnaltered()
    {
        if (_mode == RecoveryMode.Standard || _layout is not { BulkKey.IsEmpty: false } layout || layout.TransferSyntax.IsDeflated) return null;
        List<Tag> altered = [];
        AddAddedImages(altered, layout);
        if (altered.Count > 0 || !BulkVerification.HaveTheirLengths(_present, layout) || !MatchesDigest(layout)) return null;

        _digestMatches = true;
        NoteItems();
        return PlanOriginal(layout) with { BulkKey = layout.BulkKey };
    }

    /// <summary>Makes the plan for every case. Bulk values are read for it; nothing is written.</summary>
    /// <exception cref="RecoveryException">The pixels are other pixels, or the mode asked for is not to be had.</exception>
    public RecoveryPlan Plan(CancellationToken cancellationToken)
    {
        NoteItems();
        if (_layout is null)
        {
            if (_mode == RecoveryMode.OriginalOnly) throw RecoveryException.NotAccepted("The Items opened do not hold all that the original needs.");
            return PlanStandard();
        }

        _digestMatches = IsOriginal(_layout, cancellationToken);
        if (_mode == RecoveryMode.Standard) return PlanStandard();
        if (_digestMatches) return PlanOriginal(_layout);
        if (_mode == RecoveryMode.OriginalOnly)
            throw RecoveryException.NotAccepted("The original would not come back: the object was re-encoded or altered after it was protected.");
        return PlanRestored(_layout);
    }

    /// <summary>Whether every byte is as it was. Pixels that are not those the Item was made for are refused.</summary>
    private bool IsOriginal(OriginalLayout layout, CancellationToken cancellationToken)
    {
        (IReadOnlySet<Tag> identical, IReadOnlySet<Tag> equivalent) = BulkVerification.Verify(_present, layout, cancellationToken);
        List<Tag> altered = [];
        foreach (BulkValue bulk in layout.BulkValues)
        {
            if (!identical.Contains(bulk.Tag) && !equivalent.Contains(bulk.Tag)) altered.Add(bulk.Tag);
        }

        AddAddedImages(altered, layout);
        bool isBound = !layout.BulkKey.IsEmpty || layout.BulkValues.Count == 0;
        foreach (Tag tag in altered)
        {
            bool isImage = BulkData.CarriesTheImage(tag);
            if (isImage && isBound && !_policy.AcceptMismatchedBinding)
                throw RecoveryException.NotAccepted($"{tag} is not what the Item was made for: other pixels, or the same pixels compressed anew.");
            if (isImage && isBound) _binding = RecoveryBinding.Mismatch;
            Warn("BulkValueAltered", $"{tag} is not the value the object had when it was protected.");
        }

        if (!isBound) Warn("PixelsNotBound", "The object was protected without binding its pixels. Whether they are its own is not known.");
        return altered.Count == 0 && equivalent.Count == 0 && MatchesDigest(layout);
    }

    /// <summary>Whether everything but the bulk values is as it was.</summary>
    private bool MatchesDigest(OriginalLayout layout)
    {
        if (_present.Encoding != layout.Encoding || _present.IsDeflated != layout.TransferSyntax.IsDeflated) return false;
        _original = OriginalAssembly.Assemble(_present, _attributes, layout);
        byte[] digest = OriginalDigest.Compute(_original, layout.DeflatedSuffix);
        return digest.AsSpan().SequenceEqual(layout.Digest.Span);
    }

    /// <summary>Pixels that the original has not: where it had none, beside its own, or its own twice.</summary>
    private void AddAddedImages(List<Tag> altered, OriginalLayout layout)
    {
        HashSet<Tag> replaced = [.. layout.AddedTags], kept = [], known = [.. altered];
        foreach (ProtectedAttribute attribute in _attributes) replaced.Add(attribute.Tag);
        foreach (BulkValue bulk in layout.BulkValues) kept.Add(bulk.Tag);
        foreach (ElementLocation location in _present.Elements)
        {
            Tag tag = location.Tag;
            bool isAdded = BulkData.CarriesTheImage(tag) && !replaced.Contains(tag) && !kept.Remove(tag);
            if (isAdded && known.Add(tag)) altered.Add(tag);
        }
    }

    /// <summary>An Item with all Attributes leaves nothing for the others to recover. One with the Items of an earlier protection has all.</summary>
    private bool HasAll => _layout is not null || _attributes.Any(attribute => attribute.Tag == Tags.EncryptedAttributesSequence);

    private RecoveryPlan PlanOriginal(OriginalLayout layout)
    {
        return new RecoveryPlan(layout.Prefix, [.. _original!.Skip(1)], layout.DeflatedSuffix, layout.TransferSyntax.IsDeflated, ResultOf(RecoveryOutcome.Original, 0));
    }

    private void NoteItems()
    {
        if (_binding == RecoveryBinding.NoRecord)
            Warn("NotBound", "The Items were written by other software and name no object: whether they belong to this one is not known.");
        if (_binding == RecoveryBinding.Mismatch)
            Warn("BindingMismatch", "The Items name another object than this one. That was accepted.");
        if (_items.ForeignCount > 0)
            Warn("ForeignItems", $"Without a CMS envelope that can be read, {(HasAll ? "and gone, since all came back" : "and left as it is")}: {Count(_items.ForeignCount, "Item")}.");
    }

    private RecoveryResult ResultOf(RecoveryOutcome outcome, int itemsKept)
    {
        bool authenticated = _items.Items.All(item => item.IsAuthenticated);
        RecoveryIntegrity integrity = authenticated ? RecoveryIntegrity.Authenticated
            : _digestMatches ? RecoveryIntegrity.DigestOnly
            : RecoveryIntegrity.NotProtected;
        if (integrity == RecoveryIntegrity.NotProtected)
            Warn("NotAuthenticated", "The encryption does not detect changes: a bit flipped inside a recovered value would not be seen.");
        if (itemsKept > 0) Warn("ItemsForOthers", $"What is encrypted for other recipients stays in the object: {Count(itemsKept, "Item")}.");
        return new RecoveryResult
        {
            Outcome = outcome,
            RecoveredAttributes = RecoveredTags(),
            ItemsForOthers = itemsKept,
            Integrity = integrity,
            Binding = _binding,
            Purposes = [.. _items.Items.Select(item => item.DataSet.Record?.Purpose).OfType<string>().Where(purpose => purpose.Length > 0)],
            Warnings = _warnings,
        };
    }

    private Tag[] RecoveredTags()
    {
        List<Tag> tags = new(_attributes.Count);
        foreach (ProtectedAttribute attribute in _attributes)
        {
            if (attribute.Tag != Tags.SpecificCharacterSet) tags.Add(attribute.Tag);
        }

        return [.. tags];
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private void Warn(string code, string text)
    {
        if (!_warnings.Any(warning => warning.Text == text)) _warnings.Add(new Warning(code, text));
    }
}
