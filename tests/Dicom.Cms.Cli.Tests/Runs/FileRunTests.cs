using System.Runtime.CompilerServices;

namespace Dicom.Cms.Cli.Tests;

/// <summary>The run itself, around an operation made for the test.</summary>
public sealed class FileRunTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_UnforeseenException_IsNamedByItsTypeAlone()
    {
        _folder.AddObject("in", "a.dcm");

        ToolRun run = Run(2, (_, _) => throw new InvalidOperationException(CliFolder.PatientName));

        run.ShouldBe(ExitCode.SomeFailed)
            .Error.Should().Be($"failed: {_folder["in", "a.dcm"]}: internal error (InvalidOperationException)\n");
        Directory.Exists(_folder["out"]).Should().BeFalse("nothing came to stand in it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_OnATerminal_ShowsProgressAndEveryLine(bool outputIsTerminal)
    {
        for (int i = 0; i < 5; i++) _folder.AddObject("in", $"{i}");

        ToolRun run = Run(2, (_, _) => { }, isTerminal: true, outputIsTerminal);

        string lines = outputIsTerminal ? run.Error : run.Output;
        run.ShouldBe(ExitCode.Done);
        lines.Split(" -> ").Should().HaveCount(6);
        lines.Should().Contain("5 files made, 0 failed");
    }

    private ToolRun Run(int jobs, Action<string, string> work, bool isTerminal = false, bool outputIsTerminal = false)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        RunOptions options = new()
        {
            Inputs = [_folder["in"]],
            Output = _folder["out"],
            Jobs = jobs,
            ReportPath = null,
            Overwrites = false,
            IsQuiet = false,
        };
        TestTerminal terminal = new(output, error, outputIsTerminal, isTerminal);
        int exitCode = FileRun.Plan(options, CancellationToken.None).Run(new Operation(work), terminal, CancellationToken.None);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    private sealed class TestTerminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
        : Terminal(output, error)
    {
        public override bool OutputIsTerminal => outputIsTerminal;

        public override bool ErrorIsTerminal => errorIsTerminal;
    }

    private sealed class Operation(Action<string, string> work) : FileOperation
    {
        public override string Participle => "made";

        public override async IAsyncEnumerable<OperationOutcome> RunAsync(
            IEnumerable<ItemJob> jobs, FileRunOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (ItemJob job in jobs)
            {
                await Task.Yield();
                yield return OutcomeOf(job);
            }
        }

        private OperationOutcome OutcomeOf(ItemJob job)
        {
            try
            {
                work(job.InputPath, job.OutputPath);
                OperationResult result = new() { Outcome = "made", Description = "made", Attributes = [], Warnings = [] };
                return new OperationOutcome(job, result, null);
            }
            catch (Exception exception)
            {
                return new OperationOutcome(job, null, exception);
            }
        }
    }
}
