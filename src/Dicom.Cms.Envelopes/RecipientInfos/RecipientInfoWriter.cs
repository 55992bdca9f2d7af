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
    internal abstract int EncodedLength { get; }

    /// <summary>
    /// What the RecipientInfo begins with, up to what changes from envelope to envelope. It holds the recipient's
    /// identifier, so two recipients differ in it, and it alone decides their order.
    /// </summary>
    internal abstract ReadOnlySpan<byte> Prefix { get; }

    /// <summary>Encrypts the key and writes exactly <see cref="EncodedLength"/> octets.</summary>
    internal abstract void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination);
}
