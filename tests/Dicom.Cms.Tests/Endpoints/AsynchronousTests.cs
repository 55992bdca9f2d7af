using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>What the asynchronous methods owe who calls them: a web server whose streams must be awaited, a user interface that must go on.</summary>
public sealed class AsynchronousTests
{
    private static readonly byte[] s_original = RecoverySamples.OctetImage(RecoverySamples.Octets(1_200_001));
    private static readonly byte[] s_protected = Roundtrip.Protect(s_original);

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    // Each of them once, from what is protected or to be.
    private static readonly Dictionary<string, Func<ScratchFolder, CancellationToken, Task>> s_calls = new()
    {
        ["protect streams"] = (_, token) => Roundtrip.ForArchive.ProtectAsync(new MemoryStream(s_original), new MemoryStream(), token),
        ["protect files"] = (folder, token) => Roundtrip.ForArchive.ProtectAsync(folder.Write("in", s_original), folder.PathOf("out"), token),
        ["protect in memory"] = (_, token) => Roundtrip.ForArchive.ProtectAsync(DicomFile.Read(s_original), token),
        ["recover streams"] = (_, token) => Roundtrip.AsArchive.RecoverAsync(new MemoryStream(s_protected), new MemoryStream(), token),
        ["recover files"] = (folder, token) => Roundtrip.AsArchive.RecoverAsync(folder.Write("in", s_protected), folder.PathOf("out"), token),
        ["recover in memory"] = (_, token) => Roundtrip.AsArchive.RecoverAsync(DicomFile.Read(s_protected), token),
        ["rewrap streams"] = (_, token) => Rewraps.ToRegistry.RewrapAsync(new MemoryStream(s_protected), new MemoryStream(), token),
        ["rewrap files"] = (folder, token) => Rewraps.ToRegistry.RewrapAsync(folder.Write("in", s_protected), folder.PathOf("out"), token),
        ["verify a file"] = (folder, token) => ProtectionVerifier.ByClaim.VerifyAsync(folder.Write("in", s_protected), cancellationToken: token),
        ["verify in memory"] = (_, token) => ProtectionVerifier.ByClaim.VerifyAsync(DicomFile.Read(s_protected), name: null, token),
    };

    [Theory]
    [InlineData(1_200_001)]
    [InlineData(17 << 20)]
    public async Task EveryStreamMethod_StreamsThatMustBeAwaited_AwaitsThem(int pixels)
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(pixels));
        using MemoryStream protectedBytes = new(), rewrapped = new(), recovered = new();

        await Roundtrip.ForArchive.ProtectAsync(new AsyncOnlyStream(new MemoryStream(original)), new AsyncOnlyStream(protectedBytes));
        protectedBytes.Position = 0;
        await Rewraps.ToRegistry.RewrapAsync(new AsyncOnlyStream(protectedBytes), new AsyncOnlyStream(rewrapped));
        rewrapped.Position = 0;
        await Reidentifier.WithKeys(RecoveryKeys.RegistryKey).RecoverAsync(new AsyncOnlyStream(rewrapped), new AsyncOnlyStream(recovered));

        recovered.ToArray().AsSpan().SequenceEqual(original).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryMethod_CallerWithAThreadOfItsOwn_DoesNotComeBackToIt(string call)
    {
        using ScratchFolder folder = new();
        CallersContext context = new();

        await context.Start(() => s_calls[call](folder, CancellationToken.None));

        context.Posts.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryMethod_Cancelled_LeavesNothing(string call)
    {
        using ScratchFolder folder = new();

        Func<Task> work = () => s_calls[call](folder, new CancellationToken(canceled: true));

        await work.Should().ThrowAsync<OperationCanceledException>();
        folder.Names.Should().NotContain("out");
    }

    [Fact]
    public async Task RecoverAsync_OutputThatFails_SaysWhy()
    {
        Func<Task> recovery = () => Roundtrip.AsArchive.RecoverAsync(new MemoryStream(s_protected), OneWayStream.From([]));

        await recovery.Should().ThrowAsync<NotSupportedException>();
    }

    /// <summary>A context like that of a user interface; counts what is posted to it.</summary>
    private sealed class CallersContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public Task Start(Func<Task> call)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                return call();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
