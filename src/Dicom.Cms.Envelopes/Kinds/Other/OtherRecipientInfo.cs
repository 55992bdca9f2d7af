namespace Dicom.Cms.Envelopes;

/// <summary>Another way to the key, named by its type. RFC 5652 6.2.5. Described, not opened.</summary>
// OtherRecipientInfo ::= SEQUENCE {
//   oriType OBJECT IDENTIFIER,
//   oriValue ANY DEFINED BY oriType }
internal sealed class OtherRecipientInfo : RecipientInfo
{
    private OtherRecipientInfo(string type, ReadOnlyMemory<byte> encoded)
        : base(encoded) => Identifier = type;

    public override string Kind => "ori";

    public override string Identifier { get; }

    public override string KeyEncryption => Identifier;

    public override string Description => "a recipient of type " + Identifier;

    internal override int EnvelopedDataVersion => 3;

    public static OtherRecipientInfo Read(BerReader reader, ReadOnlyMemory<byte> encoded)
    {
        string type = reader.ReadObjectIdentifier("oriType");
        reader.ReadEncodedValue("oriValue");
        reader.RequireEnd("ori");
        return new OtherRecipientInfo(type, encoded);
    }
}
