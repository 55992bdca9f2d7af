using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Encrypts contents into CMS envelopes with one key for each group of them: made at random, encrypted to the recipients once, and
/// used to derive a content-encryption key for each envelope (RFC 9709). One writer serves many threads; disposing it clears the keys.
/// </summary>
/// <remarks>
/// <para>
/// The envelopes of a group have the same RecipientInfos, octet for octet. A recipient who uses the private key for one of them needs
/// it no more for the others; and everybody sees that they belong together. Whoever gets the key of the group opens all of them.
/// </para>
/// <para>
/// Each content-encryption key is HKDF-SHA-256 over the group's key and the identifier of the algorithm with its random nonce or IV. At
/// the 2^32 envelopes that NIST SP 800-38D 8.3 allows for such nonces, two of a group have the same one with a probability of 2^-33.
/// </para>
/// <para>The keys of the 256 groups used last are kept; a group that was not among them gets a new key.</para>
/// </remarks>
public sealed class SharedKeyEnvelopeWriter : IDisposable
{
    /// <summary>Groups whose keys are kept.</summary>
    internal const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly EnvelopeWriter _writer;
    private readonly LeastRecentlyUsed<SharedKey> _keys = new(Capacity);
    private bool _disposed;

    /// <summary>Makes a writer of envelopes that every one of these recipients can open.</summary>
    /// <param name="suite">What to write, with derived keys (<see cref="EnvelopeSuite.WithKeyDerivation"/>).</param>
    /// <param name="recipients">As for <see cref="EnvelopeWriter"/>.</param>
    /// <exception cref="ArgumentException">The suite derives no keys; or as for <see cref="EnvelopeWriter"/>.</exception>
    public SharedKeyEnvelopeWriter(EnvelopeSuite suite, IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(suite);
        if (!suite.UsesKeyDerivation)
            throw new ArgumentException("Envelopes can share a key only if each derives its own from it (RFC 9709).", nameof(suite));
        _writer = new EnvelopeWriter(suite, recipients);
    }

    /// <summary>What this writer writes.</summary>
    public EnvelopeSuite Suite => _writer.Suite;

    /// <summary>The exact number of octets of the envelope around that many octets of content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or its envelope would not fit one array.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public int GetEncodedLength(int contentLength)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        return _writer.GetEncodedLength(contentLength);
    }

    /// <summary>Encrypts the content under a fresh key derived from that of its group.</summary>
    /// <param name="group">Any text that tells the group; compared by its characters. It is not written.</param>
    /// <param name="content">What to encrypt; may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">The envelope would not fit one array.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public byte[] Write(string group, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(group);
        byte[] encoded = GC.AllocateUninitializedArray<byte>(_writer.GetEncodedLength(content.Length));
        Span<byte> key = stackalloc byte[EnvelopeWriter.MaxKeyLength];
        key = key[..Suite.ContentEncryption.KeyLength];
        try
        {
            byte[]? recipientInfos;
            while (!FindOrAdd(group).TryCopyTo(key, _writer, out recipientInfos))
            {
                // It made room for another group between the two; the next is new.
            }

            _writer.Write(content, encoded, key, recipientInfos);
            return encoded;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Clears the keys. Envelopes that are being written are finished.</summary>
    public void Dispose()
    {
        SharedKey[] keys;
        lock (_lock)
        {
            _disposed = true;
            keys = _keys.RemoveAll();
        }

        foreach (SharedKey key in keys) key.Clear();
    }

    private SharedKey FindOrAdd(string group)
    {
        SharedKey? key, evicted;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            key = _keys.Find(group);
            if (key is not null) return key;
            key = new SharedKey();
            evicted = _keys.Add(group, key);
        }

        // Outside the lock: it may be at work for the first time, which takes a while.
        evicted?.Clear();
        return key;
    }
}
