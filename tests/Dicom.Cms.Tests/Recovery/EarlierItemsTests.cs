using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// An Item without restoration record that holds the (0400,0500) of an earlier protection has all there was: the Items beside it
/// have nothing to add, and must not stay in the object or mix with the earlier ones.
/// </summary>
public sealed class EarlierItemsTests
{
    private static readonly byte[] ForTrial =
        ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")), null, RecoveryKeys.Trial);

    private static readonly byte[] Earlier =
        ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0030, "DA", "19700101")), null, RecoveryKeys.Registry);

    [Fact]
    public void Recover_ItemWithEarlierItems_LeavesNoItemsForOthers()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane").Sequence(0x0400_0500, ForeignItem.Item(Earlier))),
            ForeignItem.Item(ForTrial));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        (result.Outcome, result.ItemsForOthers).Should().Be((RecoveryOutcome.Standard, 0));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound");
        EncryptedContentsOf(output).Should().Equal([Convert.ToHexString(Earlier)], "the earlier Items are Attributes like any other");
    }

    [Fact]
    public void Recover_ItemWithoutEarlierItems_LeavesTheItemsForOthers()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")), ForeignItem.Item(ForTrial));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.ItemsForOthers.Should().Be(1);
        EncryptedContentsOf(output).Should().Equal(Convert.ToHexString(ForTrial));
    }

    [Fact]
    public void Recover_ItemWithEarlierItemsBesideWhatIsNoEnvelope_LeavesNothingForOthers()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Item("no envelope at all "u8.ToArray()),
            ForeignItem.Of(item => item.Sequence(0x0400_0500, ForeignItem.Item(Earlier))));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.ItemsForOthers.Should().Be(0);
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound");
        EncryptedContentsOf(output).Should().Equal(Convert.ToHexString(Earlier));
    }

    /// <summary>The envelopes in every (0400,0500) of an object, in hexadecimal digits, without padding.</summary>
    private static string[] EncryptedContentsOf(byte[] output)
    {
        using DicomObject file = DicomObject.Read(output);
        return
        [
            .. file.Elements.Where(location => location.Tag == Tags.EncryptedAttributesSequence)
                .Select(location => new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding))
                .SelectMany(sequence => sequence.Items!)
                .Select(item => item.Find(Tags.EncryptedContent)!.Value)
                .Select(content => Convert.ToHexString(content.Span[..EnvelopeLength(content.Span)])),
        ];
    }

    // The envelope is one DER element; one octet may pad it to even length. Its length field here has two octets.
    private static int EnvelopeLength(ReadOnlySpan<byte> content) => 4 + (content[2] << 8) + content[3];
}
