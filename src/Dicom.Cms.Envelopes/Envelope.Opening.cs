using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

public partial class Envelope
{
    /// <summary>Private-key operations for one envelope, and RecipientInfos tried without being named. A bound, not a need.</summary>
    internal const int MaxAttempts = 16;

    /// <summary>Recipients listed in a reason.</summary>
    private const int MaxListed = 8;

    /// <summary>
    /// Opens the envelope with whichever of the keys fits. Completes synchronously unless a key is in a key service, or another
    /// thread is decrypting the same key.
    /// </summary>
    /// <remarks>
    /// The stages, each of which may be the last: which keys it is for; what it and the policy allow; what those keys
    /// can do; at most 16 attempts with them, of which at most 4 with each password. Only the last stage uses a secret.
    /// <para>
    /// Of contents with derived keys (RFC 9709) a key remembers, until it is disposed, the last 256 content-encryption keys that it
    /// decrypted and that opened something: envelopes with the very same RecipientInfo then ask for it, or for its key service,
    /// once. RSAES-PKCS1-v1_5 is never remembered.
    /// </para>
    /// </remarks>
    /// <param name="keys">The keys at hand, in order of preference.</param>
    /// <param name="policy">What is accepted.</param>
    /// <param name="cancellationToken">Ends the waiting for a key service.</param>
    /// <exception cref="ArgumentException">One of the keys is null.</exception>
    /// <exception cref="ObjectDisposedException">A key was disposed.</exception>
    public ValueTask<EnvelopeOpening> OpenAsync(
        IReadOnlyList<RecipientKey> keys, EnvelopePolicy policy, CancellationToken cancellationToken = default) =>
        OpenAndUseAsync(keys, policy, use: null, cancellationToken);

