namespace Dicom.Cms;

/// <summary>Why a protected object was not recovered.</summary>
public enum RecoveryFailure
{
    /// <summary>Wrong key, padding, tag, or a plaintext that is no data set: one signal for all of them.</summary>
    NotAuthentic = 0,

    /// <summary>
    /// Refused by policy: an algorithm, before any private-key operation; a binding, character set or values that do not agree,
    /// after decryption and before any output.
    /// </summary>
    NotAccepted,

    /// <summary>No Item is encrypted for any of the keys, or the Encrypted Attributes Sequence has no Item.</summary>
    NoMatchingRecipient,

    /// <summary>The object has no Encrypted Attributes Sequence (0400,0500): it is not protected.</summary>
    NotProtected,
}

/// <summary>A protected object was not recovered. Nothing was written. The message contains no value of an Attribute.</summary>
public sealed class RecoveryException : DicomCmsException
{
    internal const string NotAuthenticText =
        "The Encrypted Attributes could not be recovered: the key is wrong, the content was altered, or Items do not belong together or "
            + "to this object (--item N takes a single one).";

    /// <summary>Makes an exception.</summary>
    public RecoveryException()
        : this(NotAuthenticText)
    {
    }

    /// <summary>Makes an exception with a reason.</summary>
    public RecoveryException(string message)
        : this(RecoveryFailure.NotAuthentic, message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    public RecoveryException(string message, Exception innerException)
        : base(message, innerException) => Failure = RecoveryFailure.NotAuthentic;

    /// <summary>Makes an exception of a kind.</summary>
    public RecoveryException(RecoveryFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public RecoveryFailure Failure { get; }

    internal static RecoveryException NotAuthentic() => new(RecoveryFailure.NotAuthentic, NotAuthenticText);

    internal static RecoveryException NotAccepted(string reason) => new(RecoveryFailure.NotAccepted, reason);

    internal static RecoveryException NoMatchingRecipient(string reason) => new(RecoveryFailure.NoMatchingRecipient, reason);

    internal static RecoveryException NotProtected() =>
        new(RecoveryFailure.NotProtected, "The object has no Encrypted Attributes Sequence (0400,0500): it is not protected.");
}
