using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Items of other software: PS3.15 E.1.2 to the letter.</summary>
public sealed class ForeignItemTests
{
    private static readonly Action<DicomBytes> Identity = item => item.Text(0x0008_0018, "UI", "1.2.3").Text(0x0010_0010, "PN", "Doe^Jane");

    [Theory]
    [InlineData("authenticated", RecoveryIntegrity.Authenticated)]
    [InlineData("oaep", RecoveryIntegrity.NotProtected)]
    [InlineData("conformant", RecoveryIntegrity.NotProtected)]
    public void Recover_AForeignItem_IsStandardAndUnbound(string suite, RecoveryIntegrity integrity)
    {
        byte[] foreign = ForeignItem.Object(ForeignItem.Of(Identity, EnvelopeSuite.All.Single(each => each.Name == suite)));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.Outcome.Should().Be(RecoveryOutcome.Standard);
        result.Binding.Should().Be(RecoveryBinding.NoRecord);
        result.Integrity.Should().Be(integrity);
        result.Purposes.Should().BeEmpty();
        result.Warnings.Select(warning => warning.Code).Should().Equal(
            integrity == RecoveryIntegrity.NotProtected ? ["NotBound", "NotAuthenticated"] : ["NotBound"]);
        ContentTree.LineOf(output, 0x0012_0062).Should().Be("(0012,0062)=" + Convert.ToHexString("NO"u8));
        ContentTree.LineOf(output, 0x0012_0063).Should().BeNull();
        ContentTree.LineOf(output, 0x0012_0064).Should().BeNull();
        ContentTree.LineOf(output, 0x0400_0500).Should().BeNull();
    }

    [Fact]
    public void Recover_AForeignItem_WritesFileMetaInformationOfTheRecoveredObject()
    {
        byte[] output = Roundtrip.Recover(ForeignItem.Object(ForeignItem.Of(Identity))).Output;

        using DicomObject file = DicomObject.Read(output);
        ElementLocation uid = file.MetaElements.Single(element => element.Tag == Tags.MediaStorageSOPInstanceUID);
        output.AsSpan((int)uid.ValueOffset, (int)uid.ValueLength).TrimEnd((byte)0).SequenceEqual("1.2.3"u8).Should().BeTrue();
        file.DeclaredTransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
        file.IsAscending.Should().BeTrue();
    }

    [Fact]
    public void Recover_RequireBound_RefusesForeignItems()
    {
        byte[] foreign = ForeignItem.Object(ForeignItem.Of(Identity));

        RecoveryException failure = Roundtrip.Refused(
            foreign, Roundtrip.AsArchive.With(RecoveryPolicy.Default with { RequireBound = true }));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_RequireBound_AcceptsOurs()
    {
        byte[] original = RecoverySamples.Image();

        Roundtrip.Recover(Roundtrip.Protect(original),
            Roundtrip.AsArchive.With(RecoveryPolicy.Default with { RequireBound = true })).Output.Should().Equal(original);
    }

    [Theory]
    [InlineData("explicit little endian")]
    [InlineData("implicit little endian")]
    [InlineData("explicit big endian")]
    [InlineData("deflated")]
    public void Recover_WithoutRestorationRecord_GivesEveryValueAndNotTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();
        byte[] protectedObject = Roundtrip.Protect(original, Roundtrip.Builder().WithoutRestorationRecord().Build());

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject);

        ContentTree.Of(output).Should().Equal(ContentTree.Of(original));
        (result.Outcome, result.Binding, result.IsOriginal).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.NoRecord, false));
        Roundtrip.Refused(protectedObject, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure
            .Should().Be(RecoveryFailure.NotAccepted);
    }

    public static TheoryData<string, byte[]> NoDataSets => new()
    {
        { "empty", [] },
        { "noise", RecoverySamples.Octets(200) },
        { "no (0400,0550)", DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").ToArray() },
        { "no Item", DicomBytes.Explicit().Sequence(0x0400_0550).ToArray() },
        { "two Items", DicomBytes.Explicit().Sequence(0x0400_0550, Identity, Identity).ToArray() },
        { "(0400,0550) twice", DicomBytes.Explicit().Sequence(0x0400_0550, Identity).Sequence(0x0400_0550, Identity).ToArray() },
        { "cut off", DicomBytes.Explicit().Sequence(0x0400_0550, Identity).ToArray()[..^3] },
        { "a tag twice", ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0010, "PN", "Doe^Jane")) },
        { "File Meta Information", ForeignItem.Plaintext(item => item.Text(0x0002_0010, "UI", "1.2.840.10008.1.2")) },
        { "a delimitation", ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane").Delimiter(0xFFFE_E0DD, 0)) },
    };

    [Theory]
    [MemberData(nameof(NoDataSets))]
    public void Recover_APlaintextThatIsNoDataSet_LooksLikeAWrongKey(string name, byte[] plaintext)
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            RecoveryException failure = Roundtrip.Refused(ForeignItem.Object(ForeignItem.Item(ForeignItem.Envelope(plaintext, suite))));

            failure.Failure.Should().Be(RecoveryFailure.NotAuthentic, name);
            failure.Message.Should().Be(new RecoveryException().Message, name);
            failure.InnerException.Should().BeNull("an inner exception would tell more");
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2", WireEncoding.ImplicitLittleEndian)]
    [InlineData("1.2.840.10008.1.2.2", WireEncoding.ExplicitBigEndian)]
    [InlineData("", WireEncoding.ExplicitLittleEndian)]
    public void Recover_APlaintextInAnyEncoding_IsRead(string syntax, WireEncoding encoding)
    {
        byte[] plaintext = DicomBytes.In(encoding).Sequence(0x0400_0550, item => item.Words(0x0028_0010, "US", 258)).ToArray();

        byte[] output = Roundtrip.Recover(ForeignItem.Object(ForeignItem.Item(ForeignItem.Envelope(plaintext), syntax))).Output;

        ContentTree.LineOf(output, 0x0028_0010).Should().Be("(0028,0010)=0201");
    }

    [Fact]
    public void Recover_APlaintextSaidToBeDeflatedThatIsNot_LooksLikeAWrongKey()
    {
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(Identity));

        Roundtrip.Refused(ForeignItem.Object(ForeignItem.Item(envelope, "1.2.840.10008.1.2.1.99"))).Failure
            .Should().Be(RecoveryFailure.NotAuthentic);
    }

    [Fact]
    public void Recover_CompressedPixelsIntoAnUncompressedObject_IsRefused()
    {
        byte[] foreign = ForeignItem.Object(ForeignItem.Item(
            ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Fragments([], [1, 2]))), "1.2.840.10008.1.2.4.50"));

        Roundtrip.Refused(foreign).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }
}
