using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under keys agreed with one or several recipients. RFC 5652 6.2.2. Described, not opened.</summary>
// KeyAgreeRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 3
//   originator [0] EXPLICIT OriginatorIdentifierOrKey,
//   ukm [1] EXPLICIT UserKeyingMaterial OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   recipientEncryptedKeys RecipientEncryptedKeys }
// RecipientEncryptedKeys ::= SEQUENCE OF RecipientEncryptedKey
// RecipientEncryptedKey ::= SEQUENCE {
//   rid KeyAgreeRecipientIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class KeyAgreeRecipientInfo : RecipientInfo
{
    /// <summary>How many of its recipients are named.</summary>
    private const int MaxNamed = 8;

    private readonly List<RecipientIdentifier> _named;
    private readonly int _count;

    private KeyAgreeRecipientInfo(List<RecipientIdentifier> named, int count, string algorithmOid, int encodedLength)
        : base(encodedLength)
    {
        _named = named;
        _count = count;
        KeyEncryption = algorithmOid;
    }

    public override string Kind => "kari";

    public override string Identifier =>
        string.Join("; ", _named) + (_count > _named.Count ? $"; and {_count - _named.Count} more" : "");

    public override string KeyEncryption { get; }

    internal static KeyAgreeRecipientInfo Read(BerReader reader, int encodedLength)
    {
        reader.ReadInt32("version");
        reader.ReadSequence("originator", Tag(0));
        if (reader.HasTag(Tag(1)))
            reader.ReadSequence("ukm", Tag(1));
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        BerReader keys = reader.ReadSequence("recipientEncryptedKeys");
        reader.RequireEnd("kari");

        var named = new List<RecipientIdentifier>();
        int count = 0;
        for (; keys.HasData; count++)
        {
            BerReader key = keys.ReadSequence("recipientEncryptedKey");
            RecipientIdentifier identifier = RecipientIdentifier.ReadKeyAgree(ref key);
            key.ReadOctetString("encryptedKey");
            key.RequireEnd("recipientEncryptedKey");
            if (named.Count < MaxNamed)
                named.Add(identifier);
        }

        return new KeyAgreeRecipientInfo(named, count, algorithm.Oid, encodedLength);
    }
}
