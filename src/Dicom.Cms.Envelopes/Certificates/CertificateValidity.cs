using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// The validity of a certificate in UTC, as it is written there (RFC 5280 4.1.2.5). .NET gives local times, of which one in the hour
/// that a clock is set back is two, and reads the machine's time zones for them.
/// </summary>
internal sealed record CertificateValidity(DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    // UTCTime has years of two digits: 50 and above are of the twentieth century (RFC 5280 4.1.2.5.1).
    private const int LastYearOfTwoDigits = 2049;

    private static readonly Asn1Tag s_version = new(TagClass.ContextSpecific, 0);

    /// <summary>Null where it cannot be read.</summary>
    public static CertificateValidity? TryOf(X509Certificate2 certificate)
    {
        try
        {
            AsnReader tbsCertificate = new AsnReader(certificate.RawData, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            if (tbsCertificate.PeekTag().HasSameClassAndValue(s_version)) tbsCertificate.ReadEncodedValue();
            tbsCertificate.ReadEncodedValue(); // serialNumber
            tbsCertificate.ReadEncodedValue(); // signature
            tbsCertificate.ReadEncodedValue(); // issuer
            AsnReader validity = tbsCertificate.ReadSequence();
            return new CertificateValidity(ReadTime(validity), ReadTime(validity));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag() == Asn1Tag.UtcTime
        ? reader.ReadUtcTime(LastYearOfTwoDigits)
        : reader.ReadGeneralizedTime();
}
