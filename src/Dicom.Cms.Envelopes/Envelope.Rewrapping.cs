using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

public partial class Envelope
{
    /// <summary>Whether a recipient is among those it was written for, by what it says; a password stands for any password.</summary>
    public bool Names(RecipientName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Recipients.Any(name.IsMeantBy);
    }

    /// <summary>
    /// Changes who can open the envelope and nothing else: encrypted content, its algorithm and nonce, its mac and all attributes
    /// stay octet for octet, and so do the RecipientInfos of those who stay.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The content is decrypted first, for a key that was never proven would be encrypted to the new recipients as readily as the
    /// right one, and the content be lost with the old recipients (RSAES-PKCS1-v1_5 fails by going on with a random key, RFC 3218).
    /// Where decryption proves little, as in CBC mode, <paramref name="isContent"/> looks at what came out.
    /// </para>
    /// <para>
    /// New RecipientInfos use RSAES-OAEP SHA-256 for RSA certificates; RSAES-PKCS1-v1_5 where the envelope is an EnvelopedData all
    /// of whose recipients are reached by that, and then no other kind of recipient is taken. The version follows RFC 5652 6.1. The
    /// lengths around come out in their shortest form, indefinite ones stay indefinite; what came in PEM goes in PEM.
    /// </para>
    /// </remarks>
    /// <param name="change">Whom to add and to remove.</param>
    /// <param name="keys">The keys at hand, in order of preference.</param>
    /// <param name="policy">What is accepted.</param>
    /// <param name="isContent">Says whether that is what was encrypted; where it is not, the key counts as wrong.</param>
    /// <param name="cancellationToken">Ends the waiting for a key service.</param>
    /// <exception cref="ArgumentException">One of the keys is null.</exception>
    /// <exception cref="ObjectDisposedException">A key was disposed.</exception>
    public ValueTask<EnvelopeRewrapping> RewrapAsync(
        RecipientChange change,
        IReadOnlyList<RecipientKey> keys,
        EnvelopePolicy policy,
        Func<ReadOnlyMemory<byte>, bool> isContent,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(isContent);
        return RewrapAsync(content => isContent(content) ? change : null, keys, policy, cancellationToken);
    }

    /// <summary>The same for a change that depends on what was encrypted.</summary>
    /// <param name="changeFor">
    /// Says what is to change, given what was encrypted; null where that is not what was encrypted, and the key counts as wrong.
    /// </param>
    /// <param name="keys">The keys at hand, in order of preference.</param>
    /// <param name="policy">What is accepted.</param>
    /// <param name="cancellationToken">Ends the waiting for a key service.</param>
    public async ValueTask<EnvelopeRewrapping> RewrapAsync(
        Func<ReadOnlyMemory<byte>, RecipientChange?> changeFor,
        IReadOnlyList<RecipientKey> keys,
        EnvelopePolicy policy,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changeFor);
        RecipientInfosEdit? edit = null;
        byte[]? encoded = null;
        EnvelopeOpening opening = await OpenAndUseAsync(keys, policy, Use, cancellationToken).ConfigureAwait(false);
        if (!opening.IsOpened) return new EnvelopeRewrapping(opening);

        Debug.Assert(edit is not null);
        if (edit.Refusal is { } refusal) return new EnvelopeRewrapping(opening) { Refusal = refusal };
        return new EnvelopeRewrapping(opening)
        {
            Encoded = encoded is null ? (ReadOnlyMemory<byte>?)null : encoded,
            Added = edit.Added,
            AlreadyPresent = edit.AlreadyPresent,
            RemovedCount = edit.RemovedCount,
            Renewed = edit.Renewed,
            NotPresent = edit.NotPresent,
        };

        bool Use(Attempt attempt, ReadOnlySpan<byte> contentKey, ReadOnlyMemory<byte> content)
        {
            if (changeFor(content) is not { } change) return false;
            edit = new RecipientInfosEdit(this, change, new SharedNames(this, attempt, keys));
            if (edit.Refusal is null && !edit.ChangesNothing) encoded = Prove(edit.Write(contentKey));
            return true;
        }
    }

    /// <summary>Nobody will miss the old envelope before somebody misses its content: so the new one is read back.</summary>
    private byte[] Prove(byte[] encoded)
    {
        Envelope written = Parse(encoded);
        bool isSame = written.EncryptedContent!.Value.Span.SequenceEqual(EncryptedContent!.Value.Span)
            && CryptographicOperations.FixedTimeEquals(written.Tag.Span, Tag.Span)
            && written.ContentEncryption.Iv.Span.SequenceEqual(ContentEncryption.Iv.Span)
            && written.ContentEncryption.Oid == ContentEncryption.Oid;
        return isSame ? encoded : throw new UnreachableException("The envelope came out another than it was.");
    }
}
