namespace Dicom.Cms.Envelopes;

/// <summary>How an attempt to open an envelope ended.</summary>
public enum EnvelopeOpeningStatus
{
    /// <summary>Decryption failed. Why is not told, for the answer would help whoever changes envelopes (RFC 3218).</summary>
    NotAuthentic = 0,

    /// <summary>The policy, or what this library or platform can do, forbids it. No private key was used.</summary>
    NotAccepted,

    /// <summary>None of the keys is one the envelope was written for.</summary>
    NoMatchingRecipient,

    /// <summary>The content is there.</summary>
    Opened,
}
