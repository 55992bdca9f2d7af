using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What the asynchronous methods owe who calls them: a web server whose streams must be awaited, a user interface that must
/// go on.</summary>
public sealed class AsynchronousTests
{
    private const int BeyondMemory = 17 << 20;

    private static readonly byte[] s_original = RecoverySamples.OctetImage(RecoverySamples.Octets(1_200_001));
    private static readonly byte[] s_protected = Roundtrip.Protect(s_original);

    // Each of them, ready to be called.
    private static readonly Dictionary<string, Func<ScratchFolder, Func<CancellationToken, Task>>> s_calls = new()
    {
        ["protect streams"] = _ => token => Roundtrip.ForArchive.ProtectAsync(new MemoryStream(s_original), new MemoryStream(), token),
        ["protect files"] = folder => Files(folder, s_original, Roundtrip.ForArchive.ProtectAsync),
        ["protect in memory"] = _ => InMemory(s_original, Roundtrip.ForArchive.ProtectAsync),
        ["recover streams"] = _ => token => Roundtrip.AsArchive.RecoverAsync(new MemoryStream(s_protected), new MemoryStream(), token),
        ["recover files"] = folder => Files(folder, s_protected, Roundtrip.AsArchive.RecoverAsync),
        ["recover in memory"] = _ => InMemory(s_protected, Roundtrip.AsArchive.RecoverAsync),
        ["rewrap streams"] = _ => token => Rewraps.ToRegistry.RewrapAsync(new MemoryStream(s_protected), new MemoryStream(), token),
        ["rewrap files"] = folder => Files(folder, s_protected, Rewraps.ToRegistry.RewrapAsync),
        ["rewrap in memory"] = _ => InMemory(s_protected, Rewraps.ToRegistry.RewrapAsync),
        ["verify a file"] = folder =>
            Files(folder, s_protected, (input, _, token) => ProtectionVerifier.ByClaim.VerifyAsync(input, cancellationToken: token)),
        ["verify in memory"] = _ => InMemory(s_protected, (file, token) => ProtectionVerifier.ByClaim.VerifyAsync(file, name: null, token)),
    };

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    [Theory]
    [InlineData(1_200_001)]
    [InlineData(BeyondMemory)]
    public async Task EveryStreamMethod_StreamsThatMustBeAwaited_AwaitsThem(int pixels)
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(pixels));
        using MemoryStream protectedBytes = new(), rewrapped = new(), recovered = new();

        await Roundtrip.ForArchive.ProtectAsync(new AwaitedStream(new MemoryStream(original)), new AwaitedStream(protectedBytes));
        protectedBytes.Position = 0;
        await Rewraps.ToRegistry.RewrapAsync(new AwaitedStream(protectedBytes), new AwaitedStream(rewrapped));
        rewrapped.Position = 0;
        await Reidentifier.WithKeys(RecoveryKeys.RegistryKey).RecoverAsync(new AwaitedStream(rewrapped), new AwaitedStream(recovered));

        recovered.ToArray().AsSpan().SequenceEqual(original).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryStreamMethod_FileStreams_GivesTheOriginal(bool isAsync)
    {
        using ScratchFolder folder = new();
        string original = folder.Write("original", s_original), protectedPath = folder.PathOf("protected"),
            recovered = folder.PathOf("recovered");

        await using (FileStream input = OpenRead(original, isAsync), output = Create(protectedPath, isAsync))
            await Roundtrip.ForArchive.ProtectAsync(input, output);
        await using (FileStream input = OpenRead(protectedPath, isAsync), output = Create(recovered, isAsync))
            await Roundtrip.AsArchive.RecoverAsync(input, output);

        File.ReadAllBytes(recovered).Should().Equal(s_original);
    }

    [Fact]
    public void InMemory_TokenThatIsCanceled_EndsTheWork()
    {
        using DicomObject original = DicomObject.Read(s_original), protectedFile = DicomObject.Read(s_protected);
        CancellationToken canceled = new(canceled: true);
        Action[] works =
        [
            () => Roundtrip.ForArchive.Protect(original, canceled), () => Roundtrip.AsArchive.Recover(protectedFile, canceled),
            () => Rewraps.ToRegistry.Rewrap(protectedFile, canceled),
        ];

        foreach (Action work in works) work.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public async Task RewrapAsync_FileInMemory_GivesTheOriginalToTheNewRecipient()
    {
        using DicomObject file = DicomObject.Read(s_protected);

        (DicomObject rewrapped, RewrapResult result) = await Rewraps.ToRegistry.RewrapAsync(file);

        using DicomObject recovered = Reidentifier.WithKeys(RecoveryKeys.RegistryKey).Recover(rewrapped).Object;
        recovered.Source.ReadRange(0, (int)recovered.Source.Length).ToArray().Should().Equal(s_original);
        result.ItemsChanged.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryMethod_CallerWithAThreadOfItsOwn_IsLeftAlone(string name)
    {
        using ScratchFolder folder = new();
        Func<CancellationToken, Task> call = s_calls[name](folder);
        await call(CancellationToken.None);
        CallersContext context = new();

        await context.Start(() => call(CancellationToken.None));

        context.Posts.Should().Be(0, "nothing comes back to it");
        context.Allocated.Should().BeLessThan(4096, "the work, which takes much more, is done elsewhere");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryMethod_Cancelled_LeavesNothing(string name)
    {
        using ScratchFolder folder = new();
        Func<CancellationToken, Task> call = s_calls[name](folder);

        await call.Awaiting(each => each(new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        folder.Names.Should().BeSubsetOf(["in"]);
    }

    [Fact]
    public async Task ProtectAsync_CancelledWhileItReads_WritesNothing()
    {
        using CancellationTokenSource cancellation = new();
        using MemoryStream output = new();
        AwaitedStream input = new(new MemoryStream(s_original), beforeCall: call => CancelAt(3, call, cancellation));

        Func<Task> protection = () => Roundtrip.ForArchive.ProtectAsync(input, output, cancellation.Token);

        await protection.Should().ThrowAsync<OperationCanceledException>();
        output.Length.Should().Be(0);
    }

    [Fact]
    public async Task ProtectAsync_CancelledWhileItSends_EndsThere()
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(BeyondMemory));
        using CancellationTokenSource cancellation = new();
        using MemoryStream sent = new();
        AwaitedStream output = new(sent, beforeCall: call => CancelAt(2, call, cancellation));

        Func<Task> protection = () => Roundtrip.ForArchive.ProtectAsync(new MemoryStream(original), output, cancellation.Token);

        await protection.Should().ThrowAsync<OperationCanceledException>();
        sent.Length.Should().Be(1 << 20, "one block had gone");
    }

    [Fact]
    public void Protect_CancelledWhileItSends_EndsThere()
    {
        byte[] original = RecoverySamples.OctetImage(RecoverySamples.Octets(BeyondMemory));
        using CancellationTokenSource cancellation = new();
        using CancellingStream output = new(cancellation);

        Action protection = () => Roundtrip.ForArchive.Protect(new MemoryStream(original), output, cancellation.Token);

        protection.Should().Throw<OperationCanceledException>();
        output.Length.Should().Be(1 << 20, "one block had gone");
    }

    [Fact]
    public async Task RecoverAsync_OutputThatFails_SaysWhy()
    {
        Func<Task> recovery = () => Roundtrip.AsArchive.RecoverAsync(new MemoryStream(s_protected), OneWayStream.From([]));

        await recovery.Should().ThrowAsync<NotSupportedException>();
    }

    [Fact]
    public async Task Verify_KeyServiceThatAnswersLater_IsWaitedFor()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        using DicomObject file = DicomObject.Read(s_protected);
        ProtectionVerifier verifier = ProtectionVerifier.ByClaim.WithKeys(key);

        VerificationReport waited = verifier.Verify(file, name: null), awaited = await verifier.VerifyAsync(file, name: null);

        waited.ValuesSearched.Should().BePositive().And.Be(awaited.ValuesSearched);
        waited.Findings.Should().Equal(awaited.Findings);
        service.Operations.Should().Be(2);
    }

    [Fact]
    public void EveryMethod_NoArguments_SaysSoAtOnce()
    {
        using MemoryStream stream = new();
        Func<Task>[] mistakes =
        [
            () => Roundtrip.ForArchive.ProtectAsync("", "x"), () => Roundtrip.ForArchive.ProtectAsync("x", ""),
            () => Roundtrip.ForArchive.ProtectAsync(null!, stream), () => Roundtrip.ForArchive.ProtectAsync(stream, null!),
            () => Roundtrip.ForArchive.ProtectAsync(null!), () => Roundtrip.AsArchive.RecoverAsync(null!),
            () => Roundtrip.AsArchive.RecoverAsync("", "x"), () => Roundtrip.AsArchive.RecoverAsync(stream, null!),
            () => Rewraps.ToRegistry.RewrapAsync("", "x"), () => Rewraps.ToRegistry.RewrapAsync(stream, null!),
            () => Rewraps.ToRegistry.RewrapAsync(null!), () => ProtectionVerifier.ByClaim.VerifyAsync(""),
            () => ProtectionVerifier.ByClaim.VerifyAsync((DicomObject)null!, name: null), () => ByteSource.FromStreamAsync(null!),
        ];

        foreach (Func<Task> mistake in mistakes) ((Action)(() => _ = mistake())).Should().Throw<ArgumentException>();
    }

    private static Func<CancellationToken, Task> Files(
        ScratchFolder folder, byte[] bytes, Func<string, string, CancellationToken, Task> call)
    {
        string input = folder.Write("in", bytes);
        return token => call(input, folder.PathOf("out"), token);
    }

    private static Func<CancellationToken, Task> InMemory(byte[] bytes, Func<DicomObject, CancellationToken, Task> call)
    {
        DicomObject file = DicomObject.Read(bytes);
        return token => call(file, token);
    }

    private static FileStream OpenRead(string path, bool isAsync) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, isAsync);

    private static FileStream Create(string path, bool isAsync) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.None, 4096, isAsync);

    private static void CancelAt(int last, int call, CancellationTokenSource cancellation)
    {
        if (call == last) cancellation.Cancel();
    }

    /// <summary>Cancels when the first octets are written to it.</summary>
    private sealed class CancellingStream(CancellationTokenSource cancellation) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            cancellation.Cancel();
            base.Write(buffer);
        }
    }

    /// <summary>A context like that of a user interface: counts what is posted to it, and what is allocated on its thread.</summary>
    private sealed class CallersContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public long Allocated { get; private set; }

        public Task Start(Func<Task> call)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                Task work = call();
                Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                return work;
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
