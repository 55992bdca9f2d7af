using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Why Items were not opened, put into one sentence where none was.</summary>
/// <param name="position">Where their sequence is.</param>
internal sealed class UnopenedItems(long position)
{
    /// <summary>Recipients, and keys, listed in a message.</summary>
    private const int MaxListed = 8;

    private readonly List<string> _recipients = [];
    private bool _hasMoreRecipients;
    private EnvelopeFormatException? _noEnvelope;
    private bool _lacksContent;
    private string? _refusal;

    /// <summary>An Item whose Encrypted Content is no CMS envelope.</summary>
    public void Add(EnvelopeFormatException noEnvelope) => _noEnvelope ??= noEnvelope;

    /// <summary>An Item without Encrypted Content.</summary>
    public void AddWithoutContent() => _lacksContent = true;

    /// <summary>An envelope for others, or for a key that nothing names.</summary>
    public void Add(Envelope envelope, EnvelopeOpening opening)
    {
        foreach (RecipientInfo recipient in envelope.Recipients.Take(MaxListed)) AddRecipient(recipient);
        _hasMoreRecipients |= envelope.Recipients.Count > MaxListed;
        if (opening.Status == EnvelopeOpeningStatus.NotAccepted) _refusal ??= opening.Reason;
    }

    /// <summary>What to tell whoever holds the keys.</summary>
    public Exception ToException(IReadOnlyList<RecipientKey> keys) =>
        _refusal is not null ? RecoveryException.NotAccepted(_refusal)
        : _recipients.Count > 0 ? RecoveryException.NoMatchingRecipient(Describe(keys))
        : _noEnvelope is not null ? _noEnvelope
        : _lacksContent ? new DicomFormatException(
            "An Item of Encrypted Attributes Sequence has no Encrypted Content", position, Tags.EncryptedContent)
        : RecoveryException.NoMatchingRecipient("The Encrypted Attributes Sequence has no Item.");

    // As many as are listed: what a stranger wrote may name millions.
    private void AddRecipient(RecipientInfo recipient)
    {
        if (_recipients.Count == MaxListed)
            _hasMoreRecipients = true;
        else if (!_recipients.Contains(recipient.Description))
            _recipients.Add(recipient.Description);
    }

    private string Describe(IReadOnlyList<RecipientKey> keys)
    {
        string listed = string.Join("; ", keys.Take(MaxListed)) + (keys.Count > MaxListed ? $"; and {keys.Count - MaxListed} more" : "");
        string which = keys.Count == 1 ? "this key" : "any of these keys";
        return $"No Item names {which} ({listed}); Items name: {string.Join("; ", _recipients)}{(_hasMoreRecipients ? "; and more" : "")}.";
    }
}
