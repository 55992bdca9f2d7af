using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// A CMS envelope that was read: an EnvelopedData (RFC 5652 6) or an AuthEnvelopedData (RFC 5083). Immutable; it keeps
/// parts of the memory it was read from, which must stay as it is.
/// </summary>
public sealed partial class Envelope
{
    internal Envelope(
        EnvelopeKind kind, int version, IReadOnlyList<RecipientInfo> recipients, in EncryptedContentInfo info, EnvelopeEncoding encoding)
    {
        Encoding = encoding;
        Kind = kind;
        Version = version;
        Recipients = recipients;
        ContentType = info.ContentType;
        ContentEncryption = info.ContentEncryption;
        EncryptedContent = info.EncryptedContent;
    }

    /// <summary>Which of the two content types it is.</summary>
    public EnvelopeKind Kind { get; }

    /// <summary>The CMSVersion (RFC 5652 6.1, RFC 5083 2.1). It says nothing the fields do not say themselves.</summary>
    public int Version { get; }

    /// <summary>The object identifier of what is inside, as claimed outside; nearly always id-data.</summary>
    public string ContentType { get; }

    /// <summary>How the content is encrypted.</summary>
    public ContentEncryption ContentEncryption { get; }

    /// <summary>For whom it was written, in the order of the envelope; at least one, at most 4096.</summary>
    public IReadOnlyList<RecipientInfo> Recipients { get; }

    /// <summary>The ciphertext, or null where the optional encryptedContent is absent.</summary>
    internal ReadOnlyMemory<byte>? EncryptedContent { get; }

    /// <summary>The DER of authAttrs as a SET OF (RFC 5083 2.2); empty where there are none.</summary>
    internal ReadOnlyMemory<byte> AdditionalData { get; init; }

    /// <summary>The mac of AuthEnvelopedData, which is the tag; empty in EnvelopedData.</summary>
    internal ReadOnlyMemory<byte> Tag { get; init; }

    /// <summary>The octets it was read from, and where in them its parts stand.</summary>
    internal EnvelopeEncoding Encoding { get; }

    /// <summary>
    /// SHA-256 over the encrypted content and, of an AuthEnvelopedData, the mac: what stays the same when the recipients change.
    /// </summary>
    /// <param name="destination">At least 32 octets.</param>
    public void DigestEncryptedContent(Span<byte> destination)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData((EncryptedContent ?? default).Span);
        hash.AppendData(Tag.Span);
        hash.GetHashAndReset(destination);
    }

    /// <summary>
    /// Reads an envelope in BER or DER, or in PEM ("-----BEGIN CMS-----", "-----BEGIN PKCS7-----"), without any key.
    /// </summary>
    /// <param name="encoded">
    /// A ContentInfo, or an EnvelopedData without one; after it nothing, or the one 00 octet with which DICOM pads to
    /// even length (PS3.5 7.1.1).
    /// </param>
    /// <exception cref="EnvelopeFormatException">It is anything else. No other exception is thrown.</exception>
    public static Envelope Parse(ReadOnlyMemory<byte> encoded) => EnvelopeReading.Read(encoded);
}
