using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>The sender's ephemeral public key in a kari. RFC 5652 6.2.2, RFC 5753 3.1.1.</summary>
// OriginatorIdentifierOrKey ::= CHOICE {
//   issuerAndSerialNumber IssuerAndSerialNumber,
//   subjectKeyIdentifier [0] SubjectKeyIdentifier,
//   originatorKey [1] OriginatorPublicKey }
// OriginatorPublicKey ::= SEQUENCE {
//   algorithm AlgorithmIdentifier,
//   publicKey BIT STRING }
internal sealed class OriginatorKey
{
    private static readonly Asn1Tag s_originatorKey = new(TagClass.ContextSpecific, 1, isConstructed: true);

    private readonly EllipticCurve? _namedCurve;

    // Named a thousand times, it is still looked at once.
    private Tuple<EllipticCurve, string?>? _checked;

    private OriginatorKey(EllipticCurve? namedCurve, ReadOnlyMemory<byte> point)
    {
        _namedCurve = namedCurve;
        Point = point;
    }

    /// <summary>The octets of the public key, not yet known to be a point.</summary>
    public ReadOnlyMemory<byte> Point { get; }

    /// <summary>What stands in originator; or null, and the reason.</summary>
    public static OriginatorKey? Read(BerReader originator, out string? refusal)
    {
        try
        {
            return ReadChoice(originator, out refusal);
        }
        catch (EnvelopeFormatException e)
        {
            // Another recipient's RecipientInfo may be well all the same.
            refusal = $"The originator of the kari is malformed: {e.Message}";
            return null;
        }
    }

    /// <summary>Whether it can be a key on this curve by what it says and its length.</summary>
    public bool IsOn(EllipticCurve curve) =>
        Point.Length == curve.PointLength && (_namedCurve is null || _namedCurve == curve);

    /// <summary>
    /// Why no key is agreed with it, or null. A point off the curve would draw the private key out bit by bit; the
    /// platform checks it before that key is used.
    /// </summary>
    public string? Refuse(EllipticCurve curve)
    {
        if (!IsOn(curve)) return $"The originator's key is no uncompressed point on {curve}, the curve of the recipient's key.";

        if (_checked is not { } result || result.Item1 != curve)
        {
            using ECDiffieHellman? imported = curve.TryImport(Point.Span);
            _checked = result = Tuple.Create(curve, imported is null ? $"The originator's key is no point on {curve}." : null);
        }

        return result.Item2;
    }

    private static OriginatorKey? ReadChoice(BerReader originator, out string? refusal)
    {
        if (!originator.HasTag(s_originatorKey))
        {
            // RFC 5753 3.1.1: the ephemeral key MUST stand here.
            refusal = "The originator of the kari is a certificate or key identifier; only an ephemeral key of its own is read.";
            originator.ReadEncodedValue("originator");
            return null;
        }

        BerReader sequence = originator.ReadSequence("originatorKey", s_originatorKey);
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref sequence, "originatorKey.algorithm");
        ReadOnlyMemory<byte> point = sequence.ReadBitString("publicKey");
        sequence.RequireEnd("originatorKey");
        originator.RequireEnd("originator");
        if (algorithm.Oid != Oids.EcPublicKey)
        {
            refusal = $"The originator's key is of type {algorithm.Oid}, which is not known.";
            return null;
        }

        refusal = null;
        if (algorithm.HasNoParametersOrNull)
            return new OriginatorKey(null, point); // RFC 5753 3.1.1: the curve is the recipient's.

        BerReader parameters = algorithm.ReadParameters();
        EllipticCurve? curve = parameters.HasTag(Asn1Tag.ObjectIdentifier)
            ? EllipticCurve.Find(parameters.ReadObjectIdentifier("originatorKey.algorithm.parameters"))
            : null;
        refusal = curve is null ? "The originator's key is on a curve that is not known." : null;
        return curve is null ? null : new OriginatorKey(curve, point);
    }
}
