using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>Whose certificate or key a RecipientInfo means. RFC 5652 6.2.1, 6.2.2.</summary>
// RecipientIdentifier ::= CHOICE {
//   issuerAndSerialNumber IssuerAndSerialNumber,
//   subjectKeyIdentifier [0] SubjectKeyIdentifier }
// KeyAgreeRecipientIdentifier ::= CHOICE {
//   issuerAndSerialNumber IssuerAndSerialNumber,
//   rKeyId [0] IMPLICIT RecipientKeyIdentifier }
// RecipientKeyIdentifier ::= SEQUENCE {
//   subjectKeyIdentifier SubjectKeyIdentifier, date GeneralizedTime OPTIONAL, other OtherKeyAttribute OPTIONAL }
internal sealed class RecipientIdentifier
{
    private static readonly Asn1Tag s_context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_context0Constructed = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private RecipientIdentifier(IssuerAndSerialNumber? certificate, ReadOnlyMemory<byte> subjectKeyIdentifier)
    {
        Certificate = certificate;
        SubjectKeyIdentifier = subjectKeyIdentifier;
    }

    /// <summary>issuerAndSerialNumber, or null where <see cref="SubjectKeyIdentifier"/> stands.</summary>
    public IssuerAndSerialNumber? Certificate { get; }

    public ReadOnlyMemory<byte> SubjectKeyIdentifier { get; }

    /// <summary>In a sentence for people: "issuer CN=..., serial 01", "subject key identifier 0A1B...".</summary>
    public string Description =>
        Certificate is null ? "subject key identifier " + DisplayText.Hex(SubjectKeyIdentifier.Span) : $"issuer {Certificate}";

    /// <summary>Encodes a subjectKeyIdentifier for a ktri: [0] IMPLICIT OCTET STRING.</summary>
    public static byte[] EncodeKeyIdentifier(ReadOnlySpan<byte> keyIdentifier)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteOctetString(keyIdentifier, s_context0);
        return writer.Encode();
    }

    /// <summary>Encodes an rKeyId for a kari: [0] IMPLICIT RecipientKeyIdentifier, without date.</summary>
    public static byte[] EncodeRecipientKeyIdentifier(ReadOnlySpan<byte> keyIdentifier)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteOctetString(keyIdentifier);
        return writer.Encode();
    }

    public static RecipientIdentifier Read(ref BerReader reader) =>
        reader.HasTag(s_context0)
            ? new RecipientIdentifier(null, reader.ReadOctetString("subjectKeyIdentifier", s_context0))
            : new RecipientIdentifier(IssuerAndSerialNumber.Read(ref reader), default);

    public static RecipientIdentifier ReadKeyAgree(ref BerReader reader)
    {
        if (!reader.HasTag(s_context0)) return new RecipientIdentifier(IssuerAndSerialNumber.Read(ref reader), default);

        // date and other, which may follow, only help to find the key.
        BerReader keyIdentifier = reader.ReadSequence("rKeyId", s_context0Constructed);
        return new RecipientIdentifier(null, keyIdentifier.ReadOctetString("subjectKeyIdentifier"));
    }

    /// <summary>For people: issuer and serial number, or "key 0A1B...".</summary>
    public override string ToString() => Certificate?.ToString() ?? "key " + DisplayText.Hex(SubjectKeyIdentifier.Span);
}
