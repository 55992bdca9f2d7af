namespace Dicom.Cms.Envelopes;

/// <summary>
/// Decrypts content-encryption keys with a private RSA key that is kept elsewhere: a hardware module, a key service.
/// </summary>
/// <remarks>
/// <para>
/// <b>What it gets</b> stood in an envelope that anybody may have written: encryptedKey octets of any length, chosen by an attacker at
/// worst, as often as the caller lets envelopes be opened. Policy and key identifier were checked before; nothing else was. Limit the
/// rate, write down each call, and know who asks.
/// </para>
/// <para>
/// <b>Failure and a random key must look alike</b> to the outside (RFC 3218 2.3.2). Return what the RSA operation gave, of whatever length,
/// or throw <see cref="System.Security.Cryptography.CryptographicException"/>, or return a random key: the envelope goes on with a random
/// key, takes the same steps, and gives the same answer. So do not log the three differently, do not answer one sooner than the
/// other, and do not retry. None of them is remembered; the next envelope asks again.
/// </para>
/// <para>
/// <b>Any other exception</b>, such as that of a broken connection, a timeout or a refusal, says nothing about the envelope. It passes
/// through <see cref="Envelope.OpenAsync"/> to the caller. Nobody here waits with a time limit of their own: set one. A cancelled call
/// ends with <see cref="OperationCanceledException"/>.
/// </para>
/// <para>
/// <b>Calls</b> come from several threads at once. An envelope makes at most 16 of them. Envelopes with the very same RecipientInfo and
/// a derived key (RFC 9709) ask one after another, and after the first success no more, until the <see cref="RecipientKey"/> is disposed.
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
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// The RSA operation failed. For an answer like that of a wrong key.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken);
}
