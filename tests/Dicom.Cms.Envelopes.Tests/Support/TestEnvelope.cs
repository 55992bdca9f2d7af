using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>An envelope put together part by part, so that each part can be wrong.</summary>
internal sealed record TestEnvelope
{
    internal static readonly byte[] Content = "Doe^Jane, born 1970-01-01"u8.ToArray();

    /// <summary>The content-encryption key of every envelope made here; it must not appear in any text.</summary>
    internal static readonly byte[] Key = SHA256.HashData("content-encryption key"u8);

    internal required EnvelopeKind Kind { get; init; }

    internal int Version { get; init; }

    internal IReadOnlyList<byte[]> RecipientInfos { get; init; } = [];

    internal string ContentType { get; init; } = Oids.Data;

    internal required string Algorithm { get; init; }

    /// <summary>The whole TLV of the parameters; null where they are absent.</summary>
    internal byte[]? Parameters { get; init; }

    internal byte[]? Ciphertext { get; init; }

    internal byte[] AuthAttrs { get; init; } = [];

    internal byte[] Tag { get; init; } = [];

    /// <summary>An AuthEnvelopedData for rsa2048.</summary>
    internal static TestEnvelope Gcm(
        int tagLength = 16, int? icvLength = 16, int nonceLength = 12, byte[]? authAttrs = null,
        byte[]? additionalData = null, byte[]? key = null)
    {
        byte[] nonce = [.. Enumerable.Repeat((byte)7, nonceLength)];
        byte[] ciphertext = new byte[Content.Length];
        byte[] tag = new byte[tagLength];
        if (nonceLength == 12 && tagLength is >= 12 and <= 16)
        {
            using var gcm = new AesGcm(key ?? Key, tagLength);
            gcm.Encrypt(nonce, Content, ciphertext, tag, additionalData);
        }

        return new TestEnvelope
        {
            Kind = EnvelopeKind.AuthEnvelopedData,
            RecipientInfos = [KtriPkcs1(key ?? Key)],
            Algorithm = Oids.Aes256Gcm,
            Parameters = GcmParameters(nonce, icvLength),
            Ciphertext = ciphertext,
            AuthAttrs = authAttrs ?? [],
            Tag = tag,
        };
    }

    /// <summary>An EnvelopedData for rsa2048.</summary>
    internal static TestEnvelope Cbc(byte[]? key = null)
    {
        byte[] iv = [.. Enumerable.Repeat((byte)9, 16)];
        using var aes = Aes.Create();
        aes.Key = key ?? Key;
        return new TestEnvelope
        {
            Kind = EnvelopeKind.EnvelopedData,
            RecipientInfos = [KtriPkcs1(key ?? Key)],
            Algorithm = Oids.Aes256Cbc,
            Parameters = Tlv(0x04, iv),
            Ciphertext = aes.EncryptCbc(Content, iv),
        };
    }

    internal static byte[] GcmParameters(byte[] nonce, int? icvLength) =>
        Tlv(0x30, [.. Tlv(0x04, nonce), .. icvLength is { } length ? Der(w => w.WriteInteger(length)) : []]);

    internal static byte[] KtriPkcs1(byte[] key, X509Certificate2? certificate = null) =>
        Ktri(Der(KeyTransportAlgorithm.RsaesPkcs1.WriteAlgorithmIdentifier),
            Encrypt(key, RSAEncryptionPadding.Pkcs1, certificate), NameOf(certificate));

    internal static byte[] KtriOaep(byte[] key, X509Certificate2? certificate = null) =>
        Ktri(Der(KeyTransportAlgorithm.RsaesOaepSha256.WriteAlgorithmIdentifier),
            Encrypt(key, RSAEncryptionPadding.OaepSHA256, certificate), NameOf(certificate));

    /// <param name="algorithm">The KeyEncryptionAlgorithmIdentifier.</param>
    /// <param name="encryptedKey">The content of encryptedKey.</param>
    /// <param name="identifier">The RecipientIdentifier; rsa2048 without one.</param>
    internal static byte[] Ktri(byte[] algorithm, byte[] encryptedKey, byte[]? identifier = null) =>
        Tlv(0x30, [0x02, 0x01, 0x00, .. identifier ?? NameOf(null), .. algorithm, .. Tlv(0x04, encryptedKey)]);

    internal static byte[] NameOf(X509Certificate2? certificate) =>
        IssuerAndSerialNumber.Of(certificate ?? TestKeys.Certificate()).Encode();

    internal static byte[] KeyIdentifier(byte[] octets) => Tlv(0x80, octets);

    internal static byte[] AlgorithmIdentifier(string oid, byte[]? parameters = null) =>
        Tlv(0x30, [.. Der(w => w.WriteObjectIdentifier(oid)), .. parameters ?? []]);

    internal static byte[] Encrypt(byte[] key, RSAEncryptionPadding padding, X509Certificate2? certificate = null)
    {
        using RSA rsa = (certificate ?? TestKeys.Certificate()).GetRSAPublicKey()!;
        return rsa.Encrypt(key, padding);
    }

    internal static byte[] Der(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    internal static byte[] Tlv(byte tag, params ReadOnlySpan<byte> content)
    {
        byte[] encoded = new byte[DerSpanWriter.GetLength(content.Length)];
        var writer = new DerSpanWriter(encoded);
        writer.WriteHeader(tag, content.Length);
        content.CopyTo(encoded.AsSpan(encoded.Length - content.Length));
        return encoded;
    }

    internal byte[] EncodeBare()
    {
        byte[] info = Tlv(0x30, [
            .. Der(w => w.WriteObjectIdentifier(ContentType)),
            .. AlgorithmIdentifier(Algorithm, Parameters),
            .. Ciphertext is null ? [] : Tlv(0x80, Ciphertext)]);
        return Tlv(0x30, [
            0x02, 0x01, (byte)Version,
            .. Tlv(0x31, [.. RecipientInfos.SelectMany(r => r)]),
            .. info,
            .. AuthAttrs,
            .. Kind == EnvelopeKind.AuthEnvelopedData ? Tlv(0x04, Tag) : []]);
    }

    internal byte[] Encode()
    {
        string type = Kind == EnvelopeKind.AuthEnvelopedData ? Oids.AuthEnvelopedData : Oids.EnvelopedData;
        return Tlv(0x30, [.. Der(w => w.WriteObjectIdentifier(type)), .. Tlv(0xA0, EncodeBare())]);
    }
}
