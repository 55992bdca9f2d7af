namespace Dicom.Cms.Envelopes;

/// <summary>A private RSA key, here or in a key service: it decrypts content-encryption keys.</summary>
internal abstract class PrivateKey : SecretKey
{
    /// <summary>Why this key cannot do the algorithm, or null; decided without using the key.</summary>
    public abstract string? Refuse(KeyTransportAlgorithm algorithm);

    /// <summary>
    /// What the RSA operation gave, of any length, or null where it failed. Completes at once for a local key. The
    /// caller clears it.
    /// </summary>
    public abstract ValueTask<byte[]?> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken);

    public sealed override string Describe(KeyIdentity identity) => $"RSA {identity.KeySizeInBits}";

    // Without a certificate nobody told the name: the length must do.
    public sealed override void FindAttempts(RecipientInfo recipientInfo, KeyIdentity identity, AttemptList attempts)
    {
        if (recipientInfo is not KeyTransRecipientInfo recipient) return;

        if (identity.IsNamedBy(recipient.Recipient)) attempts.AddNamed(new KeyTransportAttempt(recipient, this), identity);
        else if (identity.Certificate is null && recipient.EncryptedKey.Length == identity.ModulusLength)
            attempts.AddPossible(new KeyTransportAttempt(recipient, this));
    }
}
