using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Writes a PasswordRecipientInfo, each time with a fresh salt and so a fresh key-encryption key. RFC 5652 6.2.4.
/// </summary>
// PasswordRecipientInfo ::= SEQUENCE {
//   version CMSVersion,   -- always set to 0
//   keyDerivationAlgorithm [0] KeyDerivationAlgorithmIdentifier OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class PasswordRecipientInfoWriter : RecipientInfoWriter
{
    // Always AES-256, whatever the content's key: the password is the weakest part in any case.
    private static readonly CbcContentEncryption s_cipher = (CbcContentEncryption)ContentEncryptionAlgorithm.Aes256Cbc;

    private readonly PasswordKey _password;
    private readonly int _iterations;

    public PasswordRecipientInfoWriter(PasswordKey password, int iterations, int contentEncryptionKeyLength)
    {
        _password = password;
        _iterations = iterations;
        PasswordKeyWrap wrap = new(s_cipher, new byte[s_cipher.IvLength]);
        EncodedLength = Encode(
            PasswordKeyDerivation.Create(new byte[PasswordKeyDerivation.SaltLength], iterations),
            wrap,
            new byte[wrap.GetEncryptedLength(contentEncryptionKeyLength)]).Length;
    }

    public override int EncodedLength { get; }

    public override int EnvelopedDataVersion => 3;

    // Nothing in it names one password and not another.
    public override ReadOnlySpan<byte> Prefix => default;

    public override bool IsOrderedByPrefix => false;

    public override void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination)
    {
        Debug.Assert(destination.Length == EncodedLength);
        PasswordKeyDerivation derivation = PasswordKeyDerivation.Create(
            RandomNumberGenerator.GetBytes(PasswordKeyDerivation.SaltLength), _iterations);
        PasswordKeyWrap wrap = new(s_cipher, RandomNumberGenerator.GetBytes(s_cipher.IvLength));
        Span<byte> keyEncryptionKey = stackalloc byte[wrap.KeyLength];
        try
        {
            _password.DeriveKey(derivation, keyEncryptionKey);
            byte[] encoded = Encode(derivation, wrap, wrap.Wrap(keyEncryptionKey, contentEncryptionKey));
            if (encoded.Length != EncodedLength)
                throw new UnreachableException("The PasswordRecipientInfo has another length than computed.");
            encoded.CopyTo(destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    private static byte[] Encode(PasswordKeyDerivation derivation, PasswordKeyWrap wrap, ReadOnlySpan<byte> encryptedKey)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
        {
            writer.WriteInteger(0);
            derivation.WriteAlgorithmIdentifier(writer, new Asn1Tag(TagClass.ContextSpecific, 0));
            wrap.WriteAlgorithmIdentifier(writer);
            writer.WriteOctetString(encryptedKey);
        }

        return writer.Encode();
    }
}
