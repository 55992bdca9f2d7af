using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>Paths, streams that seek and streams that do not, files in memory; waiting and not: one result.</summary>
public sealed class RecoveryEndpointTests
{
    private static readonly byte[] Original = RecoverySamples.OctetImage(RecoverySamples.Octets(1_200_001));
    private static readonly byte[] Protected = Roundtrip.Protect(Original);

    [Fact]
    public void Recover_Paths_GivesTheOriginal()
    {
        using ScratchFolder folder = new();
        string original = folder.Write("original.dcm", Original), output = folder.PathOf("output.dcm"),
            protectedPath = folder.PathOf("protected.dcm");

        Roundtrip.ForArchive.Protect(original, protectedPath);
        RecoveryResult result = Roundtrip.AsArchive.Recover(protectedPath, output);

        result.IsOriginal.Should().BeTrue();
        File.ReadAllBytes(output).Should().Equal(Original);
        folder.Names.Should().Equal("original.dcm", "output.dcm", "protected.dcm");
    }

    [Fact]
    public async Task RecoverAsync_Paths_GivesTheOriginal()
    {
        using ScratchFolder folder = new();
        string original = folder.Write("original.dcm", Original), output = folder.PathOf("output.dcm"),
            protectedPath = folder.PathOf("protected.dcm");

        await Roundtrip.ForArchive.ProtectAsync(original, protectedPath);
        RecoveryResult result = await Roundtrip.AsArchive.RecoverAsync(protectedPath, output);

        result.IsOriginal.Should().BeTrue();
        File.ReadAllBytes(output).Should().Equal(Original);
    }

    [Fact]
    public void Recover_OneWayStreams_GivesTheOriginal()
    {
        using MemoryStream protectedBytes = new(), output = new();

        Roundtrip.ForArchive.Protect(OneWayStream.From(Original), new OneWayStream(protectedBytes, isReadable: false));
        Roundtrip.AsArchive.Recover(OneWayStream.From(protectedBytes.ToArray()), new OneWayStream(output, isReadable: false));

        output.ToArray().Should().Equal(Original);
    }

    [Fact]
    public async Task RecoverAsync_OneWayStreams_GivesTheOriginal()
    {
        using MemoryStream protectedBytes = new(), output = new();

        await Roundtrip.ForArchive.ProtectAsync(OneWayStream.From(Original), new OneWayStream(protectedBytes, isReadable: false));
        await Roundtrip.AsArchive.RecoverAsync(OneWayStream.From(protectedBytes.ToArray()), new OneWayStream(output, isReadable: false));

        output.ToArray().Should().Equal(Original);
    }

    [Fact]
    public void Recover_StreamsInTheMiddle_StartsWhereTheyStand()
    {
        using MemoryStream input = new([1, 2, 3, .. Protected]), output = new();
        input.Position = 3;
        output.WriteByte(9);

        Roundtrip.AsArchive.Recover(input, output);

        output.ToArray().Should().Equal([9, .. Original]);
    }

    [Fact]
    public void Recover_AnOutputBeyondWhatStaysInMemory_GivesTheOriginal()
    {
        byte[] large = RecoverySamples.OctetImage(RecoverySamples.Octets(17 << 20));
        using MemoryStream protectedBytes = new(), output = new();

        Roundtrip.ForArchive.Protect(new MemoryStream(large), protectedBytes);
        protectedBytes.Position = 0;
        Roundtrip.AsArchive.Recover(protectedBytes, output);

        output.ToArray().AsSpan().SequenceEqual(large).Should().BeTrue();
    }

    [Theory]
    [InlineData("explicit little endian")]
    [InlineData("deflated, octets behind")]
    public void Recover_FileInMemory_GivesTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();
        using DicomObject file = DicomObject.Read(original);
        using DicomObject protectedFile = Roundtrip.ForArchive.Protect(file).Object;

        (DicomObject recovered, RecoveryResult result) = Roundtrip.AsArchive.Recover(protectedFile);

        result.IsOriginal.Should().BeTrue();
        Roundtrip.ShouldBeOriginal(recovered.Source.ReadRange(0, (int)recovered.Source.Length).ToArray(), original);
        recovered.Elements.Count.Should().Be(file.Elements.Count);
    }

    [Fact]
    public async Task RecoverAsync_KeyServiceThatAnswersLater_GivesTheOriginal()
    {
        using CountingKeyService service = new();
        using Envelopes.RecipientKey key = service.NewKey();
        using MemoryStream output = new();

        await Reidentifier.WithKeys(key).RecoverAsync(new MemoryStream(Protected), output);

        output.ToArray().Should().Equal(Original);
        Roundtrip.Recover(Protected, key).Output.Should().Equal(Original, "the synchronous call waits");
        service.Operations.Should().Be(2);
    }

    [Fact]
    public void Recover_ByManyThreadsAtOnce_GivesTheOriginalToEach()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original);

        Parallel.For(0, 32, _ => Roundtrip.Recover(protectedObject).Output.Should().Equal(original));
    }

    [Fact]
    public void Recover_NoArguments_IsTheCallersMistake()
    {
        using MemoryStream stream = new(Protected);
        Action[] mistakes =
        [
            () => Reidentifier.WithKeys(), () => Reidentifier.WithKeys(null!), () => Roundtrip.AsArchive.With(null!),
            () => Roundtrip.AsArchive.Recover("", "x"), () => Roundtrip.AsArchive.Recover("x", ""),
            () => Roundtrip.AsArchive.Recover(null!, stream), () => Roundtrip.AsArchive.Recover(stream, null!),
            () => Roundtrip.AsArchive.Recover((DicomObject)null!),
        ];

        mistakes.Should().AllSatisfy(mistake => mistake.Should().Throw<ArgumentException>());
    }
}
