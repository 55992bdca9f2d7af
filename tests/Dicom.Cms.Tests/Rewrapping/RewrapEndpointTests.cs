using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>Files, streams and memory; many at once; large ones.</summary>
public sealed class RewrapEndpointTests
{
    private static readonly byte[] s_original = RecoverySamples.Image();
    private static readonly byte[] s_protected = Roundtrip.Protect(s_original);

    [Fact]
    public async Task Rewrap_EveryEndpoint_GivesTheSame()
    {
        using ScratchFolder scratch = new();
        string input = scratch.Write("in.dcm", s_protected);
        using MemoryStream output = new();

        await Rewraps.ToRegistry.RewrapAsync(input, scratch.PathOf("a.dcm"));
        Rewraps.ToRegistry.Rewrap(input, scratch.PathOf("b.dcm"));
        await Rewraps.ToRegistry.RewrapAsync(new OneWayStream(new MemoryStream(s_protected), isReadable: true), output);
        using DicomObject file = DicomObject.Read(s_protected);
        (DicomObject inMemory, RewrapResult result) = Rewraps.ToRegistry.Rewrap(file);

        result.ItemsChanged.Should().Be(1);
        byte[][] outputs =
        [
            File.ReadAllBytes(scratch.PathOf("a.dcm")), File.ReadAllBytes(scratch.PathOf("b.dcm")), output.ToArray(),
            inMemory.Source.ReadRange(0, (int)inMemory.Source.Length).ToArray(),
        ];
        foreach (byte[] rewrapped in outputs) Roundtrip.Recover(rewrapped, RecoveryKeys.RegistryKey).Output.Should().Equal(s_original);
        scratch.Names.Should().Equal("a.dcm", "b.dcm", "in.dcm");
    }

    [Fact]
    public void Rewrap_OntoItself_IsRefused()
    {
        using ScratchFolder scratch = new();
        string input = scratch.Write("in.dcm", s_protected);

        Rewraps.ToRegistry.Invoking(rewrapper => rewrapper.Rewrap(input, input)).Should().Throw<ArgumentException>();

        File.ReadAllBytes(input).Should().Equal(s_protected);
    }

    [Fact]
    public void Rewrap_Refused_LeavesNothingBehind()
    {
        using ScratchFolder scratch = new();
        string input = scratch.Write("in.dcm", s_protected);
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.TrialKey).Add(RecoveryKeys.Registry).Build();

        rewrapper.Invoking(rewrapper => rewrapper.Rewrap(input, scratch.PathOf("out.dcm"))).Should().Throw<RecoveryException>();

        scratch.Names.Should().Equal("in.dcm");
    }

    [Fact]
    public async Task Rewrap_OneObjectOnManyThreads_IsSafe()
    {
        using ScratchFolder scratch = new();
        string input = scratch.Write("in.dcm", s_protected);

        await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (number, token) =>
            (await Rewraps.ToRegistry.RewrapAsync(input, scratch.PathOf($"{number}.dcm"), token)).ItemsChanged.Should().Be(1));

        foreach (string name in scratch.Names.Where(name => name != "in.dcm"))
            Roundtrip.Recover(File.ReadAllBytes(scratch.PathOf(name)), RecoveryKeys.RegistryKey).Output.Should().Equal(s_original);
    }

    [Fact]
    public void Rewrap_LargePixels_AreCopiedAndNotHeld()
    {
        using ScratchFolder scratch = new();
        string input = scratch.Write("in.dcm", Roundtrip.Protect(RecoverySamples.OctetImage(new byte[48 << 20])));
        Rewraps.ToRegistry.Rewrap(input, scratch.PathOf("warm.dcm"));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Rewraps.ToRegistry.Rewrap(input, scratch.PathOf("out.dcm"));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
        new FileInfo(scratch.PathOf("out.dcm")).Length.Should().BeGreaterThan(48 << 20);
    }

    [Fact]
    public async Task Rewrap_KeyService_IsAskedOnceForAnItem()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        using MemoryStream output = new();

        await Rewrapper.WithKeys(key).Add(RecoveryKeys.Registry).Build().RewrapAsync(new MemoryStream(s_protected), output);

        service.Operations.Should().Be(1);
    }
}
