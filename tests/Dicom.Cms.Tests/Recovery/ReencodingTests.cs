using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An archive gave the object another uncompressed Transfer Syntax: every value comes back, the file does not.</summary>
public sealed class ReencodingTests
{
    public static TheoryData<WireEncoding, string> Ways
    {
        get
        {
            TheoryData<WireEncoding, string> ways = [];
            foreach (WireEncoding from in Enum.GetValues<WireEncoding>())
            {
                foreach (DataSetEncoding to in Encodings.Where(to => to.TransferSyntaxUid != DicomBytes.UidOf(from)))
                    ways.Add(from, to.TransferSyntaxUid);
            }

            return ways;
        }
    }

    private static DataSetEncoding[] Encodings =>
        [DataSetEncoding.ImplicitLittleEndian, DataSetEncoding.ExplicitLittleEndian, DataSetEncoding.ExplicitBigEndian];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_WordsReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) =>
        ShouldBeRestored(RecoverySamples.Image(from), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_OctetsReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) =>
        ShouldBeRestored(RecoverySamples.OctetImage(RecoverySamples.Octets(66), from), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_PixelsOfSeveralChunksReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) =>
        ShouldBeRestored(RecoverySamples.Head(from).Bytes(0x7FE0_0010, "OW", RecoverySamples.Octets((2 << 20) + 6)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_FloatPixelsReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) =>
        ShouldBeRestored(RecoverySamples.Head(from).Bytes(0x7FE0_0008, "OF", RecoverySamples.Octets(64)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_DoubleFloatPixelsReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) =>
        ShouldBeRestored(RecoverySamples.Head(from).Bytes(0x7FE0_0009, "OD", RecoverySamples.Octets(64)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_WaveformReencoded_IsRestoredWithEveryValue(WireEncoding from, string to) => ShouldBeRestored(
        RecoverySamples.Head(from).UndefinedSequence(0x5400_0100,
            item => item.Words(0x5400_1004, "US", 16).Words(0x5400_1010, "OW", 1, 2, 3)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_NestedAndPrivateValuesReencoded_IsRestoredWithEveryValue(WireEncoding from, string to)
    {
        foreach (string name in new[] { $"25 deep, {from}", $"empty sequences, {from}", $"group lengths right and wrong, {from}",
            $"odd lengths, {from}" })
        {
            ShouldBeRestored(RecoverySamples.Classes[name](), to);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_ReencodedAndPadded_IsRestoredWithEveryValue(WireEncoding from, string to)
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(65), from);
        byte[] sent = ObjectEditor.Open(Roundtrip.Protect(original))
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0010, "OB", [.. RecoverySamples.Octets(65), 0])))
            .Write(Encodings.Single(encoding => encoding.TransferSyntaxUid == to));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

        ContentTree.Of(output).Should().Equal(ContentTree.Of(original));
        result.Outcome.Should().Be(RecoveryOutcome.Restored);
    }

    [Fact]
    public void Recover_ReencodedThereAndBack_IsTheOriginal()
    {
        byte[] original = RecoverySamples.Image();
        byte[] implicitObject = ObjectEditor.Open(Roundtrip.Protect(original)).Write(DataSetEncoding.ExplicitBigEndian);

        byte[] back = ObjectEditor.Open(implicitObject).Write(DataSetEncoding.ExplicitLittleEndian);

        Roundtrip.Recover(back).Output.Should().Equal(original, "every byte of the data set is as it was again");
    }

    [Fact]
    public void Recover_InflatedOnItsWay_IsRestoredUninflated()
    {
        byte[] original = RecoverySamples.Classes["deflated"](), protectedObject = Roundtrip.Protect(original);
        byte[] inflated = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. ObjectEditor.Open(protectedObject)
            .Write(DataSetEncoding.ExplicitLittleEndian).AsSpan(DicomBytes.Prefix("1.2.840.10008.1.2.1.99").Length)];

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(inflated);

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.Of(output).Should().Equal(ContentTree.Of(original));
    }

    [Fact]
    public void Recover_DeflatedOnItsWay_IsRestoredDeflated()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original);
        DicomBytes dataSet = DicomBytes.Explicit().Raw(protectedObject[PrefixLengthOf(protectedObject)..]);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            Roundtrip.Deflate(dataSet, System.IO.Compression.CompressionLevel.Optimal));

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        using DicomObject file = DicomObject.Read(output);
        file.IsDeflated.Should().BeTrue();
        ContentTree.Of(output).Should().Equal(ContentTree.Of(original));
    }

    [Fact]
    public void Recover_WhatOnlyTheOriginalEncodingCarries_IsNamedWhenItDoesNotComeBack()
    {
        byte[] original = RecoverySamples.Classes["unknown VR"]();
        byte[] sent = ObjectEditor.Open(Roundtrip.Protect(original)).Write(DataSetEncoding.ImplicitLittleEndian);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.LineOf(output, 0x0010_0010).Should().BeNull();
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "NotPutBack");
        result.Warnings[1].Text.Should().Contain("(0010,0010)");
    }

    private static void ShouldBeRestored(byte[] original, string to)
    {
        DataSetEncoding encoding = Encodings.Single(encoding => encoding.TransferSyntaxUid == to);
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] sent = ObjectEditor.Open(Roundtrip.Protect(original, Roundtrip.Builder(suite).Build())).Write(encoding);

            (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

            (result.Outcome, result.IsOriginal, result.Binding).Should().Be((RecoveryOutcome.Restored, false, RecoveryBinding.Bound));
            result.Warnings.Select(warning => warning.Code)
                .Should().Equal(suite.IsAuthenticated ? ["NotOriginal"] : ["NotOriginal", "NotAuthenticated"]);
            result.Integrity.Should().Be(suite.IsAuthenticated ? RecoveryIntegrity.Authenticated : RecoveryIntegrity.NotProtected);
            ContentTree.Of(output, withBookkeeping: true).Should().Equal(ContentTree.Of(original, withBookkeeping: true));
            using DicomObject file = DicomObject.Read(output);
            (file.TransferSyntax.Uid, file.DeclaredTransferSyntax!.Uid, file.IsAscending).Should().Be((to, to, true));
            Roundtrip.Refused(sent, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure.Should().Be(RecoveryFailure.NotAccepted);
        }
    }

    private static int PrefixLengthOf(byte[] bytes)
    {
        using DicomObject file = DicomObject.Read(bytes);
        return (int)file.PrefixLength;
    }
}
