using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>
/// The secret key of replacement UIDs and identifiers. The same key gives the same replacements in every process and on every machine.
/// Without the key nobody can link a replacement to its original.
/// </summary>
/// <example>
/// Creates a key and stores it, so that later runs give the same replacements:
/// <code>
/// using (PseudonymKey created = PseudonymKey.Create())
/// {
///     byte[] octets = created.Export();
///     File.WriteAllBytes("study.key", octets);
///     CryptographicOperations.ZeroMemory(octets);
/// }
///
/// using PseudonymKey key = PseudonymKey.FromBytes(File.ReadAllBytes("study.key"));
/// using Deidentifier deidentifier = Deidentifier
///     .WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
/// deidentifier.Protect("ct.dcm", "ct.replaced.dcm");
/// </code>
/// </example>
/// <remarks>
/// The key has 32 octets and is used with HMAC-SHA-256 (FIPS 198-1). Anyone who holds it can test a guess at an identifier: keep it as
/// you keep a private key. One instance serves many threads. It is held in memory that the garbage collector does not move, and is
/// cleared by <see cref="Dispose"/>, or when it is collected.
/// </remarks>
public sealed class PseudonymKey : IDisposable
{
    /// <summary>The number of octets of a key.</summary>
    public const int Length = 32;

    private readonly Lock _lock = new();
    private readonly byte[] _key = GC.AllocateArray<byte>(Length, pinned: true);
    private bool _disposed;

    private PseudonymKey()
    {
    }

    /// <summary>Clears the key.</summary>
    ~PseudonymKey() => CryptographicOperations.ZeroMemory(_key);

    /// <summary>Makes a random key.</summary>
    public static PseudonymKey Create()
    {
        PseudonymKey key = new();
        RandomNumberGenerator.Fill(key._key);
        return key;
    }

    /// <summary>Makes a key of octets that <see cref="Export"/> returned before.</summary>
    /// <param name="key">32 octets. They are copied; the caller can clear them.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> is not 32 octets long.</exception>
    public static PseudonymKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length) throw new ArgumentException($"A pseudonym key has {Length} octets, not {key.Length}.", nameof(key));
        PseudonymKey result = new();
        key.CopyTo(result._key);
        return result;
    }

    /// <summary>Copies the key, so that it can be stored.</summary>
    /// <returns>32 octets, which the caller clears.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public byte[] Export()
    {
        byte[] copy = GC.AllocateArray<byte>(Length, pinned: true);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Clears the key. A builder or a de-identifier that was given the key has its own copy.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_key);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Names the type; never the key.</summary>
    public override string ToString() => nameof(PseudonymKey);

    /// <summary>Another key of the same octets, which its owner disposes.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal PseudonymKey Copy()
    {
        PseudonymKey copy = new();
        CopyTo(copy._key);
        return copy;
    }

    /// <summary>Copies the octets, so that disposing the key on one thread never changes what another works with.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal void CopyTo(Span<byte> destination)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _key.CopyTo(destination);
        }

        GC.KeepAlive(this);
    }
}