    /// <summary>Whether the envelope names a key: by its certificate, its key identifier, or as a password. No secret is used.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public bool Names(RecipientKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        AttemptList candidates = new(EnvelopePolicy.Default, MaxAttempts);
        foreach (RecipientInfo info in Recipients) key.FindAttempts(info, candidates);
        return candidates.IsAnyNamed;
    }

    /// <summary>What is done with the content key once it has decrypted the content; false where that is not what it should be.</summary>
    private delegate bool ContentKeyUse(Attempt attempt, ReadOnlySpan<byte> contentKey, ReadOnlyMemory<byte> content);

    private ValueTask<EnvelopeOpening> OpenAndUseAsync(
        IReadOnlyList<RecipientKey> keys, EnvelopePolicy policy, ContentKeyUse? use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(policy);
        if (keys.Contains(null!)) throw new ArgumentException("One of the keys is null.", nameof(keys));

        for (int i = 0; i < keys.Count; i++) keys[i].ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();

        AttemptList candidates = new(policy, MaxAttempts);
        foreach (RecipientInfo info in Recipients)
        {
            foreach (RecipientKey key in keys) key.FindAttempts(info, candidates);
        }

        // What is not for these keys is not judged: others may read what is not read here.
        if (candidates.IsEmpty) return new(EnvelopeOpening.NoMatchingRecipient(DescribeRecipients()));
        if (RefuseContent(policy) is { } refusal) return new(EnvelopeOpening.NotAccepted(refusal, candidates.IsAnyNamed));

        List<Attempt> attempts = candidates.ToAttempts();
        return attempts.Count > 0
            ? AttemptAsync(attempts, candidates, use, cancellationToken)
            : new(EnvelopeOpening.NotAccepted(candidates.Refusal!, candidates.IsAnyNamed));
    }

    private string? RefuseContent(EnvelopePolicy policy)
    {
        if (EncryptedContent is null) return "The envelope holds no encryptedContent; it was meant to be stored apart.";
        if (ContentEncryption.Algorithm is null) return ContentEncryption.Refusal;

        // RFC 5084 1: AES-GCM is used with AuthEnvelopedData. In EnvelopedData the tag has no place and is not checked.
        if (Kind == EnvelopeKind.EnvelopedData && ContentEncryption.IsAuthenticated)
            return $"{ContentEncryption.Name} inside EnvelopedData leaves out its tag, so it would not be authenticated; "
                + "it belongs in AuthEnvelopedData.";
        if (Kind == EnvelopeKind.AuthEnvelopedData && !ContentEncryption.IsAuthenticated)
            return $"{ContentEncryption.Name} inside AuthEnvelopedData does not authenticate; it belongs in EnvelopedData.";
        if (ContentEncryption.Refusal is { } refusal) return refusal;

        // RFC 5084 3.2: a shorter mac than announced would weaken the check.
        if (Tag.Length != ContentEncryption.TagLength)
            return $"The mac has {Tag.Length} octets instead of the {ContentEncryption.TagLength} that aes-ICVlen says.";
        return policy.Refuse(ContentEncryption);
    }

    private async ValueTask<EnvelopeOpening> AttemptAsync(
        List<Attempt> attempts, AttemptList candidates, ContentKeyUse? use, CancellationToken cancellationToken)
    {
        Debug.Assert(attempts.Count is > 0 and <= MaxAttempts);
        ContentEncryptionAlgorithm algorithm = ContentEncryption.Algorithm!;
        byte[] randomKey = GC.AllocateUninitializedArray<byte>(algorithm.KeyLength, pinned: true);
        byte[] contentKey = GC.AllocateUninitializedArray<byte>(algorithm.KeyLength, pinned: true);
        try
        {
            foreach (Attempt attempt in attempts)
            {
                // Before the private key is used, so that success and failure cost the same (RFC 3218 2.3.2).
                RandomNumberGenerator.Fill(randomKey);
                using DecryptedKeyUse cached = await EnterCacheAsync(attempt, cancellationToken).ConfigureAwait(false);
                byte[]? decrypted = cached.CopyKept() ?? await attempt.DecryptAsync(cancellationToken).ConfigureAwait(false);
                bool fits = ChooseKey(decrypted, randomKey, contentKey);
                byte[]? content = algorithm.Decrypt(
                    contentKey, ContentEncryption.Iv.Span, EncryptedContent!.Value.Span, Tag.Span, AdditionalData.Span);
                bool opened = content is not null && fits && (use is null || use(attempt, contentKey, content));
                cached.Tell(opened, contentKey);
                if (opened) return EnvelopeOpening.Opened(content!, algorithm.IsAuthenticated, candidates.IsAnyNamed);

                // Under a random key one CBC padding in 256 comes out right. That is no content, and it could keep the
                // right key from being tried. To answer NotAuthentic here tells less than CBC's own padding does.
                CryptographicOperations.ZeroMemory(content);
            }

            // A key that was only tried, because nothing names it, may simply not be meant.
            return candidates.IsAnyNamedTried ? EnvelopeOpening.NotAuthentic
                : candidates.NamedRefusal is { } reason ? EnvelopeOpening.NotAccepted(reason, isKeyNamed: true)
                : EnvelopeOpening.NoMatchingRecipient(DescribeRecipients());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(randomKey);
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    private ValueTask<DecryptedKeyUse> EnterCacheAsync(Attempt attempt, CancellationToken cancellationToken) =>
        ContentEncryption.UsesKeyDerivation && attempt.CacheName is { } name
            ? attempt.Key.DecryptedKeys.EnterAsync(name, cancellationToken)
            : new(DecryptedKeyUse.None);

    /// <summary>The decrypted key if it has the right length, else the random one; clears what was decrypted.</summary>
    private static bool ChooseKey(byte[]? decrypted, ReadOnlySpan<byte> randomKey, Span<byte> contentKey)
    {
        bool fits = decrypted is not null && decrypted.Length == contentKey.Length;
        (fits ? decrypted : randomKey).CopyTo(contentKey);
        CryptographicOperations.ZeroMemory(decrypted);
        return fits;
    }

    private string DescribeRecipients()
    {
        IEnumerable<string> listed = Recipients.Take(MaxListed).Select(recipient => recipient.Description);
        string more = Recipients.Count > MaxListed ? $"; and {Recipients.Count - MaxListed} more" : "";
        return $"None of the keys is one the envelope was written for. It names: {string.Join("; ", listed)}{more}.";
    }
}
