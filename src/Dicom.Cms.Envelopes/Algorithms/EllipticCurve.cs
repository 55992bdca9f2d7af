using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>The curves for which keys are agreed. RFC 5480 2.1.1.1.</summary>
/// <remarks>
/// | curve | coordinate | key derivation on writing | key wrap at least | reference             |
/// |-------|------------|---------------------------|-------------------|-----------------------|
/// | P-256 | 32 octets  | X9.63, SHA-256            | AES-128           | RFC 5753 7.1.4, 8; RFC 6318 4 |
/// | P-384 | 48 octets  | X9.63, SHA-384            | AES-256           | as above              |
/// | P-521 | 66 octets  | X9.63, SHA-512            | AES-256           | as above              |
/// </remarks>
internal sealed class EllipticCurve
{
    public static readonly EllipticCurve P256 = new(
        "P-256", Oids.P256, 256, ECCurve.NamedCurves.nistP256, DigestAlgorithm.Sha256, KeyWrapAlgorithm.Aes128);

    public static readonly EllipticCurve P384 = new(
        "P-384", Oids.P384, 384, ECCurve.NamedCurves.nistP384, DigestAlgorithm.Sha384, KeyWrapAlgorithm.Aes256);

    public static readonly EllipticCurve P521 = new(
        "P-521", Oids.P521, 521, ECCurve.NamedCurves.nistP521, DigestAlgorithm.Sha512, KeyWrapAlgorithm.Aes256);

    public static readonly ImmutableArray<EllipticCurve> All = [P256, P384, P521];

    /// <summary>SEC 1 2.3.3: the first octet of a point that is not compressed.</summary>
    private const byte Uncompressed = 4;

    private readonly KeyWrapAlgorithm _leastWrap;

    private EllipticCurve(
        string name, string oid, int sizeInBits, ECCurve curve, DigestAlgorithm digest, KeyWrapAlgorithm leastWrap)
    {
        Name = name;
        Oid = oid;
        SizeInBits = sizeInBits;
        Curve = curve;
        Digest = digest;
        _leastWrap = leastWrap;
    }

    public string Name { get; }

    public string Oid { get; }

    /// <summary>Bits of the field: 256, 384 or 521.</summary>
    public int SizeInBits { get; }

    public ECCurve Curve { get; }

    /// <summary>The hash function of the key derivation on writing.</summary>
    public DigestAlgorithm Digest { get; }

    /// <summary>Octets of an uncompressed point.</summary>
    public int PointLength => 1 + 2 * CoordinateLength;

    private int CoordinateLength => (SizeInBits + 7) / 8;

    public static EllipticCurve? Find(string oid) => All.FirstOrDefault(curve => curve.Oid == oid);

    /// <summary>The named curve of an id-ecPublicKey, or null: of another key, another curve, or explicit parameters.</summary>
    public static EllipticCurve? Of(PublicKey publicKey)
    {
        if (publicKey.Oid.Value != Oids.EcPublicKey || publicKey.EncodedParameters is not { } parameters) return null;

        try
        {
            return Find(AsnDecoder.ReadObjectIdentifier(parameters.RawData, AsnEncodingRules.DER, out _));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The key wrap on writing: as strong as the curve, and as the content-encryption key, so that neither is the
    /// weaker for it. The wrap for P-384 is AES-256, and not AES-192, for that is what RFC 6318 pairs it with.
    /// </summary>
    public KeyWrapAlgorithm ChooseWrap(int contentEncryptionKeyLength) =>
        contentEncryptionKeyLength > _leastWrap.KeyLength
            ? KeyWrapAlgorithm.OfKeyLength(contentEncryptionKeyLength)!
            : _leastWrap;

    /// <summary>The public key of that point, or null where it is none of this curve; the platform looks.</summary>
    public ECDiffieHellman? TryImport(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointLength || point[0] != Uncompressed) return null;

        try
        {
            return ECDiffieHellman.Create(new ECParameters
            {
                Curve = Curve,
                Q = new ECPoint
                {
                    X = point.Slice(1, CoordinateLength).ToArray(),
                    Y = point[(1 + CoordinateLength)..].ToArray(),
                },
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The public point of a key on this curve, uncompressed.</summary>
    public byte[] ExportPoint(ECDiffieHellman key)
    {
        byte[] point = new PublicKey(key).EncodedKeyValue.RawData;
        Debug.Assert(point.Length == PointLength && point[0] == Uncompressed);
        return point;
    }

    public override string ToString() => Name;
}
