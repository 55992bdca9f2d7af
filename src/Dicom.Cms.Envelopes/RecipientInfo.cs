using System.Diagnostics;
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
    private protected RecipientInfo(ReadOnlyMemory<byte> encoded) => Encoded = encoded;

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
    public int EncodedLength => Encoded.Length;

    /// <summary>
    /// Who it is in a sentence for people: "issuer CN=..., serial 01", "a password", "key identifier 01". As
    /// <see cref="Identifier"/>, fit to print.
    /// </summary>
    public abstract string Description { get; }

    /// <summary>The CMSVersion that an EnvelopedData with this RecipientInfo has at least. RFC 5652 6.1.</summary>
    internal virtual int EnvelopedDataVersion => 2;

    /// <summary>The whole RecipientInfo as it stands in the envelope.</summary>
    internal ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>How many recipients it is for.</summary>
    internal virtual int RecipientCount => 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Identifier}, {KeyEncryption}";

    /// <summary>Whether a name means its recipient, or one of several.</summary>
    internal virtual bool IsFor(RecipientName name) => false;

    /// <summary>Whether a name means its recipient, or one of several, by issuer and serial number.</summary>
    internal virtual bool NamesByIssuer(RecipientName name) => false;

    /// <summary>How many of its recipients are among these.</summary>
    internal virtual int CountOf(IReadOnlyList<RecipientName> names) => names.Any(IsFor) ? 1 : 0;

    /// <summary>The encoding without those of its recipients who are among these. Somebody else is left in it.</summary>
    internal virtual ReadOnlyMemory<byte> EncodeWithout(IReadOnlyList<RecipientName> names) =>
        throw new UnreachableException("A RecipientInfo for one recipient stays or goes as a whole.");

    internal static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
