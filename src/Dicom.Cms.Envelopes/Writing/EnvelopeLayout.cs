namespace Dicom.Cms.Envelopes;

/// <summary>The lengths of every part of one envelope, from the inside out, computed before anything is written.</summary>
// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT ANY DEFINED BY contentType }   -- RFC 5652 3
// EnvelopedData ::= SEQUENCE {                                                                -- RFC 5652 6.1
//   version CMSVersion, originatorInfo [0] IMPLICIT OriginatorInfo OPTIONAL, recipientInfos RecipientInfos,
//   encryptedContentInfo EncryptedContentInfo, unprotectedAttrs [1] IMPLICIT UnprotectedAttributes OPTIONAL }
// AuthEnvelopedData ::= SEQUENCE {                                                            -- RFC 5083 2.1
//   version CMSVersion, originatorInfo [0] IMPLICIT OriginatorInfo OPTIONAL, recipientInfos RecipientInfos,
//   authEncryptedContentInfo EncryptedContentInfo, authAttrs [1] IMPLICIT AuthAttributes OPTIONAL,
//   mac MessageAuthenticationCode, unauthAttrs [2] IMPLICIT UnauthAttributes OPTIONAL }
// EncryptedContentInfo ::= SEQUENCE {
//   contentType ContentType, contentEncryptionAlgorithm ContentEncryptionAlgorithmIdentifier,
//   encryptedContent [0] IMPLICIT EncryptedContent OPTIONAL }
internal readonly struct EnvelopeLayout
{
    /// <summary>An INTEGER of one octet.</summary>
    public const int VersionLength = 3;

    public EnvelopeLayout(
        int outerTypeLength, int innerTypeLength, int recipientInfosLength, int algorithmLength, long ciphertextLength, int tagLength)
    {
        long encryptedContentInfo = innerTypeLength + algorithmLength + DerSpanWriter.GetLength(ciphertextLength);
        long mac = tagLength == 0 ? 0 : DerSpanWriter.GetLength(tagLength);
        long envelopedData = VersionLength + DerSpanWriter.GetLength(recipientInfosLength)
            + DerSpanWriter.GetLength(encryptedContentInfo) + mac;
        long explicitContent = DerSpanWriter.GetLength(envelopedData);
        long contentInfo = outerTypeLength + DerSpanWriter.GetLength(explicitContent);
        Total = DerSpanWriter.GetLength(contentInfo);
        if (Total > Array.MaxLength)
            return; // The caller refuses it; the parts below would not fit an int.

        Ciphertext = (int)ciphertextLength;
        EncryptedContentInfo = (int)encryptedContentInfo;
        EnvelopedData = (int)envelopedData;
        ExplicitContent = (int)explicitContent;
        ContentInfo = (int)contentInfo;
    }

    /// <summary>Octets of the whole encoding.</summary>
    public long Total { get; }

    /// <summary>Content octets of each part.</summary>
    public int Ciphertext { get; }

    public int EncryptedContentInfo { get; }

    public int EnvelopedData { get; }

    public int ExplicitContent { get; }

    public int ContentInfo { get; }
}
