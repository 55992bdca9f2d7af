using System.Diagnostics.CodeAnalysis;

namespace Dicom.Cms.Envelopes;

/// <summary>The result of opening an envelope. Its texts hold no secrets.</summary>
public sealed class EnvelopeOpening
{
    private EnvelopeOpening(EnvelopeOpeningStatus status, string reason)
    {
        Status = status;
        Reason = reason;
    }

    /// <summary>How it ended.</summary>
    public EnvelopeOpeningStatus Status { get; }

    /// <summary>Whether <see cref="Content"/> is there.</summary>
    [MemberNotNullWhen(true, nameof(Content))]
    public bool IsOpened => Status == EnvelopeOpeningStatus.Opened;

    /// <summary>
    /// Why it was not opened, for people: whom the envelope names, or what is not accepted. Of decryption that failed
    /// always the same sentence. Empty where it was opened.
    /// </summary>
    public string Reason { get; }

    /// <summary>The decrypted content, which the caller may clear; null where it was not opened.</summary>
    public byte[]? Content { get; private init; }

    /// <summary>
    /// Whether the content was authenticated: it is, octet for octet, what someone encrypted. False of content
    /// encrypted in CBC mode, which may have been changed, or be gibberish under a wrong key.
    /// </summary>
    public bool IsAuthenticated { get; private init; }

    /// <summary>
    /// Whether the envelope names one of the keys, or asks for a password where one is at hand. False where a key without
    /// a certificate could only be meant, by its length or curve: the envelope may well be for somebody else.
    /// </summary>
    public bool IsKeyNamed { get; private init; }

    internal static EnvelopeOpening NotAuthentic { get; } = new(
        EnvelopeOpeningStatus.NotAuthentic, "The content could not be decrypted: the key does not fit, or the envelope was changed.")
    { IsKeyNamed = true };

    /// <inheritdoc/>
    public override string ToString() => IsOpened ? "Opened" : $"{Status}: {Reason}";

    internal static EnvelopeOpening Opened(byte[] content, bool isAuthenticated, bool isKeyNamed) =>
        new(EnvelopeOpeningStatus.Opened, "") { Content = content, IsAuthenticated = isAuthenticated, IsKeyNamed = isKeyNamed };

    internal static EnvelopeOpening NotAccepted(string reason, bool isKeyNamed) =>
        new(EnvelopeOpeningStatus.NotAccepted, reason) { IsKeyNamed = isKeyNamed };

    internal static EnvelopeOpening NoMatchingRecipient(string reason) =>
        new(EnvelopeOpeningStatus.NoMatchingRecipient, reason);
}
