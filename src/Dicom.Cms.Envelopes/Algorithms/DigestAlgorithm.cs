using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>The hash functions that RSAES-OAEP (RFC 4055 2.1) and key derivations may name here.</summary>
internal sealed class DigestAlgorithm
{
    public static readonly DigestAlgorithm Sha1 = new("SHA-1", Oids.Sha1, HashAlgorithmName.SHA1, "SHA1");
    public static readonly DigestAlgorithm Sha256 = new("SHA-256", Oids.Sha256, HashAlgorithmName.SHA256, "SHA256");
    public static readonly DigestAlgorithm Sha384 = new("SHA-384", Oids.Sha384, HashAlgorithmName.SHA384, "SHA384");
    public static readonly DigestAlgorithm Sha512 = new("SHA-512", Oids.Sha512, HashAlgorithmName.SHA512, "SHA512");

    /// <summary>In key derivations only, and only where OpenSSL is the platform's: .NET has no word for it.</summary>
    public static readonly DigestAlgorithm Sha224 = new("SHA-224", Oids.Sha224, new HashAlgorithmName("SHA224"), "SHA224");

    /// <summary>Those of RSAES-OAEP.</summary>
    public static readonly ImmutableArray<DigestAlgorithm> All = [Sha1, Sha256, Sha384, Sha512];

    private DigestAlgorithm(string name, string oid, HashAlgorithmName hashAlgorithmName, string libcryptoName)
    {
        Name = name;
        Oid = oid;
        HashAlgorithmName = hashAlgorithmName;
        LibcryptoName = libcryptoName;
    }

    public string Name { get; }

    public string Oid { get; }

    public HashAlgorithmName HashAlgorithmName { get; }

    public string LibcryptoName { get; }

    public bool IsAvailable => this != Sha224 || Libcrypto.IsAvailable;

    public static DigestAlgorithm? Find(string oid)
    {
        foreach (DigestAlgorithm digest in All)
        {
            if (digest.Oid == oid) return digest;
        }

        return null;
    }

    // RFC 4055 2.1: written with NULL parameters, read with NULL or without.
    public void WriteAlgorithmIdentifier(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oid);
            writer.WriteNull();
        }
    }
}
