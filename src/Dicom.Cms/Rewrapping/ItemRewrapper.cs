using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Changes the recipients of every Item that a key opens, in memory; then looks whether all of it may be written.</summary>
internal sealed class ItemRewrapper
{
    private readonly RewrapOptions _options;
    private readonly RecipientChange _change;
    private readonly List<RewrappedItem> _rewrapped = [];

    private ItemRewrapper(RewrapOptions options, RecipientChange change)
    {
        _options = options;
        _change = change;
    }

    /// <exception cref="RecoveryException">No Item is for the keys, one that is fails, or it must not change so.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened, and one is no CMS envelope.</exception>
    public static ValueTask<RewrapPlan> RewrapAsync(
        DicomObject file, RewrapOptions options, RecipientChange change, CancellationToken cancellationToken) =>
        new ItemRewrapper(options, change).RewrapAsync(file, cancellationToken);

    private async ValueTask<RewrapPlan> RewrapAsync(DicomObject file, CancellationToken cancellationToken)
    {
        (DataElement sequence, long position) = ItemOpener.ReadSequence(file, _options.Policy);
        using OpenedItems opened = await ItemOpener
            .OpenAsync(
                sequence.Items!, _options.ItemNumber, position, _options.Keys,
                (item, envelope) => RewrapAsync(item, envelope, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

        // What a recovery would not use is never passed on: anybody can write an Item for a key that is known.
        UsedItems used = UsedItems.Of(file, opened, _options.Policy);
        List<RewrappedItem> changed = [];
        foreach (OpenedItem item in used.Items)
        {
            RewrappedItem rewrapped = _rewrapped.First(other => ReferenceEquals(other.Item, item.Item));
            RequireAllowed(item.DataSet, rewrapped);
            changed.Add(rewrapped);
        }

        if (used.Record is not null) RefuseRecipientsOf(used.Others);
        return new RewrapPlan(file, sequence, changed, ResultOf(changed, used.Others));
    }

    private async ValueTask<EnvelopeOpening> RewrapAsync(SequenceItem item, Envelope envelope, CancellationToken cancellationToken)
    {
        EnvelopeRewrapping rewrapping = await envelope
            .RewrapAsync(content => ChangeFor(content, item), _options.Keys, _options.Policy.Envelopes, cancellationToken)
            .ConfigureAwait(false);
        if (rewrapping.Opening.IsOpened) _rewrapped.Add(new RewrappedItem(item, envelope, rewrapping));
        return rewrapping.Opening;
    }

    /// <summary>
    /// What is to change in an Item. A required escrow gets the key anew, because a name says nothing of what stands beside it; an Item
    /// with a part of the Attributes restores nothing, and is not for the escrow.
    /// </summary>
    /// <returns>Null for what a wrong key whose CBC padding comes out right gives (RFC 3218 2.3.2).</returns>
    private RecipientChange? ChangeFor(ReadOnlyMemory<byte> content, SequenceItem item)
    {
        try
        {
            EncryptedAttributesDataSet dataSet = ItemOpener.Decode(content, item);
            return dataSet.Record is { Original: null } ? _change : _change.WithRenewed(_options.Escrows);
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    private void RequireAllowed(EncryptedAttributesDataSet dataSet, RewrappedItem rewrapped)
    {
        if ((rewrapped.Rewrapping.Refusal ?? SharedContentKey.Refuse(dataSet, rewrapped.Envelope)) is { } refusal)
            throw RecoveryException.NotAccepted(refusal);

        // An Item with a part of the Attributes restores nothing: nobody needs to be among its recipients.
        if (dataSet.Record is { Original: null }) return;
        Recipient? missing = _options.Escrows.FirstOrDefault(
            escrow => !rewrapped.Rewrapping.Renewed.Contains(escrow) && !_change.Added.Any(escrow.HasSameKeyAs));
        if (missing is not null)
            throw RecoveryException.NotAccepted($"The escrow recipient {missing} would not be among the recipients. Add it.");
    }

    private RewrapResult ResultOf(List<RewrappedItem> changed, IReadOnlyList<SequenceItem> others)
    {
        EnvelopeRewrapping[] rewrappings = [.. changed.Select(item => item.Rewrapping)];
        List<Warning> warnings = [];
        if (_options.ItemNumber is null && others.Count > 0)
        {
            warnings.Add(new Warning(
                WarningCodes.ItemsForOthers, $"Left as it is, whoever can open it: {Counting.Of(others.Count, "Item")}."));
        }

        warnings.AddRange(RemovedFromOnlyOne(changed, others));
        IEnumerable<Recipient> alreadyPresent = rewrappings.SelectMany(rewrapping => rewrapping.AlreadyPresent);
        foreach (IGrouping<Recipient, Recipient> present in alreadyPresent.GroupBy(recipient => recipient))
        {
            if (_change.ReplacesAll) continue;
            string items = Counting.Of(present.Count(), "Item");
            warnings.Add(new Warning(WarningCodes.AlreadyRecipient, $"{present.Key} was a recipient of {items} already."));
        }

        foreach (RecipientName name in _change.Removed.Where(name => rewrappings.All(rewrapping => rewrapping.NotPresent.Contains(name))))
            warnings.Add(new Warning(WarningCodes.NotRecipient, $"{name} was not a recipient: there was nothing to remove."));
        return new RewrapResult
        {
            ItemsChanged = changed.Count(item => item.IsChanged),
            ItemsLeft = others.Count,
            RecipientsAdded = rewrappings.Sum(rewrapping => rewrapping.Added.Count),
            RecipientsRemoved = rewrappings.Sum(rewrapping => rewrapping.RemovedCount),
            Warnings = warnings,
        };
    }

    /// <summary>Items of ours are never merged: a recipient in two would have to choose.</summary>
    private void RefuseRecipientsOf(IReadOnlyList<SequenceItem> others)
    {
        Envelope[] envelopes = [.. others.Select(ItemOpener.TryParse).OfType<Envelope>()];
        Recipient? twice = _change.Added.FirstOrDefault(recipient =>
            !recipient.Name.Equals(RecipientName.Password) && envelopes.Any(envelope => envelope.Names(recipient.Name)));
        if (twice is null) return;
        throw RecoveryException.NotAccepted(
            $"{twice} is a recipient of another Item of the object. Each recipient is in one Item: remove it there first, with a key "
                + "for it.");
    }

    /// <summary>Who was removed may still be a recipient of another Item.</summary>
    private IEnumerable<Warning> RemovedFromOnlyOne(List<RewrappedItem> changed, IReadOnlyList<SequenceItem> others)
    {
        Envelope[] envelopes = [.. others.Select(ItemOpener.TryParse).OfType<Envelope>()];
        IEnumerable<(string Name, int Count)> named = _change.ReplacesAll
            ? changed.SelectMany(ReplacedIn).Distinct().Select(name => (name, envelopes.Count(envelope => Names(envelope, name))))
            : _change.Removed.Select(name => (name.ToString(), envelopes.Count(envelope => envelope.Names(name))));
        foreach ((string name, int count) in named)
        {
            if (count == 0) continue;
            yield return new Warning(
                WarningCodes.StillRecipient, $"{name} remains a recipient of {Counting.Of(count, "Item")} that were not changed.");
        }
    }

    /// <summary>Whom the envelope named, and names no more.</summary>
    private static IEnumerable<string> ReplacedIn(RewrappedItem item)
    {
        if (item.Rewrapping.Encoded is not { } encoded) return [];
        Envelope after = Envelope.Parse(encoded);
        return item.Envelope.Recipients.Select(recipient => recipient.Identifier).Where(name => !Names(after, name));
    }

    private static bool Names(Envelope envelope, string identifier) =>
        envelope.Recipients.Any(recipient => recipient.Identifier == identifier);
}
