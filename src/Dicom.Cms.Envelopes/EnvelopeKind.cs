namespace Dicom.Cms.Envelopes;

/// <summary>The CMS content types that are envelopes.</summary>
public enum EnvelopeKind
{
    /// <summary>EnvelopedData 1.2.840.113549.1.7.3, RFC 5652 6: secret, not authenticated.</summary>
    EnvelopedData,

    /// <summary>AuthEnvelopedData 1.2.840.113549.1.9.16.1.23, RFC 5083: secret and authenticated.</summary>
    AuthEnvelopedData,
}
