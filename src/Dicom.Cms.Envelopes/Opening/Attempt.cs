using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>One encrypted key of the envelope with one key at hand.</summary>
internal abstract class Attempt
{
    /// <summary>Whose key is tried.</summary>
    public abstract SecretKey Key { get; }

    /// <summary>The RecipientInfo it is tried on.</summary>
    public abstract RecipientInfo Recipient { get; }

    /// <summary>Whom the RecipientInfo names there; null where no certificate.</summary>
    public virtual RecipientIdentifier? Identifier => null;

    /// <summary>Names the result in <see cref="SecretKey.DecryptedKeys"/>; null where it is not to be kept.</summary>
    public abstract string? CacheName { get; }

    /// <summary>Why it is not made, or null; decided from what is public.</summary>
    public abstract string? Refuse(EnvelopePolicy policy);

    /// <summary>The content-encryption key, of any length, in an array the caller clears; null where it failed.</summary>
    public abstract ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken);

    private protected static string NameOf(RecipientInfo recipient) => NameOf(recipient.Encoded.Span);

    private protected static string NameOf(ReadOnlySpan<byte> encoded)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(encoded, digest);
        return Convert.ToHexString(digest);
    }
}
