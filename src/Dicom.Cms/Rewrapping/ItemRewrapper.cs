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
                Chosen(sequence.Items!), position, _options.Keys, (item, envelope) => RewrapAsync(item, envelope, cancellationToken),
                cancellationToken)
            .ConfigureAwait(false);
        BindingCheck.CheckObject(file, opened.Items, _options.Policy);
        foreach ((OpenedItem item, RewrappedItem rewrapped) in opened.Items.Zip(_rewrapped)) RequireAllowed(item.DataSet, rewrapped);
        return new RewrapPlan(file, sequence, _rewrapped, ResultOf(sequence.Items!.Count, opened.ForeignCount));
    }

    private IReadOnlyList<SequenceItem> Chosen(IReadOnlyList<SequenceItem> items)
    {
        if (_options.ItemNumber is not { } number) return items;
        return number <= items.Count
            ? [items[number - 1]]
            : throw RecoveryException.NotAccepted($"The Encrypted Attributes Sequence has no Item {number}: it has {items.Count}.");
    }

    private async ValueTask<EnvelopeOpening> RewrapAsync(SequenceItem item, Envelope envelope, CancellationToken cancellationToken)
    {
        EnvelopeRewrapping rewrapping = await envelope
            .RewrapAsync(_change, _options.Keys, _options.Policy.Envelopes, content => IsDataSet(content, item), cancellationToken)
            .ConfigureAwait(false);
        if (rewrapping.Opening.IsOpened) _rewrapped.Add(new RewrappedItem(item, envelope, rewrapping));
        return rewrapping.Opening;
    }

    // A wrong key whose CBC padding comes out right gives something, but never this (RFC 3218 2.3.2).
    private static bool IsDataSet(ReadOnlyMemory<byte> content, SequenceItem item)
    {
        try
        {
            ItemOpener.Decode(content, item);
            return true;
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    private void RequireAllowed(EncryptedAttributesDataSet dataSet, RewrappedItem rewrapped)
    {
        if ((rewrapped.Rewrapping.Refusal ?? SharedContentKey.Refuse(dataSet, rewrapped.Envelope)) is { } refusal)
            throw RecoveryException.NotAccepted(refusal);

        // An Item with a part of the Attributes restores nothing: nobody needs to be among its recipients.
        if (dataSet.Record is { Original: null }) return;
        Recipient? missing = _options.Escrows.FirstOrDefault(
            escrow => !rewrapped.Names(escrow.Name) && !_change.Added.Any(escrow.HasSameKeyAs));
        if (missing is not null)
            throw RecoveryException.NotAccepted($"The escrow recipient {missing} would not be among the recipients. Add it.");
    }

    private RewrapResult ResultOf(int items, int foreignItems)
    {
        EnvelopeRewrapping[] rewrappings = [.. _rewrapped.Select(item => item.Rewrapping)];
        List<Warning> warnings = [];
        int left = items - rewrappings.Length;
        if (foreignItems > 0)
            warnings.Add(new Warning(WarningCodes.ForeignItems, $"Not a CMS envelope, and left as it is: {Count(foreignItems)}."));
        if (_options.ItemNumber is null && left > foreignItems)
        {
            warnings.Add(new Warning(
                WarningCodes.ItemsForOthers, $"Not for any of the keys, and left as it is: {Count(left - foreignItems)}."));
        }

        IEnumerable<Recipient> alreadyPresent = rewrappings.SelectMany(rewrapping => rewrapping.AlreadyPresent);
        foreach (IGrouping<Recipient, Recipient> present in alreadyPresent.GroupBy(recipient => recipient))
        {
            if (_change.ReplacesAll) continue;
            warnings.Add(new Warning(
                WarningCodes.AlreadyRecipient, $"{present.Key} was a recipient of {Count(present.Count())} already."));
        }

        foreach (RecipientName name in _change.Removed.Where(name => rewrappings.All(rewrapping => rewrapping.NotPresent.Contains(name))))
            warnings.Add(new Warning(WarningCodes.NotRecipient, $"{name} was not a recipient: there was nothing to remove."));
        return new RewrapResult
        {
            ItemsChanged = _rewrapped.Count(item => item.IsChanged),
            ItemsLeft = left,
            RecipientsAdded = rewrappings.Sum(rewrapping => rewrapping.Added.Count),
            RecipientsRemoved = rewrappings.Sum(rewrapping => rewrapping.RemovedCount),
            Warnings = warnings,
        };
    }

    private static string Count(int items) => items == 1 ? "1 Item" : $"{items} Items";
}
