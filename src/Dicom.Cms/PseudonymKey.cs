using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>
/// The secret under which replacement UIDs and identifiers are made: the same key gives the same replacements in every process and
/// on every machine, and without it they mean nothing.
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
/// Deidentifier deidentifier = Deidentifier
///     .WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
/// deidentifier.Protect("ct.dcm", "ct.replaced.dcm");
/// </code>
/// </example>
/// <remarks>
/// HMAC-SHA-256 (FIPS 198-1). 32 octets. Whoever holds it can test a guess at an identifier: keep it as you keep a private key.
/// </remarks>
public sealed class PseudonymKey : IDisposable
{
    /// <summary>Octets of a key.</summary>
    public const int Length = 32;

    private readonly byte[] _key = GC.AllocateArray<byte>(Length, pinned: true);

    private PseudonymKey()
    {
    }

    /// <summary>Makes a random key.</summary>
    public static PseudonymKey Create()
    {
        PseudonymKey key = new();
        RandomNumberGenerator.Fill(key._key);
        return key;
    }

    /// <summary>Takes over a key that was exported.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is not 32 octets long.</exception>
    public static PseudonymKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length) throw new ArgumentException($"A pseudonym key has {Length} octets, not {key.Length}.", nameof(key));
        PseudonymKey result = new();
        key.CopyTo(result._key);
        return result;
    }

    /// <summary>Copies the key out, to be kept.</summary>
    /// <returns>32 octets, which the caller clears.</returns>
    public byte[] Export() => (byte[])_key.Clone();

    /// <summary>Clears the key. A de-identifier built with it has its own copy.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    /// <summary>Names the type; never the key.</summary>
    public override string ToString() => nameof(PseudonymKey);
}
