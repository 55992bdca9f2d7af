using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Items that name one of the keys and did not open. They fail the object, unless another Item under the same name opened: two
/// certificates can share issuer and serial number, and anybody can write an Item that fails.
/// </summary>
/// <param name="keys">The keys at hand.</param>
internal sealed class FailedItems(IReadOnlyList<RecipientKey> keys)
{
    private readonly List<(Envelope Envelope, EnvelopeOpening Opening)> _failed = [];

    /// <summary>Adds an Item, if it names one of the keys. What names none is for others, who may accept or read what we do not.</summary>
    /// <returns>How many failed.</returns>
    public int Add(Envelope envelope, EnvelopeOpening opening)
    {
        bool isNamed = opening.IsOpened || opening.Status == EnvelopeOpeningStatus.NotAuthentic
            || opening is { Status: EnvelopeOpeningStatus.NotAccepted, IsKeyNamed: true };
        if (isNamed) _failed.Add((envelope, opening));
        return _failed.Count;
    }

    /// <summary>Throws where an Item failed whose key opened no other.</summary>
    /// <exception cref="RecoveryException">One did.</exception>
    public void RefuseUnlessOthersOpened(IReadOnlyList<OpenedItem> opened)
    {
        foreach ((Envelope envelope, EnvelopeOpening opening) in _failed)
        {
            bool otherOpened = keys.Any(key => envelope.Names(key) && opened.Any(item => item.Envelope.Names(key)));
            if (otherOpened) continue;
            throw opening.Status == EnvelopeOpeningStatus.NotAccepted
                ? RecoveryException.NotAccepted(opening.Reason)
                : RecoveryException.NotAuthentic();
        }
    }
}
