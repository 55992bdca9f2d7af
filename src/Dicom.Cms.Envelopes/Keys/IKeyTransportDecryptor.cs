namespace Dicom.Cms.Envelopes;

/// <summary>
/// Decrypts content-encryption keys with a private RSA key that is kept elsewhere: a hardware module, a key service.
/// </summary>
/// <remarks>
/// <para>
/// To the outside, failure and a random key must look alike (RFC 3218 2.3.2). Return what the RSA operation gave, of
/// whatever length, or throw <see cref="System.Security.Cryptography.CryptographicException"/> where it failed: for
/// RSAES-PKCS1-v1_5 the envelope then goes on with a random key, takes the same steps, and gives the same answer. So
/// do not log the two differently, do not answer one sooner than the other, and do not retry.
/// </para>
/// <para>
/// Any other exception, such as that of a broken connection, says nothing about the envelope. It passes through
/// <see cref="Envelope.OpenAsync"/> to the caller.
/// </para>
/// </remarks>
public interface IKeyTransportDecryptor
{
    /// <summary>
    /// Whether the key can do this algorithm; asked before <see cref="DecryptAsync"/>, and decided from the algorithm alone.
    /// </summary>
    bool Supports(KeyTransportAlgorithm algorithm) => true;

    /// <summary>Decrypts one encryptedKey (RFC 5652 6.2.1).</summary>
    /// <returns>The content-encryption key, in an array of its own: the caller clears it.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The RSA operation failed.</exception>
    ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken);
}
