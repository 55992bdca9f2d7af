using System.Collections.Immutable;

namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under keys agreed with one or several recipients. RFC 5652 6.2.2, RFC 5753 3.1.</summary>
// KeyAgreeRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 3
//   originator [0] EXPLICIT OriginatorIdentifierOrKey,
//   ukm [1] EXPLICIT UserKeyingMaterial OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   recipientEncryptedKeys RecipientEncryptedKeys }
// RecipientEncryptedKeys ::= SEQUENCE OF RecipientEncryptedKey
internal sealed class KeyAgreeRecipientInfo : RecipientInfo
{
    /// <summary>How many of its recipients are named.</summary>
    private const int MaxNamed = 8;

    /// <summary>More recipients than anyone writes for; it bounds the memory and the work.</summary>
    private const int MaxEncryptedKeys = 4096;

    private readonly string _algorithmOid;

    private KeyAgreeRecipientInfo(
        AlgorithmIdentifier algorithm,
        string? originatorRefusal,
        ImmutableArray<RecipientEncryptedKey> encryptedKeys,
        ReadOnlyMemory<byte> encoded)
        : base(encoded)
    {
        _algorithmOid = algorithm.Oid;
        Algorithm = KeyAgreementAlgorithm.Read(algorithm, out string? refusal);
        Refusal = refusal ?? originatorRefusal;
        EncryptedKeys = encryptedKeys;
    }

    public override string Kind => "kari";

    public override string Identifier => Join(static recipient => recipient.ToString());

    public override string KeyEncryption => Algorithm?.Name ?? _algorithmOid;

    public override string Description => Join(static recipient => recipient.Description);

    /// <summary>The algorithm, or null where there is a <see cref="Refusal"/>.</summary>
    public KeyAgreementAlgorithm? Algorithm { get; }

    /// <summary>The sender's key, or null where there is a <see cref="Refusal"/>.</summary>
    public OriginatorKey? Originator { get; private init; }

    public ReadOnlyMemory<byte>? UserKeyingMaterial { get; private init; }

    public ImmutableArray<RecipientEncryptedKey> EncryptedKeys { get; }

    /// <summary>Why nothing can be done with it, or null.</summary>
    public string? Refusal { get; }

    internal override int RecipientCount => EncryptedKeys.Length;

    internal override bool IsFor(RecipientName name) => EncryptedKeys.Any(key => name.IsMeantBy(key.Recipient));

    internal override bool NamesByIssuer(RecipientName name) =>
        EncryptedKeys.Any(key => key.Recipient.Certificate is not null && name.IsMeantBy(key.Recipient));

    internal override int CountOf(IReadOnlyList<RecipientName> names) => EncryptedKeys.Count(key => IsAmong(names, key.Recipient));

    internal override ReadOnlyMemory<byte> EncodeWithout(IReadOnlyList<RecipientName> names) =>
        KeyAgreeRecipientInfoEdit.Remove(Encoded, recipient => IsAmong(names, recipient));

    public static KeyAgreeRecipientInfo Read(BerReader reader, ReadOnlyMemory<byte> encoded)
    {
        // The version is always 3, and says nothing the fields do not say themselves.
        reader.ReadInt32("version");
        OriginatorKey? originator = OriginatorKey.Read(reader.ReadSequence("originator", Tag(0)), out string? refusal);
        ReadOnlyMemory<byte>? userKeyingMaterial = null;
        if (reader.HasTag(Tag(1)))
        {
            BerReader ukm = reader.ReadSequence("ukm", Tag(1));
            userKeyingMaterial = ukm.ReadOctetString("ukm");
            ukm.RequireEnd("ukm");
        }

        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        BerReader keys = reader.ReadSequence("recipientEncryptedKeys");
        reader.RequireEnd("kari");

        ImmutableArray<RecipientEncryptedKey>.Builder encryptedKeys = ImmutableArray.CreateBuilder<RecipientEncryptedKey>();
        while (keys.HasData)
        {
            if (encryptedKeys.Count == MaxEncryptedKeys)
                throw keys.Malformed("recipientEncryptedKeys", $"more than {MaxEncryptedKeys} recipients");
            encryptedKeys.Add(RecipientEncryptedKey.Read(ref keys));
        }

        return new KeyAgreeRecipientInfo(algorithm, refusal, encryptedKeys.DrainToImmutable(), encoded)
        {
            Originator = originator,
            UserKeyingMaterial = userKeyingMaterial,
        };
    }

    private static bool IsAmong(IReadOnlyList<RecipientName> names, RecipientIdentifier recipient) =>
        names.Any(name => name.IsMeantBy(recipient));

    private string Join(Func<RecipientIdentifier, string> describe) =>
        string.Join("; ", EncryptedKeys.Take(MaxNamed).Select(key => describe(key.Recipient)))
        + (EncryptedKeys.Length > MaxNamed ? $"; and {EncryptedKeys.Length - MaxNamed} more" : "");
}
