using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>The ciphertext and how it was made. RFC 5652 6.1.</summary>
// EncryptedContentInfo ::= SEQUENCE {
//   contentType ContentType,
//   contentEncryptionAlgorithm ContentEncryptionAlgorithmIdentifier,
//   encryptedContent [0] IMPLICIT EncryptedContent OPTIONAL }
internal readonly record struct EncryptedContentInfo(
    string ContentType, ContentEncryption ContentEncryption, ReadOnlyMemory<byte>? EncryptedContent)
{
    private static readonly Asn1Tag s_encryptedContent = new(TagClass.ContextSpecific, 0);

    public static EncryptedContentInfo Read(ref BerReader reader, string field)
    {
        BerReader sequence = reader.ReadSequence(field);
        string contentType = sequence.ReadObjectIdentifier("contentType");
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref sequence, "contentEncryptionAlgorithm");
        ReadOnlyMemory<byte>? encryptedContent = null;
        if (sequence.HasTag(s_encryptedContent)) encryptedContent = sequence.ReadOctetString("encryptedContent", s_encryptedContent);
        sequence.RequireEnd(field);
        return new EncryptedContentInfo(contentType, ContentEncryption.From(algorithm), encryptedContent);
    }
}
