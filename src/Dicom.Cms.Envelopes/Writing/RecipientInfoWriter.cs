namespace Dicom.Cms.Envelopes;

/// <summary>Writes one RecipientInfo: one kind of RFC 5652 6.2 each. Immutable, for many threads.</summary>
// RecipientInfo ::= CHOICE {
//   ktri KeyTransRecipientInfo,
//   kari [1] KeyAgreeRecipientInfo,
//   kekri [2] KEKRecipientInfo,
//   pwri [3] PasswordRecipientinfo,
//   ori [4] OtherRecipientInfo }
internal abstract class RecipientInfoWriter
{
    /// <summary>Octets of the whole RecipientInfo.</summary>
    public abstract int EncodedLength { get; }

    /// <summary>
    /// The CMSVersion that an EnvelopedData with this RecipientInfo has at least. RFC 5652 6.1: 3 with any pwri, 2 with
    /// any that is not of version 0 itself, else 0.
    /// </summary>
    public virtual int EnvelopedDataVersion => 0;

    /// <summary>
    /// What the RecipientInfo begins with, up to what changes from envelope to envelope. It holds the recipient's
    /// identifier, so two recipients differ in it, and it alone decides their order. Where not
    /// <see cref="IsOrderedByPrefix"/>, the identifier alone; empty where there is none.
    /// </summary>
    public abstract ReadOnlySpan<byte> Prefix { get; }

    /// <summary>Whether the RecipientInfo begins with <see cref="Prefix"/>; otherwise with something random.</summary>
    public virtual bool IsOrderedByPrefix => true;

    /// <summary>Encrypts the key and writes exactly <see cref="EncodedLength"/> octets.</summary>
    public abstract void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination);
}
