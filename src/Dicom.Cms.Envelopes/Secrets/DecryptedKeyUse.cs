namespace Dicom.Cms.Envelopes;

/// <summary>
/// One use of a <see cref="DecryptedKeyCache"/>: with a key that is there, or with the right to decrypt one, which nobody else has
/// until this is disposed.
/// </summary>
internal sealed class DecryptedKeyUse : IDisposable
{
    /// <summary>Of no cache: everything is decrypted, nothing is kept.</summary>
    public static readonly DecryptedKeyUse None = new(null, "", null, null);

    private readonly DecryptedKeyCache? _cache;
    private readonly string _name;
    private readonly SecretOctets? _kept;
    private readonly TaskCompletionSource? _turn;

    public DecryptedKeyUse(DecryptedKeyCache? cache, string name, SecretOctets? kept, TaskCompletionSource? turn)
    {
        _cache = cache;
        _name = name;
        _kept = kept;
        _turn = turn;
    }

    /// <summary>The kept key, in an array the caller clears; null where it is to be decrypted.</summary>
    public byte[]? CopyKept()
    {
        if (_kept is null) return null;

        byte[] key = GC.AllocateUninitializedArray<byte>(_kept.Length, pinned: true);
        return _kept.TryCopyTo(key) ? key : null; // It may have made room for others since.
    }

    /// <summary>Says whether the content was opened: only then the key is worth keeping.</summary>
    public void Tell(bool opened, ReadOnlySpan<byte> key)
    {
        if (_turn is not null && opened) _cache!.Keep(_name, key);
        else if (_kept is not null && !opened) _cache!.Forget(_name, _kept);
    }

    public void Dispose()
    {
        if (_turn is not null) _cache!.EndTurn(_name, _turn);
    }
}
