using System.Collections.Immutable;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Ephemeral-static ECDH with the X9.63 key derivation over one hash function. RFC 5753 7.1.4.
/// </summary>
/// <remarks>
/// The schemes with cofactor multiplication are the same computation here, for the cofactor of the curves of
/// <see cref="EllipticCurve"/> is 1. SHA-1 is read only: GDCM and OpenSSL write it by default.
/// </remarks>
internal sealed class KeyAgreementScheme
{
    private static readonly ImmutableArray<KeyAgreementScheme> s_all =
    [
        new(DigestAlgorithm.Sha256, "1.3.132.1.11.1", "1.3.132.1.14.1"),
        new(DigestAlgorithm.Sha384, "1.3.132.1.11.2", "1.3.132.1.14.2"),
        new(DigestAlgorithm.Sha512, "1.3.132.1.11.3", "1.3.132.1.14.3"),
        new(DigestAlgorithm.Sha224, "1.3.132.1.11.0", "1.3.132.1.14.0"),
        new(DigestAlgorithm.Sha1, "1.3.133.16.840.63.0.2", "1.3.133.16.840.63.0.3"),
    ];

    private readonly string _cofactorOid;

    private KeyAgreementScheme(DigestAlgorithm digest, string standardOid, string cofactorOid)
    {
        Digest = digest;
        Oid = standardOid;
        _cofactorOid = cofactorOid;
    }

    /// <summary>The hash function of the key derivation.</summary>
    public DigestAlgorithm Digest { get; }

    /// <summary>dhSinglePass-stdDH-*kdf-scheme.</summary>
    public string Oid { get; }

    public string Name => $"ECDH {Digest.Name} KDF";

    /// <summary>The one written with this hash function.</summary>
    public static KeyAgreementScheme Of(DigestAlgorithm digest) => s_all.First(scheme => scheme.Digest == digest);

    public static KeyAgreementScheme? Find(string oid) =>
        s_all.FirstOrDefault(scheme => scheme.Oid == oid || scheme._cofactorOid == oid);
}
