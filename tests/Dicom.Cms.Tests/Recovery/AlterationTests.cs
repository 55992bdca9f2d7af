using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An archive altered the object without giving it another Transfer Syntax.</summary>
public sealed class AlterationTests
{
    private static readonly byte[] Original = RecoverySamples.Image();
    private static readonly byte[] Protected = Roundtrip.Protect(Original);

    /// <summary>What was done, and the tag to be named; 0 where nothing is.</summary>
    public static TheoryData<string, uint> Alterations => new()
    {
        { "group length added", 0 }, { "element added", 0x0032_1060 }, { "element removed", 0x0028_0106 },
        { "value altered", 0x0028_0010 }, { "dummy altered", 0x0010_0010 }, { "dummy removed", 0x0010_0020 },
        { "VR altered", 0x0028_0106 }, { "private element added", 0x0011_0010 }, { "statement altered", 0 },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Recover_Altered_IsTheOriginalAndNamesWhatWasDone(string alteration, uint tag)
    {
        byte[] altered = Alter(alteration);
        foreach (RecoveryMode mode in (RecoveryMode[])[RecoveryMode.Best, RecoveryMode.OriginalOnly])
        {
            (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered, Roundtrip.AsArchive.InMode(mode));

            output.Should().Equal(Original);
            (result.Outcome, result.IsOriginal, result.Binding).Should().Be((RecoveryOutcome.Original, true, RecoveryBinding.Bound));
            result.AlteredAttributes.Select(each => each.Value).Should().Equal(tag == 0 ? [] : [tag]);
            result.Warnings.Select(warning => warning.Code).Should().Equal(tag == 0 ? [] : ["ClearPartAltered"]);
            if (tag != 0) result.Warnings[0].Text.Should().Contain(new Tag(tag).ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Recover_AlteredByTheStandard_IsRefusedUnlessAccepted(string alteration, uint tag)
    {
        byte[] altered = Alter(alteration);
        Reidentifier standard = Roundtrip.AsArchive.InMode(RecoveryMode.Standard);
        bool isHandedOver = tag is 0 or 0x0011_0010;
        if (!isHandedOver)
        {
            RecoveryException failure = Roundtrip.Refused(altered, standard);
            (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAccepted,
                $"Altered, added or removed since the object was protected: {new Tag(tag)}."));
            standard = standard.With(RecoveryPolicy.Default with { AcceptAltered = true });
        }

        RecoveryResult result = Roundtrip.Recover(altered, standard).Result;

        result.Outcome.Should().Be(RecoveryOutcome.Standard);
        result.AlteredAttributes.Select(each => each.Value).Should().Equal(tag == 0 ? [] : [tag]);
    }

    [Theory]
    [InlineData("trailing padding")]
    [InlineData("attribute order")]
    public void Recover_AlteredInWhatTheRecordHas_IsStillTheOriginal(string alteration) =>
        Roundtrip.Recover(Alter(alteration)).Output.Should().Equal(Original);

    [Fact]
    public void Recover_ElementsOfTheFileMetaInformationInsideTheDataSet_DoNotBecomePartOfIt()
    {
        byte[] original =
        [
            .. RelaidWaveform.AddTo(RecoverySamples.Image()),
            .. DicomBytes.Explicit().Text(0x0002_0010, "UI", "1.2.840.10008.1.2").ToArray(),
        ];
        byte[] protectedObject = Roundtrip.Protect(original);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(RelaidWaveform.LayOutAnew(protectedObject).Write());

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        using DicomObject file = DicomObject.Read(output);
        file.DeclaredTransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
        Roundtrip.Recover(protectedObject).Output.Should().Equal(original);
    }

    [Fact]
    public void Recover_LargeSequenceLaidOutAnew_IsRestoredWithEveryValue()
    {
        byte[] original = RelaidWaveform.AddTo(RecoverySamples.Image());
        byte[] altered = RelaidWaveform.LayOutAnew(Roundtrip.Protect(original)).SetText(0x0032_1060, "LO", "added").Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered);

        (result.Outcome, result.IsOriginal, result.Binding).Should().Be((RecoveryOutcome.Restored, false, RecoveryBinding.Bound));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "ClearPartAltered");
        result.AlteredAttributes.Select(tag => tag.Value).Should().Equal([0x0032_1060], "the waveform is the same");
        ContentTree.Of(output, withBookkeeping: true).Should().Equal(ContentTree.Of(original, withBookkeeping: true));
        Roundtrip.Refused(altered, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_ElementAddedByAnArchiveAndAcceptedByTheStandard_KeepsIt()
    {
        Reidentifier accepting = Roundtrip.AsArchive.InMode(RecoveryMode.Standard)
            .With(RecoveryPolicy.Default with { AcceptAltered = true });

        byte[] output = Roundtrip.Recover(Alter("element added"), accepting).Output;

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
    public void Recover_OddPixelsPadded_IsTheOriginal()
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(65));
        byte[] padded = ObjectEditor.Open(Roundtrip.Protect(original))
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0010, "OB", [.. RecoverySamples.Octets(65), 0]))).Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(padded);

        output.Should().Equal(original);
        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Original, RecoveryBinding.Bound));
        result.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Recover_GroupLengthsOfTheOriginalInWhatIsRestored_AreLeftOut()
    {
        byte[] altered = RelaidWaveform.ProtectAndLayOutAnew(
            RecoverySamples.Classes["group lengths right and wrong, ExplicitLittleEndian"]());

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered);

        result.Outcome.Should().Be(RecoveryOutcome.Restored);

        using DicomObject file = DicomObject.Read(output);
        file.Elements.Should().NotContain(element => element.Tag.IsGroupLength, "they count octets that are no longer there");
    }

    [Fact]
    public void Recover_FileMetaInformationOfWhatIsRestored_NamesTheOriginal()
    {
        byte[] output = Roundtrip.Recover(RelaidWaveform.ProtectAndLayOutAnew(Original)).Output;

        using DicomObject file = DicomObject.Read(output);
        ElementLocation uid = file.MetaElements.Single(element => element.Tag == Tags.MediaStorageSOPInstanceUID);
        Encoding.ASCII.GetString(output, (int)uid.ValueOffset, (int)uid.ValueLength).TrimEnd('\0').Should().Be(RecoverySamples.Uid);
        file.HasPart10Marker.Should().BeTrue();
    }

    [Fact]
    public void Recover_RepeatedElementsInWhatIsRestored_ComeBackOnce()
    {
        byte[] altered = RelaidWaveform.ProtectAndLayOutAnew(RecoverySamples.Classes["duplicates, ExplicitLittleEndian"]());

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
            "dummy altered" => editor.SetText(0x0010_0010, "PN", "Roe^Richard").Write(),
            "dummy removed" => editor.Remove(0x0010_0020).Write(),
            "VR altered" => editor.Set(ObjectEditor.Parse(DicomBytes.Explicit().Words(0x0028_0106, "US", 0xFFFE))).Write(),
            "private element added" => editor.SetText(0x0011_0010, "LO", "ARCHIVE").Write(),
            "statement altered" => editor.SetText(0x0012_0063, "LO", "by hand").Write(),
            "trailing padding" => [.. editor.Write(), .. new byte[64]],
            _ => editor.Remove(0x0008_0060).Append(DicomBytes.Explicit().Text(0x0008_0060, "CS", "OT")).Write(),
        };
    }
}
