using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An archive altered the object without giving it another Transfer Syntax.</summary>
public sealed class AlterationTests
{
    private static readonly byte[] Original = RecoverySamples.Image();
    private static readonly byte[] Protected = Roundtrip.Protect(Original);

    public static TheoryData<string> Alterations =>
        ["group length added", "element added", "element removed", "value altered"];

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Recover_Altered_IsRestoredAndNeverCalledTheOriginal(string alteration)
    {
        byte[] altered = Alter(alteration);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered);

        (result.Outcome, result.IsOriginal, result.Binding).Should().Be((RecoveryOutcome.Restored, false, RecoveryBinding.Bound));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal");
        Roundtrip.Refused(altered, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure.Should().Be(RecoveryFailure.NotAccepted);
        foreach (uint tag in new uint[] { 0x0008_0018, 0x0008_0020, 0x0010_0010, 0x0010_0020, 0x0009_1001, 0x0020_000D, 0x7FE0_0010 })
        {
            ContentTree.LineOf(output, tag).Should().Be(ContentTree.LineOf(Original, tag), "every value is back");
        }

        ContentTree.LineOf(output, 0x0012_0062).Should().BeNull("de-identification added it");
        ContentTree.LineOf(output, 0x0400_0500).Should().BeNull();
    }

    [Theory]
    [InlineData("trailing padding")]
    [InlineData("attribute order")]
    public void Recover_AlteredInWhatTheRecordHas_IsStillTheOriginal(string alteration) =>
        Roundtrip.Recover(Alter(alteration)).Output.Should().Equal(Original);

    [Fact]
    public void Recover_ElementsOfTheFileMetaInformationInsideTheDataSet_DoNotBecomePartOfIt()
    {
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian).Text(0x0002_0010, "UI", "1.2.840.10008.1.2").ToFile();
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(original)).SetText(0x0032_1060, "LO", "added").Write();

        byte[] output = Roundtrip.Recover(altered).Output;

        using DicomObject file = DicomObject.Read(output);
        file.DeclaredTransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
        Roundtrip.Recover(Roundtrip.Protect(original)).Output.Should().Equal(original);
    }

    [Fact]
    public void Recover_ElementAddedByAnArchive_KeepsIt()
    {
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(Alter("element added"));

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.LineOf(output, 0x0032_1060).Should().Be("(0032,1060)=" + Convert.ToHexString("added"u8));
        ContentTree.Of(output).Where(line => !line.StartsWith("(0032,1060)", StringComparison.Ordinal))
            .Should().Equal(ContentTree.Of(Original));
    }

    [Fact]
    public void Recover_FileMetaInformationRewritten_IsStillTheOriginal()
    {
        using DicomObject file = DicomObject.Read(Protected);
        byte[] rewritten = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. Protected.AsSpan((int)file.PrefixLength)];
        byte[] without = Protected[(int)file.PrefixLength..];

        Roundtrip.Recover(rewritten).Output.Should().Equal(Original, "the record has the prefix of the original");
        Roundtrip.Recover(without).Output.Should().Equal(Original);
    }

    [Fact]
    public void Recover_OddPixelsPadded_IsRestoredWithThePadding()
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(65));
        byte[] padded = ObjectEditor.Open(Roundtrip.Protect(original))
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0010, "OB", [.. RecoverySamples.Octets(65), 0]))).Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(padded);

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Restored, RecoveryBinding.Bound));
        ContentTree.Of(output).Should().Equal(ContentTree.Of(original));
    }

    [Fact]
    public void Recover_GroupLengthsOfTheOriginalInAnAlteredObject_AreLeftOut()
    {
        byte[] original = RecoverySamples.Classes["group lengths right and wrong, ExplicitLittleEndian"]();
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(original)).SetText(0x0032_1060, "LO", "added").Write();

        byte[] output = Roundtrip.Recover(altered).Output;

        using DicomObject file = DicomObject.Read(output);
        file.Elements.Should().NotContain(element => element.Tag.IsGroupLength, "they count octets that are no longer there");
    }

    [Fact]
    public void Recover_FileMetaInformationOfWhatIsRestored_NamesTheOriginal()
    {
        byte[] output = Roundtrip.Recover(Alter("element added")).Output;

        using DicomObject file = DicomObject.Read(output);
        ElementLocation uid = file.MetaElements.Single(element => element.Tag == Tags.MediaStorageSOPInstanceUID);
        Encoding.ASCII.GetString(output, (int)uid.ValueOffset, (int)uid.ValueLength).TrimEnd('\0').Should().Be(RecoverySamples.Uid);
        file.HasPart10Marker.Should().BeTrue();
    }

    [Fact]
    public void Recover_RepeatedElementsInAnAlteredObject_ComeBackOnce()
    {
        byte[] original = RecoverySamples.Classes["duplicates, ExplicitLittleEndian"]();
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(original)).SetText(0x0040_0254, "LO", "added").Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered);

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        using DicomObject file = DicomObject.Read(output);
        file.IsAscending.Should().BeTrue("PS3.5 7.1: a tag occurs once");
        ContentTree.LineOf(output, 0x0032_1032).Should().Be("(0032,1032)=" + Convert.ToHexString("Doe^John"u8));
    }

    private static byte[] Alter(string alteration)
    {
        ObjectEditor editor = ObjectEditor.Open(Protected);
        return alteration switch
        {
            "group length added" => editor.Set(ObjectEditor.Parse(DicomBytes.Explicit().Words(0x0010_0000, "UL", 99, 0))).Write(),
            "element added" => editor.SetText(0x0032_1060, "LO", "added").Write(),
            "element removed" => editor.Remove(0x0028_0106).Write(),
            "value altered" => editor.Set(ObjectEditor.Parse(DicomBytes.Explicit().Words(0x0028_0010, "US", 9))).Write(),
            "trailing padding" => [.. editor.Write(), .. new byte[64]],
            _ => editor.Remove(0x0008_0060).Append(DicomBytes.Explicit().Text(0x0008_0060, "CS", "OT")).Write(),
        };
    }
}
