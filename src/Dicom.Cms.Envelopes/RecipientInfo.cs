using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>One of those for whom an envelope was written, as the envelope describes them. RFC 5652 6.2.</summary>
// RecipientInfo ::= CHOICE {
//   ktri KeyTransRecipientInfo,
//   kari [1] KeyAgreeRecipientInfo,
//   kekri [2] KEKRecipientInfo,
//   pwri [3] PasswordRecipientinfo,
//   ori [4] OtherRecipientInfo }
public abstract class RecipientInfo
{
    private protected RecipientInfo(int encodedLength) => EncodedLength = encodedLength;

    /// <summary>The alternative of RFC 5652 6.2: "ktri", "kari", "kekri", "pwri" or "ori".</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// Who it is, for people: issuer and serial number, a key identifier in hexadecimal, "password", or the type of an
    /// OtherRecipientInfo. Control characters are replaced, and long names cut.
    /// </summary>
    public abstract string Identifier { get; }

    /// <summary>
    /// How the key is encrypted: "RSAES-OAEP SHA-256", "RSAES-PKCS1-v1_5", "ECDH SHA-256 KDF, AES-256 wrap", "AES-256
    /// wrap", "PBKDF2 HMAC-SHA-256, 600000 iterations, PWRI AES-256-CBC", or the object identifier of what is not known here.
    /// </summary>
    public abstract string KeyEncryption { get; }

    /// <summary>Octets of the whole RecipientInfo.</summary>
    public int EncodedLength { get; }

    /// <summary>
    /// Who it is in a sentence for people: "issuer CN=..., serial 01", "a password", "key identifier 01". As
    /// <see cref="Identifier"/>, fit to print.
    /// </summary>
    public abstract string Description { get; }

    /// <summary>The CMSVersion that an EnvelopedData with this RecipientInfo has at least. RFC 5652 6.1.</summary>
    internal virtual int EnvelopedDataVersion => 2;

    /// <summary>The whole RecipientInfo as it stands in the envelope.</summary>
    internal ReadOnlyMemory<byte> Encoded { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Identifier}, {KeyEncryption}";

    internal static RecipientInfo Read(ref BerReader reader)
    {
        BerReader whole = reader;
        ReadOnlyMemory<byte> encoded = reader.ReadEncodedValue("recipientInfo");
        RecipientInfo info = Read(whole, encoded.Length);
        info.Encoded = encoded;
        return info;
    }

    private static RecipientInfo Read(BerReader whole, int encodedLength)
    {
        if (whole.HasTag(Asn1Tag.Sequence))
            return KeyTransRecipientInfo.Read(whole.ReadSequence("ktri"), encodedLength);
        if (whole.HasTag(Tag(1)))
            return KeyAgreeRecipientInfo.Read(whole.ReadSequence("kari", Tag(1)), encodedLength);
        if (whole.HasTag(Tag(2)))
            return KekRecipientInfo.Read(whole.ReadSequence("kekri", Tag(2)), encodedLength);
        if (whole.HasTag(Tag(3)))
            return PasswordRecipientInfo.Read(whole.ReadSequence("pwri", Tag(3)), encodedLength);
        if (whole.HasTag(Tag(4)))
            return OtherRecipientInfo.Read(whole.ReadSequence("ori", Tag(4)), encodedLength);
        throw whole.Malformed("recipientInfo", "none of ktri, kari, kekri, pwri, ori");
    }

    internal static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
