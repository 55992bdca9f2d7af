using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Why Items were not opened, put into one sentence where none was.</summary>
internal sealed class UnopenedItems
{
    /// <summary>Recipients, and keys, listed in a message.</summary>
    private const int MaxListed = 8;

    private readonly List<string> _recipients = [];
    private EnvelopeFormatException? _noEnvelope;
    private DicomFormatException? _noContent;
    private string? _refusal;

    /// <summary>An Item whose Encrypted Content is no CMS envelope.</summary>
    public void Add(EnvelopeFormatException noEnvelope) => _noEnvelope ??= noEnvelope;

    /// <summary>An Item without Encrypted Content.</summary>
    public void Add(DicomFormatException noContent) => _noContent ??= noContent;

    /// <summary>An envelope for others, or for a key that nothing names.</summary>
    public void Add(Envelope envelope, EnvelopeOpening opening)
    {
        _recipients.AddRange(envelope.Recipients.Select(recipient => recipient.Description));
        if (opening.Status == EnvelopeOpeningStatus.NotAccepted) _refusal ??= opening.Reason;
    }

    /// <summary>What to tell whoever holds the keys.</summary>
    public Exception ToException(IReadOnlyList<RecipientKey> keys) =>
        _refusal is not null ? RecoveryException.NotAccepted(_refusal)
        : _recipients.Count > 0 ? RecoveryException.NoMatchingRecipient(Describe(keys))
        : _noEnvelope ?? _noContent ?? (Exception)RecoveryException.NoMatchingRecipient("The Encrypted Attributes Sequence has no Item.");

    private string Describe(IReadOnlyList<RecipientKey> keys)
    {
        string which = keys.Count == 1 ? $"this key ({keys[0]})" : $"any of these keys ({List(keys.Select(key => key.ToString()))})";
        return $"No Item names {which}; Items name: {List(_recipients)}.";
    }

    private static string List(IEnumerable<string> names)
    {
        string[] distinct = [.. names.Distinct()];
        string more = distinct.Length > MaxListed ? $"; and {distinct.Length - MaxListed} more" : "";
        return string.Join("; ", distinct.Take(MaxListed)) + more;
    }
}
