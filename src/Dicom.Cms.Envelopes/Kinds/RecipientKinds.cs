using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>The kinds of RecipientInfo, one folder each: the place where a kind is registered for reading. RFC 5652 6.2.</summary>
// RecipientInfo ::= CHOICE {
//   ktri KeyTransRecipientInfo,
//   kari [1] KeyAgreeRecipientInfo,
//   kekri [2] KEKRecipientInfo,
//   pwri [3] PasswordRecipientinfo,
//   ori [4] OtherRecipientInfo }
internal static class RecipientKinds
{
    private static readonly ImmutableArray<(string Name, Asn1Tag Tag, Reader Read)> s_all =
    [
        ("ktri", Asn1Tag.Sequence, KeyTransRecipientInfo.Read),
        ("kari", RecipientInfo.Tag(1), KeyAgreeRecipientInfo.Read),
        ("kekri", RecipientInfo.Tag(2), KekRecipientInfo.Read),
        ("pwri", RecipientInfo.Tag(3), PasswordRecipientInfo.Read),
        ("ori", RecipientInfo.Tag(4), OtherRecipientInfo.Read),
    ];

    /// <param name="fields">A reader before the first field.</param>
    /// <param name="encoded">The whole RecipientInfo.</param>
    private delegate RecipientInfo Reader(BerReader fields, ReadOnlyMemory<byte> encoded);

    public static RecipientInfo Read(ref BerReader reader)
    {
        BerReader whole = reader;
        ReadOnlyMemory<byte> encoded = reader.ReadEncodedValue("recipientInfo");
        foreach ((string name, Asn1Tag tag, Reader read) in s_all)
        {
            if (whole.HasTag(tag)) return read(whole.ReadSequence(name, tag), encoded);
        }

        throw whole.Malformed("recipientInfo", $"none of {string.Join(", ", s_all.Select(kind => kind.Name))}");
    }
}
