using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>The name of a certificate: who issued it, and its number there. RFC 5652 10.2.4.</summary>
// IssuerAndSerialNumber ::= SEQUENCE {
//   issuer Name,
//   serialNumber CertificateSerialNumber }
internal sealed class IssuerAndSerialNumber(ReadOnlyMemory<byte> issuer, ReadOnlyMemory<byte> serialNumber)
{
    /// <summary>A longer Name is not taken apart.</summary>
    private const int MaxIssuerLength = 65536;

    /// <summary>The issuer's Name, as encoded in the certificate or envelope.</summary>
    public ReadOnlyMemory<byte> Issuer { get; } = issuer;

    /// <summary>The content octets of the INTEGER, as encoded in the certificate.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; } = serialNumber;

    public static IssuerAndSerialNumber Of(X509Certificate2 certificate) =>
        new(certificate.IssuerName.RawData, certificate.SerialNumberBytes.ToArray());

    /// <summary>
    /// Whether both name one certificate. Names are compared as encoded, for every known writer copies them from the
    /// certificate; but one that writes all of the envelope in BER may have changed the lengths.
    /// </summary>
    public bool Matches(IssuerAndSerialNumber other) =>
        SerialNumber.Span.SequenceEqual(other.SerialNumber.Span)
        && (Issuer.Span.SequenceEqual(other.Issuer.Span) || EncodeIssuer().Span.SequenceEqual(other.EncodeIssuer().Span));

    public byte[] Encode()
    {
        // Written by hand, for the serial number must come out as it stands in the certificate, minimal or not.
        long serialLength = DerSpanWriter.GetLength(SerialNumber.Length);
        int contentLength = checked(Issuer.Length + (int)serialLength);
        byte[] encoded = new byte[DerSpanWriter.GetLength(contentLength)];
        DerSpanWriter writer = new(encoded);
        writer.WriteHeader(DerSpanWriter.Sequence, contentLength);
        writer.WriteRaw(Issuer.Span);
        writer.WriteHeader(DerSpanWriter.Integer, SerialNumber.Length);
        writer.WriteRaw(SerialNumber.Span);
        return encoded;
    }

    public static IssuerAndSerialNumber Read(ref BerReader reader)
    {
        BerReader sequence = reader.ReadSequence("issuerAndSerialNumber");
        ReadOnlyMemory<byte> issuer = sequence.ReadEncodedValue("issuer");
        ReadOnlyMemory<byte> serialNumber = sequence.ReadIntegerOctets("serialNumber");
        sequence.RequireEnd("issuerAndSerialNumber");
        return new IssuerAndSerialNumber(issuer, serialNumber);
    }

    public string IssuerText
    {
        get
        {
            if (Issuer.Length > MaxIssuerLength) return "(unreadable name)";

            try
            {
                // Of a broken Name .NET makes an empty text rather than an exception.
                string name = new X500DistinguishedName(EncodeIssuer().Span).Name;
                return name.Length > 0 ? DisplayText.Clean(name) : "(unreadable name)";
            }
            catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException or FormatException)
            {
                return "(unreadable name)";
            }
        }
    }

    /// <summary>The issuer's Name in DER; as it stands where it cannot be brought into DER.</summary>
    private ReadOnlyMemory<byte> EncodeIssuer()
    {
        if (Issuer.Length > MaxIssuerLength) return Issuer;

        try
        {
            return DerEncoder.EncodeValue(Issuer, "issuer");
        }
        catch (EnvelopeFormatException)
        {
            return Issuer;
        }
    }

    /// <summary>For people: "CN=Archive, serial 01AB".</summary>
    public override string ToString() => $"{IssuerText}, serial {DisplayText.Hex(SerialNumber.Span)}";
}
