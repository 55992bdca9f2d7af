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
    /// <summary>The issuer's Name, as encoded in the certificate.</summary>
    internal ReadOnlyMemory<byte> Issuer { get; } = issuer;

    /// <summary>The content octets of the INTEGER, as encoded in the certificate.</summary>
    internal ReadOnlyMemory<byte> SerialNumber { get; } = serialNumber;

    internal static IssuerAndSerialNumber Of(X509Certificate2 certificate) =>
        new(certificate.IssuerName.RawData, certificate.SerialNumberBytes.ToArray());

    /// <summary>
    /// Whether both name one certificate. Names are compared as encoded: every known writer copies them from the
    /// certificate.
    /// </summary>
    internal bool Matches(IssuerAndSerialNumber other) =>
        SerialNumber.Span.SequenceEqual(other.SerialNumber.Span) && Issuer.Span.SequenceEqual(other.Issuer.Span);

    internal byte[] Encode()
    {
        // Written by hand, for the serial number must come out as it stands in the certificate, minimal or not.
        long serialLength = DerSpanWriter.GetLength(SerialNumber.Length);
        int contentLength = checked(Issuer.Length + (int)serialLength);
        byte[] encoded = new byte[DerSpanWriter.GetLength(contentLength)];
        var writer = new DerSpanWriter(encoded);
        writer.WriteHeader(DerSpanWriter.Sequence, contentLength);
        writer.WriteRaw(Issuer.Span);
        writer.WriteHeader(DerSpanWriter.Integer, SerialNumber.Length);
        writer.WriteRaw(SerialNumber.Span);
        return encoded;
    }

    internal static IssuerAndSerialNumber Read(ref BerReader reader)
    {
        BerReader sequence = reader.ReadSequence("issuerAndSerialNumber");
        ReadOnlyMemory<byte> issuer = sequence.ReadEncodedValue("issuer");
        ReadOnlyMemory<byte> serialNumber = sequence.ReadIntegerOctets("serialNumber");
        sequence.RequireEnd("issuerAndSerialNumber");
        return new IssuerAndSerialNumber(issuer, serialNumber);
    }

    internal string IssuerText
    {
        get
        {
            try
            {
                return DisplayText.Clean(new X500DistinguishedName(Issuer.Span).Name);
            }
            catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException or FormatException)
            {
                return "(unreadable name)";
            }
        }
    }

    /// <summary>For people: "CN=Archive, serial 01AB".</summary>
    public override string ToString() => $"{IssuerText}, serial {DisplayText.Hex(SerialNumber.Span)}";
}
