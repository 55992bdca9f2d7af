using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An archive gave the object another uncompressed Transfer Syntax: the file comes back byte for byte.</summary>
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
    public void Recover_WordsReencoded_IsTheOriginal(WireEncoding from, string to) =>
        ShouldComeBack(RecoverySamples.Image(from), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_OctetsReencoded_IsTheOriginal(WireEncoding from, string to) =>
        ShouldComeBack(RecoverySamples.OctetImage(RecoverySamples.Octets(66), from), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_PixelsOfSeveralChunksReencoded_IsTheOriginal(WireEncoding from, string to) =>
        ShouldComeBack(RecoverySamples.Head(from).Bytes(0x7FE0_0010, "OW", RecoverySamples.Octets((2 << 20) + 6)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_FloatPixelsReencoded_IsTheOriginal(WireEncoding from, string to) =>
        ShouldComeBack(RecoverySamples.Head(from).Bytes(0x7FE0_0008, "OF", RecoverySamples.Octets(64)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_DoubleFloatPixelsReencoded_IsTheOriginal(WireEncoding from, string to) =>
        ShouldComeBack(RecoverySamples.Head(from).Bytes(0x7FE0_0009, "OD", RecoverySamples.Octets(64)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_WaveformReencoded_IsTheOriginal(WireEncoding from, string to) => ShouldComeBack(
        RecoverySamples.Head(from).UndefinedSequence(0x5400_0100,
            item => item.Words(0x5400_1004, "US", 16).Words(0x5400_1010, "OW", 1, 2, 3)).ToFile(), to);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_NestedAndPrivateValuesReencoded_IsTheOriginal(WireEncoding from, string to)
    {
        foreach (string name in new[] { $"25 deep, {from}", $"empty sequences, {from}", $"group lengths right and wrong, {from}",
            $"odd lengths, {from}" })
        {
            ShouldComeBack(RecoverySamples.Classes[name](), to);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_ReencodedAndPadded_IsTheOriginal(WireEncoding from, string to)
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(65), from);
        byte[] sent = ObjectEditor.Open(Roundtrip.Protect(original))
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0010, "OB", [.. RecoverySamples.Octets(65), 0])))
            .Write(Encodings.Single(encoding => encoding.TransferSyntaxUid == to));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

        output.Should().Equal(original);
        result.Outcome.Should().Be(RecoveryOutcome.Original);
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
    public void Recover_InflatedOnItsWay_IsTheOriginal()
    {
        byte[] original = RecoverySamples.Classes["deflated"](), protectedObject = Roundtrip.Protect(original);
        byte[] inflated = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. ObjectEditor.Open(protectedObject)
            .Write(DataSetEncoding.ExplicitLittleEndian).AsSpan(DicomBytes.Prefix("1.2.840.10008.1.2.1.99").Length)];

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(inflated);

        output.Should().Equal(original, "the deflate stream too");
        (result.Outcome, result.AlteredAttributes.Count).Should().Be((RecoveryOutcome.Original, 0));
    }

    [Fact]
    public void Recover_DeflatedOnItsWay_IsTheOriginal()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original);
        DicomBytes dataSet = DicomBytes.Explicit().Raw(protectedObject[PrefixLengthOf(protectedObject)..]);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            Roundtrip.Deflate(dataSet, System.IO.Compression.CompressionLevel.Optimal));

        output.Should().Equal(original);
        (result.Outcome, result.AlteredAttributes.Count).Should().Be((RecoveryOutcome.Original, 0));
    }

    [Fact]
    public void Recover_LaidOutAnewAndDeflatedOnItsWay_IsRestoredDeflated()
    {
        byte[] original = RelaidWaveform.AddTo(RecoverySamples.Image());
        byte[] sent = RelaidWaveform.LayOutAnew(Roundtrip.Protect(original)).Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(Roundtrip.Deflate(
            DicomBytes.Explicit().Raw(sent[PrefixLengthOf(sent)..]), System.IO.Compression.CompressionLevel.Optimal));

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        using DicomObject file = DicomObject.Read(output);
        file.IsDeflated.Should().BeTrue();
        ContentTree.Of(output, withBookkeeping: true).Should().Equal(ContentTree.Of(original, withBookkeeping: true));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Recover_LaidOutAnewAndReencoded_IsRestoredInThePresentEncoding(WireEncoding from, string to)
    {
        byte[] original = RelaidWaveform.AddTo(RecoverySamples.Image(from));
        byte[] sent = RelaidWaveform.LayOutAnew(Roundtrip.Protect(original))
            .Write(Encodings.Single(encoding => encoding.TransferSyntaxUid == to));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

        (result.Outcome, result.Binding, result.AlteredAttributes.Count).Should().Be((RecoveryOutcome.Restored, RecoveryBinding.Bound, 0));
        ContentTree.Of(output, withBookkeeping: true).Should().Equal(ContentTree.Of(original, withBookkeeping: true));
        using DicomObject file = DicomObject.Read(output);
        (file.TransferSyntax.Uid, file.DeclaredTransferSyntax!.Uid, file.IsAscending).Should().Be((to, to, true));
    }

    [Fact]
    public void Recover_WhatOnlyTheOriginalEncodingCarries_IsNamedWhenItDoesNotComeBack()
    {
        byte[] original = RecoverySamples.Classes["unknown VR"](), withWaveform = RelaidWaveform.AddTo(original);
        byte[] sent = RelaidWaveform.LayOutAnew(Roundtrip.Protect(withWaveform)).Write(DataSetEncoding.ImplicitLittleEndian);

        Roundtrip.Recover(ObjectEditor.Open(Roundtrip.Protect(original)).Write(DataSetEncoding.ImplicitLittleEndian)).Output
            .Should().Equal(original);
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.LineOf(output, 0x0010_0010).Should().BeNull();
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "NotPutBack");
        result.Warnings[1].Text.Should().Contain("(0010,0010)");
    }

    private static void ShouldComeBack(byte[] original, string to)
    {
        DataSetEncoding encoding = Encodings.Single(encoding => encoding.TransferSyntaxUid == to);
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] sent = ObjectEditor.Open(Roundtrip.Protect(original, Roundtrip.Builder(suite).Build())).Write(encoding);

            (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent);

            output.AsSpan().SequenceEqual(original).Should().BeTrue($"byte for byte, {suite.Name}");
            (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Original, RecoveryBinding.Bound));
            result.Warnings.Should().BeEmpty();
            result.AlteredAttributes.Should().BeEmpty();
            result.Integrity.Should().Be(suite.IsAuthenticated ? RecoveryIntegrity.Authenticated : RecoveryIntegrity.DigestOnly);
            Roundtrip.Recover(sent, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Result.IsOriginal.Should().BeTrue();
        }
    }

    private static int PrefixLengthOf(byte[] bytes)
    {
        using DicomObject file = DicomObject.Read(bytes);
        return (int)file.PrefixLength;
    }
}
