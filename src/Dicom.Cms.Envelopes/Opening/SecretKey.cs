namespace Dicom.Cms.Envelopes;

/// <summary>
/// The secret of a <see cref="RecipientKey"/>: it opens one kind of RecipientInfo. Several RecipientKeys may hold one;
/// the last to let go disposes it.
/// </summary>
internal abstract class SecretKey
{
    private int _holders = 1;

    /// <summary>What this key has decrypted and may be asked for again.</summary>
    public DecryptedKeyCache DecryptedKeys { get; } = new();

    public void Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0) return;
        DecryptedKeys.Close();
        Destroy();
    }

    /// <summary>What it is, for people: "RSA 2048", "EC P-256", "password". Nothing secret.</summary>
    public abstract string Describe(KeyIdentity identity);

    /// <summary>Adds what can be tried on this RecipientInfo with this key; decided without using the key.</summary>
    public abstract void FindAttempts(RecipientInfo recipientInfo, KeyIdentity identity, AttemptList attempts);

    private protected abstract void Destroy();
}
