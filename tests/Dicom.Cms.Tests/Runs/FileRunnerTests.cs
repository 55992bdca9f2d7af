using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Runs over many files: around work made for the test, and with the library's own.</summary>
public sealed class FileRunnerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ProtectFilesAsync_AFolder_IsMirroredAndRecovered()
    {
        byte[] first = RecoverySamples.Image(), second = RecoverySamples.Image(WireEncoding.ImplicitLittleEndian);
        _folder.Write("in/a.dcm", first);
        _folder.Write("in/series/b.dcm", second);
        _folder.Write("in/note.txt", [1, 2, 3]);
        using Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive).Build();

        List<FileOutcome<ProtectionResult>> outcomes = await ListAsync(
            deidentifier.ProtectFilesAsync(FileJob.Mirror(_folder.PathOf("in"), _folder.PathOf("out"))));

        outcomes.Should().HaveCount(3).And.ContainSingle(outcome => !outcome.IsDone)
            .Which.Job.InputPath.Should().Be(_folder.PathOf("in", "note.txt"));
        File.Exists(_folder.PathOf("out", "note.txt")).Should().BeFalse();
        List<FileOutcome<RecoveryResult>> back = await ListAsync(
            Roundtrip.AsArchive.RecoverFilesAsync(FileJob.Mirror(_folder.PathOf("out"), _folder.PathOf("back"))));
        back.Should().HaveCount(2).And.OnlyContain(outcome => outcome.IsDone && outcome.Result.IsOriginal);
        File.ReadAllBytes(_folder.PathOf("back", "a.dcm")).Should().Equal(first);
        File.ReadAllBytes(_folder.PathOf("back", "series", "b.dcm")).Should().Equal(second);
    }

    [Fact]
    public async Task RewrapFilesAsync_AFolder_ChangesEveryFile()
    {
        _folder.Write("in/a.dcm", Roundtrip.Protect(RecoverySamples.Image(), Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive).Build()));
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Trial).Build();

        List<FileOutcome<RewrapResult>> outcomes = await ListAsync(
            rewrapper.RewrapFilesAsync(FileJob.Mirror(_folder.PathOf("in"), _folder.PathOf("out"))));

        outcomes.Should().ContainSingle().Which.Result!.ItemsChanged.Should().Be(1);
    }

    [Fact]
    public async Task RunAsync_Outcomes_AreGivenWhenTheirOutputsAreThere()
    {
        int seen = 0;
        await foreach (FileOutcome<string> outcome in Runner(jobs: 3).RunAsync(Jobs(200), null, CancellationToken.None))
        {
            File.ReadAllText(outcome.Job.OutputPath).Should().Be(Path.GetFileName(outcome.Job.InputPath));
            seen++;
        }

        seen.Should().Be(200);
        Directory.GetFiles(_folder.PathOf("out"), "*.partial").Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_Jobs_AreNeverMoreThanAsked()
    {
        int running = 0, most = 0;
        FileRunner<string> runner = Runner(jobs: 3, work: (job, batch, _) =>
        {
            int now = Interlocked.Increment(ref running);
            for (int seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            Write(job, batch);
            Interlocked.Decrement(ref running);
            return "done";
        });

        (await ListAsync(runner.RunAsync(Jobs(60), null, CancellationToken.None))).Should().HaveCount(60);

        most.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task RunAsync_AFileThatFails_StopsNoneOfTheOthers()
    {
        FileRunner<string> runner = Runner(jobs: 2, work: (job, batch, _) =>
        {
            if (job.InputPath.EndsWith('7')) throw new InvalidOperationException("seven");
            Write(job, batch);
            return "done";
        });

        List<FileOutcome<string>> outcomes = await ListAsync(runner.RunAsync(Jobs(30), null, CancellationToken.None));

        outcomes.Count(outcome => outcome.IsDone).Should().Be(27);
        outcomes.Where(outcome => !outcome.IsDone).Should().OnlyContain(outcome => outcome.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task RunAsync_Progress_CountsEveryOutcome()
    {
        List<FileRunProgress> told = [];

        await ListAsync(Runner(jobs: 2).RunAsync(Jobs(5), new Told(told), CancellationToken.None));

        told.Select(progress => progress.Done).Should().Equal(1, 2, 3, 4, 5);
        told[^1].ToString().Should().Be("5 done, 0 failed");
    }

    [Fact]
    public async Task RunAsync_ACallerThatTakesNothing_IsWaitedFor()
    {
        int worked = 0;
        FileRunner<string> runner = Runner(jobs: 2, work: (job, batch, _) =>
        {
            Interlocked.Increment(ref worked);
            throw new IOException("no output is needed here");
        });
        SemaphoreSlim listed = new(0);
        IAsyncEnumerator<FileOutcome<string>> outcomes = runner.RunAsync(Listed(5000, listed), null, CancellationToken.None)
            .GetAsyncEnumerator();

        (await outcomes.MoveNextAsync()).Should().BeTrue();
        for (int i = 0; i < 1025; i++) await listed.WaitAsync(); // So many are listed without another one being taken.
        worked.Should().BeLessThan(1100, "outcomes that nobody takes are not heaped up");
        await outcomes.DisposeAsync();
        worked.Should().BeLessThan(1100);

        IEnumerable<FileJob> Listed(int count, SemaphoreSlim semaphore)
        {
            foreach (FileJob job in Jobs(count))
            {
                semaphore.Release();
                yield return job;
            }
        }
    }

    [Fact]
    public async Task RunAsync_ACallerThatLeavesEarly_EndsTheRunAndLeavesNothingIncomplete()
    {
        int worked = 0;
        FileRunner<string> runner = Runner(jobs: 2, work: (job, batch, _) =>
        {
            Interlocked.Increment(ref worked);
            Write(job, batch);
            return "done";
        });

        await foreach (FileOutcome<string> outcome in runner.RunAsync(Jobs(100_000), null, CancellationToken.None))
        {
            outcome.IsDone.Should().BeTrue();
            break;
        }

        worked.Should().BeLessThan(100_000);
        EnumerationOptions hidden = new() { AttributesToSkip = FileAttributes.None };
        string[] outputs = Directory.GetFiles(_folder.PathOf("out"), "*", hidden);
        outputs.Should().HaveCount(worked, "what was begun is complete").And.NotContain(path => path.EndsWith(".partial"));
    }

    [Fact]
    public async Task RunAsync_Cancelled_GivesWhatIsDoneAndThenThrows()
    {
        using CancellationTokenSource cancellation = new();
        FileRunner<string> runner = Runner(jobs: 1, work: (job, batch, _) =>
        {
            Write(job, batch);
            if (job.InputPath.EndsWith("/in/3", StringComparison.Ordinal)) cancellation.Cancel();
            return "done";
        });
        List<string> done = [];

        Func<Task> run = async () =>
        {
            await foreach (FileOutcome<string> outcome in runner.RunAsync(Jobs(1000), null, cancellation.Token))
                done.Add(Path.GetFileName(outcome.Job.OutputPath));
        };

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        done.Should().Equal("0", "1", "2", "3");
    }

    [Fact]
    public async Task RunAsync_JobsThatCannotBeListed_EndTheRunWithTheirException()
    {
        Func<Task> run = () => ListAsync(Runner(jobs: 2).RunAsync(Broken(), null, CancellationToken.None));

        await run.Should().ThrowAsync<UnauthorizedAccessException>();
        File.Exists(_folder.PathOf("out", "0")).Should().BeTrue("it was complete before");

        IEnumerable<FileJob> Broken()
        {
            yield return Jobs(1).Single();
            throw new UnauthorizedAccessException();
        }
    }

    [Fact]
    public async Task RunAsync_AnOutputThatExists_IsReplacedOnlyWhereThatIsAsked()
    {
        _folder.Write("out/0", [9]);

        FileOutcome<string> kept = (await ListAsync(
            Runner(1, FileRunOptions.Default with { Overwrites = false }).RunAsync(Jobs(1), null, CancellationToken.None))).Single();
        kept.Exception.Should().BeOfType<IOException>();
        File.ReadAllBytes(_folder.PathOf("out", "0")).Should().Equal(9);

        (await ListAsync(Runner(1).RunAsync(Jobs(1), null, CancellationToken.None))).Single().IsDone.Should().BeTrue();
        File.ReadAllText(_folder.PathOf("out", "0")).Should().Be("0");
    }

    [Fact]
    public async Task RunAsync_FolderThatIsMissing_IsCreatedOnlyWhereThatIsAsked()
    {
        FileRunOptions options = FileRunOptions.Default with { CreatesFolders = false };

        (await ListAsync(Runner(1, options).RunAsync(Jobs(1), null, CancellationToken.None))).Single().Exception.Should().NotBeNull();

        Directory.Exists(_folder.PathOf("out")).Should().BeFalse();
    }

    [Fact]
    public async Task RunAsync_TwoOutputsOfOnePath_FailsTheSecond()
    {
        FileJob[] jobs = [.. Jobs(2).Select(job => new FileJob { InputPath = job.InputPath, OutputPath = _folder.PathOf("out", "one") })];

        List<FileOutcome<string>> outcomes = await ListAsync(Runner(1).RunAsync(jobs, null, CancellationToken.None));

        outcomes.Should().ContainSingle(outcome => outcome.Exception is ArgumentException);
        File.ReadAllText(_folder.PathOf("out", "one")).Should().Be("0");
    }

    [Fact]
    public void Mirror_OutputsAmongInputs_AreRefused()
    {
        foreach (string output in new[] { "in", "in/out" })
        {
            Action list = () => FileJob.Mirror(_folder.PathOf("in"), _folder.PathOf(output));

            list.Should().Throw<ArgumentException>();
        }
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> outcomes)
    {
        List<T> list = [];
        await foreach (T outcome in outcomes) list.Add(outcome);
        return list;
    }

    private static void Write(FileJob job, OutputBatch batch)
    {
        using OutputTarget target = OutputTarget.ToFile(job.OutputPath, batch, holdsIdentity: false);
        target.Open(16).Write(0, System.Text.Encoding.ASCII.GetBytes(Path.GetFileName(job.InputPath)));
        target.Commit();
    }

    private static FileRunner<string> Runner(
        int jobs, FileRunOptions? options = null, Func<FileJob, OutputBatch, CancellationToken, string>? work = null) =>
        new(
            work ?? ((job, batch, _) =>
            {
                Write(job, batch);
                return "done";
            }),
            (options ?? FileRunOptions.Default) with { Jobs = jobs });

    private IEnumerable<FileJob> Jobs(int count) => Enumerable.Range(0, count)
        .Select(number => new FileJob { InputPath = _folder.PathOf("in", $"{number}"), OutputPath = _folder.PathOf("out", $"{number}") });

    private sealed class Told(List<FileRunProgress> told) : IProgress<FileRunProgress>
    {
        public void Report(FileRunProgress value) => told.Add(value);
    }
}
