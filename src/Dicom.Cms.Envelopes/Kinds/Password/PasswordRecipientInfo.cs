namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under a password. RFC 5652 6.2.4. RFC 3211.</summary>
// PasswordRecipientInfo ::= SEQUENCE {
//   version CMSVersion,   -- always set to 0
//   keyDerivationAlgorithm [0] KeyDerivationAlgorithmIdentifier OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class PasswordRecipientInfo : RecipientInfo
{
    private readonly string _algorithmOid;

    private PasswordRecipientInfo(
        AlgorithmIdentifier? derivation, AlgorithmIdentifier wrap, ReadOnlyMemory<byte> encryptedKey, ReadOnlyMemory<byte> encoded)
        : base(encoded)
    {
        _algorithmOid = wrap.Oid;
        EncryptedKey = encryptedKey;

        // RFC 5652 6.2.4: absent where the key comes from elsewhere, and then no password helps.
        string? derivationRefusal = "The pwri names no key derivation, so its key is no password.";
        Derivation = derivation is { } named ? PasswordKeyDerivation.Read(named, out derivationRefusal) : null;
        Wrap = PasswordKeyWrap.Read(wrap, out string? wrapRefusal);
        Refusal = derivationRefusal ?? wrapRefusal;
    }

    public override string Kind => "pwri";

    public override string Identifier => "password";

    public override string KeyEncryption =>
        Derivation is not null && Wrap is not null ? $"{Derivation.Name}, {Wrap.Name}" : _algorithmOid;

    public override string Description => "a password";

    internal override int EnvelopedDataVersion => 3;

    /// <summary>How the password becomes a key, or null where there is a <see cref="Refusal"/>.</summary>
    public PasswordKeyDerivation? Derivation { get; }

    /// <summary>How that key wraps another, or null where there is a <see cref="Refusal"/>.</summary>
    public PasswordKeyWrap? Wrap { get; }

    public string? Refusal { get; }

    public ReadOnlyMemory<byte> EncryptedKey { get; }

    internal override bool IsFor(RecipientName name) => name.IsPassword;

    public static PasswordRecipientInfo Read(BerReader reader, ReadOnlyMemory<byte> encoded)
    {
        reader.ReadInt32("version");
        AlgorithmIdentifier? derivation = null;
        if (reader.HasTag(Tag(0))) derivation = AlgorithmIdentifier.Read(ref reader, "keyDerivationAlgorithm", Tag(0));
        AlgorithmIdentifier wrap = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        ReadOnlyMemory<byte> encryptedKey = reader.ReadOctetString("encryptedKey");
        reader.RequireEnd("pwri");
        return new PasswordRecipientInfo(derivation, wrap, encryptedKey, encoded);
    }
}
