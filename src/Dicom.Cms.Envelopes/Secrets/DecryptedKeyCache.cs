using System.Diagnostics;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Content-encryption keys that one secret key has decrypted, so that envelopes with the very same RecipientInfo ask for it once. For
/// contents with derived keys alone (RFC 9709): nobody else has a reason to use a RecipientInfo twice.
/// </summary>
/// <remarks>
/// A key is kept only after a content was opened with it. So neither a failure is kept nor the random key that a key service may
/// return in its place, and whoever sends the same broken RecipientInfo twice learns nothing from the time of the second answer.
/// </remarks>
internal sealed class DecryptedKeyCache
{
    public const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly LeastRecentlyUsed<SecretOctets> _keys = new(Capacity);
    private readonly Dictionary<string, Task> _turns = new(StringComparer.Ordinal);
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock) return _keys.Count;
        }
    }

    /// <summary>Finds the key of this name, or the right to decrypt it. Waits while another has that right.</summary>
    /// <returns>To be disposed when the content was decrypted, or was not.</returns>
    public async ValueTask<DecryptedKeyUse> EnterAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? turnOfAnother;
            lock (_lock)
            {
                if (_keys.Find(name) is { } found) return new DecryptedKeyUse(this, name, found, turn: null);

                if (!_turns.TryGetValue(name, out turnOfAnother))
                {
                    TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    _turns.Add(name, turn.Task);
                    return new DecryptedKeyUse(this, name, kept: null, turn);
                }
            }

            await turnOfAnother.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Clears everything, for good.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (SecretOctets key in _keys.RemoveAll()) key.Clear();
        }
    }

    public void Keep(string name, ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            if (_closed) return;
            Debug.Assert(_turns.ContainsKey(name));
            _keys.Add(name, new SecretOctets(key))?.Clear();
        }
    }

    public void Forget(string name, SecretOctets key)
    {
        lock (_lock)
        {
            if (_keys.Find(name) == key) _keys.Remove(name)!.Clear();
        }
    }

    public void EndTurn(string name, TaskCompletionSource turn)
    {
        lock (_lock) _turns.Remove(name);
        turn.SetResult();
    }
}
