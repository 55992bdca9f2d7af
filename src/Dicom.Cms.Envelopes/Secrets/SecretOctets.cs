using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Secret octets that outlive a call: pinned, so that no garbage collection copies them, and cleared when told to or
/// collected. They are only ever copied out, so that clearing them on one thread never changes what another works with.
/// </summary>
internal sealed class SecretOctets
{
    private readonly Lock _lock = new();
    private readonly byte[] _octets;
    private bool _cleared;

    public SecretOctets(ReadOnlySpan<byte> octets)
    {
        _octets = GC.AllocateUninitializedArray<byte>(octets.Length, pinned: true);
        octets.CopyTo(_octets);
    }

    ~SecretOctets() => CryptographicOperations.ZeroMemory(_octets);

    public int Length => _octets.Length;

    /// <exception cref="ObjectDisposedException">They are gone.</exception>
    public void CopyTo(Span<byte> destination) => ObjectDisposedException.ThrowIf(!TryCopyTo(destination), this);

    /// <summary>False where they are gone.</summary>
    public bool TryCopyTo(Span<byte> destination)
    {
        lock (_lock)
        {
            if (_cleared) return false;
            _octets.CopyTo(destination);
            GC.KeepAlive(this);
            return true;
        }
    }

    /// <summary>Whether both hold the same, in a time that does not tell where they differ.</summary>
    /// <exception cref="ObjectDisposedException">One of them is gone.</exception>
    public bool HasSameOctetsAs(SecretOctets other)
    {
        byte[] copies = GC.AllocateUninitializedArray<byte>(Length + other.Length, pinned: true);
        try
        {
            CopyTo(copies.AsSpan(0, Length));
            other.CopyTo(copies.AsSpan(Length));
            return CryptographicOperations.FixedTimeEquals(copies.AsSpan(0, Length), copies.AsSpan(Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copies);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _cleared = true;
            CryptographicOperations.ZeroMemory(_octets);
#pragma warning disable CA1816 // Nothing is left for the finalizer to do.
            GC.SuppressFinalize(this);
#pragma warning restore CA1816
        }
    }
}
