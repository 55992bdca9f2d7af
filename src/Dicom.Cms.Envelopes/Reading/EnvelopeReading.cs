using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>Reads the outer productions of RFC 5652 and RFC 5083; <see cref="EnvelopeLayout"/> spells them out.</summary>
internal static class EnvelopeReading
{
    /// <summary>More recipients than anyone writes for; it bounds the memory and the work.</summary>
    public const int MaxRecipientInfos = 4096;

    /// <summary>Octets of authAttrs, which are taken apart and put together again.</summary>
    private const int MaxAuthAttrsLength = 65536;

    public static Envelope Read(ReadOnlyMemory<byte> encoded)
    {
        ReadOnlyMemory<byte> pem = default;
        if (EnvelopePem.TryDecode(encoded.Span, out byte[]? decoded)) (pem, encoded) = (encoded, decoded);

        BerReader reader = new(encoded);
        BerReader sequence = reader.ReadSequence("ContentInfo");
        if (!IsPadding(reader, encoded.Span)) throw reader.Malformed("ContentInfo", "data follows where it should end");

        // A bare EnvelopedData begins with its version; a ContentInfo with its contentType.
        BerFrame outermost = BerFrame.Of(0, sequence, reader);
        if (sequence.HasTag(Asn1Tag.Integer)) return ReadEnvelopedData(sequence, new EnvelopeEncoding(encoded, pem, [outermost]));

        int typePosition = sequence.Position;
        string contentType = sequence.ReadObjectIdentifier("contentType");
        if (contentType is not (Oids.EnvelopedData or Oids.AuthEnvelopedData))
        {
            throw new EnvelopeFormatException(
                "contentType", typePosition, $"{contentType} is neither EnvelopedData nor AuthEnvelopedData");
        }

        int contentPosition = sequence.Position;
        BerReader content = sequence.ReadSequence("content", Context(0));
        sequence.RequireEnd("ContentInfo");
        BerFrame middle = BerFrame.Of(contentPosition, content, sequence);
        int envelopePosition = content.Position;
        BerReader envelope = content.ReadSequence(contentType == Oids.EnvelopedData ? "EnvelopedData" : "AuthEnvelopedData");
        content.RequireEnd("content");
        EnvelopeEncoding encoding = new(encoded, pem, [outermost, middle, BerFrame.Of(envelopePosition, envelope, content)]);
        return contentType == Oids.EnvelopedData ? ReadEnvelopedData(envelope, encoding) : ReadAuthEnvelopedData(envelope, encoding);
    }

    // RFC 5652 6.1
    private static Envelope ReadEnvelopedData(BerReader reader, EnvelopeEncoding encoding)
    {
        int version = ReadVersion(ref reader, maxVersion: 4, encoding);
        encoding.HasOriginatorInfo = SkipOptional(ref reader, 0, "originatorInfo");
        ImmutableArray<RecipientInfo> recipients = ReadRecipientInfos(ref reader, encoding);
        EncryptedContentInfo info = EncryptedContentInfo.Read(ref reader, "encryptedContentInfo");
        encoding.HasUnprotectedAttrs = SkipOptional(ref reader, 1, "unprotectedAttrs");
        reader.RequireEnd("EnvelopedData");
        return new Envelope(EnvelopeKind.EnvelopedData, version, recipients, info, encoding);
    }

    // RFC 5083 2.1
    private static Envelope ReadAuthEnvelopedData(BerReader reader, EnvelopeEncoding encoding)
    {
        int version = ReadVersion(ref reader, maxVersion: 0, encoding);
        SkipOptional(ref reader, 0, "originatorInfo");
        ImmutableArray<RecipientInfo> recipients = ReadRecipientInfos(ref reader, encoding);
        EncryptedContentInfo info = EncryptedContentInfo.Read(ref reader, "authEncryptedContentInfo");
        ReadOnlyMemory<byte> additionalData = ReadAuthAttrs(ref reader);
        ReadOnlyMemory<byte> tag = reader.ReadOctetString("mac");
        SkipOptional(ref reader, 2, "unauthAttrs");
        reader.RequireEnd("AuthEnvelopedData");
        return new Envelope(EnvelopeKind.AuthEnvelopedData, version, recipients, info, encoding)
        {
            AdditionalData = additionalData,
            Tag = tag,
        };
    }

    private static int ReadVersion(ref BerReader reader, int maxVersion, EnvelopeEncoding encoding)
    {
        BerReader before = reader;
        int version = reader.ReadInt32("version");
        encoding.Version = before.Position..reader.Position;
        return version >= 0 && version <= maxVersion
            ? version
            : throw before.Malformed("version", $"{version} is not 0 to {maxVersion}");
    }

    // RecipientInfos ::= SET SIZE (1..MAX) OF RecipientInfo. The order DER asks for is not insisted on.
    private static ImmutableArray<RecipientInfo> ReadRecipientInfos(ref BerReader reader, EnvelopeEncoding encoding)
    {
        BerReader before = reader;
        BerReader set = reader.ReadSetOf("recipientInfos");
        encoding.RecipientInfos = before.Position..reader.Position;
        ImmutableArray<RecipientInfo>.Builder recipients = ImmutableArray.CreateBuilder<RecipientInfo>();
        while (set.HasData)
        {
            if (recipients.Count == MaxRecipientInfos) throw set.Malformed("recipientInfos", $"more than {MaxRecipientInfos} recipients");

            recipients.Add(RecipientKinds.Read(ref set));
        }

        return recipients.Count > 0 ? recipients.DrainToImmutable() : throw before.Malformed("recipientInfos", "no recipients");
    }

    // RFC 5083 2.2: the AAD is the DER of authAttrs with the tag of a SET OF in place of the [1].
    private static byte[] ReadAuthAttrs(ref BerReader reader)
    {
        if (!reader.HasTag(Context(1))) return [];

        BerReader before = reader;
        if (before.ReadEncodedValue("authAttrs").Length > MaxAuthAttrsLength)
            throw reader.Malformed("authAttrs", $"longer than {MaxAuthAttrsLength} octets");
        return DerEncoder.EncodeSetOf(reader.ReadSetOf("authAttrs", Context(1)), "authAttrs");
    }

    /// <summary>Skips what is not needed: the sender's certificates, and attributes nobody vouches for.</summary>
    /// <returns>Whether it is there.</returns>
    private static bool SkipOptional(ref BerReader reader, int number, string field)
    {
        bool isPresent = reader.HasTag(Context(number));
        if (isPresent) reader.ReadSetOf(field, Context(number));
        return isPresent;
    }

    private static bool IsPadding(BerReader reader, ReadOnlySpan<byte> encoded) =>
        !reader.HasData || (reader.Position == encoded.Length - 1 && encoded[^1] == 0);

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
