namespace Dicom.Cms.Envelopes;

public partial class Recipient
{
    /// <summary>The fewest rounds of PBKDF2 that are written, and what is written unless said otherwise.</summary>
    public const int MinPasswordIterations = 600_000;

    /// <summary>
    /// Whoever has a symmetric key that was distributed before, under an identifier agreed for it (RFC 5652 6.2.3).
    /// </summary>
    /// <param name="keyIdentifier">1 to 64 octets, which stand in the envelope for all to read.</param>
    /// <param name="key">16, 24 or 32 octets; copied, the caller may clear them.</param>
    /// <exception cref="ArgumentException">The identifier or the key has another length.</exception>
    public static Recipient FromKeyEncryptionKey(ReadOnlySpan<byte> keyIdentifier, ReadOnlySpan<byte> key) =>
        new KekRecipient(new KeyEncryptionKey(keyIdentifier, key));

    /// <summary>
    /// Whoever knows a password (RFC 5652 6.2.4). It is as strong as the password: whoever has the envelope can try
    /// one after the other, unseen and without end.
    /// </summary>
    /// <remarks>
    /// Each envelope has a salt of its own, and so each costs a derivation of a fraction of a second to write and to
    /// open.
    /// </remarks>
    /// <param name="password">1 to 1024 characters, encoded in UTF-8; copied, the caller may clear them.</param>
    /// <param name="iterations">Rounds of PBKDF2.</param>
    /// <exception cref="ArgumentException">The password is empty, too long, or no text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Fewer than <see cref="MinPasswordIterations"/>, or more than <see cref="EnvelopePolicy.Default"/> reads.
    /// </exception>
    public static Recipient FromPassword(ReadOnlySpan<char> password, int iterations = MinPasswordIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, MinPasswordIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, EnvelopePolicy.Default.MaxPasswordIterations);
        return new PasswordRecipient(new PasswordKey(password), iterations);
    }
}
