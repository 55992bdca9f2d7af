using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// A private EC key: it agrees on key-encryption keys. Operations from several threads on one object are safe, as for
/// <see cref="RsaPrivateKey"/>.
/// </summary>
internal sealed class EcPrivateKey : SecretKey
{
    private readonly ECDiffieHellman _key;
    private readonly bool _ownsKey;

    private EcPrivateKey(ECDiffieHellman key, EllipticCurve curve, bool ownsKey)
    {
        _key = key;
        _ownsKey = ownsKey;
        Curve = curve;
    }

    public EllipticCurve Curve { get; }

    /// <summary>Null where the curve is none of those in <see cref="EllipticCurve"/>.</summary>
    public static EcPrivateKey? TryCreate(ECDiffieHellman key, bool ownsKey) =>
        EllipticCurve.Of(new PublicKey(key)) is { } curve ? new EcPrivateKey(key, curve, ownsKey) : null;

    public KeyIdentity Identify(X509Certificate2? certificate) =>
        KeyIdentity.Of(Curve, Curve.ExportPoint(_key), certificate);

    public override string Describe(KeyIdentity identity) => $"EC {Curve}";

    // Without a certificate nobody told the name: the curve must do.
    public override void FindAttempts(RecipientInfo recipientInfo, KeyIdentity identity, AttemptList attempts)
    {
        if (recipientInfo is not KeyAgreeRecipientInfo recipient) return;

        foreach (RecipientEncryptedKey encrypted in recipient.EncryptedKeys)
        {
            if (identity.IsNamedBy(encrypted.Recipient)) attempts.AddNamed(new KeyAgreementAttempt(recipient, encrypted, this), identity);
            else if (identity.Certificate is null && recipient.Originator?.IsOn(Curve) == true)
                attempts.AddPossible(new KeyAgreementAttempt(recipient, encrypted, this));
        }
    }

    /// <summary>The key that the agreed key unwraps, in an array the caller clears; null whatever the reason.</summary>
    public byte[]? Unwrap(
        OriginatorKey originator,
        KeyAgreementAlgorithm algorithm,
        ReadOnlyMemory<byte>? userKeyingMaterial,
        ReadOnlySpan<byte> encryptedKey)
    {
        Debug.Assert(originator.IsOn(Curve));
        Span<byte> keyEncryptionKey = stackalloc byte[algorithm.Wrap.KeyLength];
        try
        {
            using ECDiffieHellman? other = Curve.TryImport(originator.Point.Span);
            if (other is null) return null;

            using ECDiffieHellmanPublicKey publicKey = other.PublicKey;
            byte[] sharedInfo = algorithm.EncodeSharedInfo(userKeyingMaterial);
            X963KeyDerivation.Derive(_key, publicKey, algorithm.Scheme.Digest, sharedInfo, keyEncryptionKey);
            return algorithm.Wrap.Unwrap(keyEncryptionKey, encryptedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    private protected override void Destroy()
    {
        if (_ownsKey) _key.Dispose();
    }
}
