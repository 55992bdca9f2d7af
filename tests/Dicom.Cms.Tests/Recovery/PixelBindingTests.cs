using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An identity belongs to its pixels: (0400,0500) and SOP Instance UID together cannot be moved onto others.</summary>
public sealed class PixelBindingTests
{
    private const uint PixelData = 0x7FE0_0010;

    private static readonly Reidentifier Accepting =
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptAltered = true });

    /// <summary>Own pixels, and what somebody puts in their place.</summary>
    public static IReadOnlyDictionary<string, (byte[] Original, Func<byte[], byte[]> Move)> Moves { get; } =
        new Dictionary<string, (byte[], Func<byte[], byte[]>)>
        {
            ["small pixels"] = (RecoverySamples.OctetImage(RecoverySamples.Octets(64)), Onto(RecoverySamples.Octets(64, seed: 8))),
            ["the last octet"] = (RecoverySamples.OctetImage(new byte[64]), Onto([.. new byte[63], 1])),
            ["the last octet of large pixels"] =
                (RecoverySamples.OctetImage(new byte[(1 << 20) + 10]), Onto([.. new byte[(1 << 20) + 9], 1])),
            ["chunks in another order"] = (
                RecoverySamples.OctetImage([.. Chunk(1), .. Chunk(2)]), Onto([.. Chunk(2), .. Chunk(1)])),
            ["shorter pixels"] = (RecoverySamples.OctetImage(new byte[64]), Onto(new byte[62])),
            ["longer pixels"] = (RecoverySamples.OctetImage(new byte[64]), Onto(new byte[66])),
            ["one more octet behind an even value"] = (RecoverySamples.OctetImage(new byte[64]), Onto(new byte[65])),
            ["longer by a chunk"] = (RecoverySamples.OctetImage(Chunk(1)), Onto([.. Chunk(1), .. Chunk(2)])),
            ["shorter by a chunk"] = (RecoverySamples.OctetImage([.. Chunk(1), .. Chunk(2)]), Onto(Chunk(1))),
            ["no octets at all"] = (RecoverySamples.OctetImage(new byte[64]), Onto([])),
            ["empty pixels filled"] = (RecoverySamples.OctetImage([]), Onto(new byte[64])),
            ["other compressed pixels"] = (
                RecoverySamples.CompressedImage([], new byte[64]),
                file => ObjectEditor.Open(file).Take(RecoverySamples.CompressedImage([], RecoverySamples.Octets(64)), PixelData).Write()),
            ["compressed pixels in other fragments"] = (
                RecoverySamples.CompressedImage([], new byte[64]),
                file => ObjectEditor.Open(file).Take(RecoverySamples.CompressedImage([], new byte[32], new byte[32]), PixelData).Write()),
            ["uncompressed instead of compressed"] = (
                RecoverySamples.CompressedImage([], new byte[64]), Onto(new byte[64])),
            ["pixels taken away"] = (RecoverySamples.Image(), file => ObjectEditor.Open(file).Remove(PixelData).Write()),
            ["waveform instead of waveform"] = (
                RecoverySamples.Head(WireEncoding.ExplicitLittleEndian)
                    .Sequence(0x5400_0100, item => item.Words(0x5400_1010, "OW", 3, 4)).ToFile(),
                file => ObjectEditor.Open(file).Set(ObjectEditor.Parse(DicomBytes.Explicit()
                    .Sequence(0x5400_0100, item => item.Words(0x5400_1010, "OW", 1, 2)))).Write()),
        };

    /// <summary>What somebody adds to an object that had no such pixels, and the tag.</summary>
    private static Dictionary<string, (byte[] Original, Func<byte[], byte[]> Move)> Additions { get; } =
        new()
        {
            ["pixels where there were none"] = (
                RecoverySamples.Head(WireEncoding.ExplicitLittleEndian).ToFile(), Onto(new byte[64])),
            ["double float pixels beside the integer ones"] = (
                RecoverySamples.Image(),
                file =>
                    ObjectEditor.Open(file).Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0009, "OD", new byte[16]))).Write()),
            ["a second Pixel Data"] = (
                RecoverySamples.Image(),
                file =>
                    ObjectEditor.Open(file).Append(
                        DicomBytes.Explicit().Words(PixelData, "OW", RecoverySamples.Words(128, seed: 8))).Write()),
        };

    public static TheoryData<string, uint> AddedPixels => new()
    {
        { "pixels where there were none", PixelData }, { "double float pixels beside the integer ones", 0x7FE0_0009 },
        { "a second Pixel Data", PixelData },
    };

    public static TheoryData<string> Names => [.. Moves.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recover_OntoOtherPixels_IsRefusedInEveryMode(string name)
    {
        (byte[] original, Func<byte[], byte[]> move) = Moves[name];
        byte[] moved = move(Roundtrip.Protect(original));

        foreach (RecoveryMode mode in Enum.GetValues<RecoveryMode>())
        {
            RecoveryException failure = Roundtrip.Refused(moved, Roundtrip.AsArchive.InMode(mode));

            failure.Failure.Should().Be(RecoveryFailure.NotAccepted, $"{mode}");
            failure.Message.Should().Contain(TagOf(name), $"{mode}");
        }
    }

    [Theory]
    [MemberData(nameof(AddedPixels))]
    public void Recover_PixelsAdded_IsTheOriginalWithoutThem(string name, uint tag)
    {
        (byte[] original, Func<byte[], byte[]> move) = Additions[name];
        byte[] moved = move(Roundtrip.Protect(original));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(moved);

        output.Should().Equal(original);
        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Original, RecoveryBinding.Bound));
        result.AlteredAttributes.Select(each => each.Value).Should().Equal(tag);
        result.Warnings.Select(warning => warning.Code).Should().Equal("ClearPartAltered");
        Roundtrip.Refused(moved, Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).Message.Should().Contain(new Tag(tag).ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recover_OntoOtherPixelsAndAccepted_IsRestoredWithAWarning(string name)
    {
        (byte[] original, Func<byte[], byte[]> move) = Moves[name];

        (_, RecoveryResult result) = Roundtrip.Recover(move(Roundtrip.Protect(original)), Accepting);

        (result.Outcome, result.Binding, result.IsOriginal).Should().Be((RecoveryOutcome.Restored, RecoveryBinding.Mismatch, false));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "BulkValueAltered", "ClearPartAltered");
        result.AlteredAttributes.Select(tag => tag.ToString()).Should().Equal(TagOf(name));
    }

    [Fact]
    public void Recover_WholeObjectsSwapped_IsRefused()
    {
        byte[] jane = Roundtrip.Protect(RecoverySamples.Image()), john = Roundtrip.Protect(RecoverySamples.OctetImage(new byte[256]));

        byte[] moved = ObjectEditor.Open(john).Take(jane, 0x0400_0500, 0x0008_0018).Write();

        Roundtrip.Refused(moved).Message.Should().Contain("(7FE0,0010)");
    }

    [Fact]
    public void Recover_WithoutPixelBinding_RestoresWithAWarning()
    {
        byte[] unbound = Roundtrip.Protect(RecoverySamples.OctetImage(new byte[64]), Roundtrip.Builder().WithoutPixelBinding().Build());

        (byte[] untouched, RecoveryResult result) = Roundtrip.Recover(unbound);
        RecoveryResult sameLength = Roundtrip.Recover(Onto(RecoverySamples.Octets(64))(unbound)).Result;
        RecoveryResult otherLength = Roundtrip.Recover(Onto(new byte[10])(unbound)).Result;

        untouched.Should().Equal(RecoverySamples.OctetImage(new byte[64]), "everything fits");
        result.Warnings.Select(warning => warning.Code).Should().Equal("PixelsNotBound");
        sameLength.Warnings.Select(warning => warning.Code).Should().Equal("PixelsNotBound");
        otherLength.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "PixelsNotBound");
        new[] { result, sameLength, otherLength }.Should().OnlyContain(each => each.Outcome == RecoveryOutcome.Restored, "nobody knows");
        Roundtrip.Refused(unbound, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_WithoutPixelBindingAndWithoutPixels_IsTheOriginal()
    {
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian).ToFile();

        (byte[] output, RecoveryResult result) =
            Roundtrip.Recover(Roundtrip.Protect(original, Roundtrip.Builder().WithoutPixelBinding().Build()));

        output.Should().Equal(original);
        (result.Outcome, result.Warnings.Count).Should().Be((RecoveryOutcome.Original, 0));
    }

    [Fact]
    public void Recover_ALargeValueThatIsNoImageAltered_IsRefusedUnlessAccepted()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Classes["a large value in clear"]());
        DataElement palette = ObjectEditor.Open(protectedObject)[0x0028_1201];
        byte[] altered = ObjectEditor.Open(protectedObject).Set(palette.WithValue(new byte[palette.Value.Length])).Write();

        Roundtrip.Refused(altered).Message.Should().Contain("(0028,1201)");
        RecoveryResult result = Roundtrip.Recover(altered, Accepting).Result;

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Restored, RecoveryBinding.Bound));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotOriginal", "BulkValueAltered", "ClearPartAltered");
        result.Warnings[1].Text.Should().Contain("(0028,1201)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recover_ALargeValueThatIsNoImageAddedOnceMore_IsTheOriginalWithoutIt(bool isTheSame)
    {
        byte[] original = RecoverySamples.Classes["a large value in clear"](), protectedObject = Roundtrip.Protect(original);
        byte[] palette = ObjectEditor.Open(protectedObject)[0x0028_1201].Value.ToArray();
        byte[] added = ObjectEditor.Open(protectedObject)
            .Append(DicomBytes.Explicit().Bytes(0x0028_1201, "OW", isTheSame ? palette : new byte[palette.Length])).Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(added, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly));

        output.Should().Equal(original);
        result.AlteredAttributes.Select(tag => tag.Value).Should().Equal(0x0028_1201);
    }

    private static string TagOf(string name) => name.StartsWith("waveform", StringComparison.Ordinal) ? "(5400,0100)" : "(7FE0,0010)";

    private static Func<byte[], byte[]> Onto(byte[] pixels) => file => ObjectEditor.Open(file)
        .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(PixelData, "OB", pixels))).Write();

    private static byte[] Chunk(byte fill) => [.. Enumerable.Repeat(fill, 1 << 20)];
}
