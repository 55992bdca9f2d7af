namespace Dicom.Cms.Cli.Tests;

/// <summary>The threads of a run.</summary>
public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_Items_AreDoneOnceEach(int count)
    {
        int[] done = new int[1000];

        Workers.Run(Enumerable.Range(0, done.Length), count, (item, _) => Interlocked.Increment(ref done[item]), CancellationToken.None);

        done.Should().OnlyContain(times => times == 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_WorkThatThrows_EndsAllWithThat(int count)
    {
        Action run = () => Workers.Run(Enumerable.Range(0, int.MaxValue), count, ThrowAtHundred, CancellationToken.None);

        run.Should().Throw<IOException>().WithMessage("full");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_SequenceThatThrows_EndsAllWithThat(int count)
    {
        Action run = () => Workers.Run(Broken(), count, (_, _) => { }, CancellationToken.None);

        run.Should().Throw<IOException>().WithMessage("gone");
    }

    [Fact]
    public void Run_Cancelled_Ends()
    {
        using CancellationTokenSource source = new();
        Action run = () => Workers.Run(Enumerable.Range(0, int.MaxValue), 4, (_, _) => source.Cancel(), source.Token);

        run.Should().Throw<OperationCanceledException>();
    }

    private static void ThrowAtHundred(int item, CancellationToken cancellationToken)
    {
        if (item == 100) throw new IOException("full");
    }

    private static IEnumerable<int> Broken()
    {
        for (int i = 0; i < 10; i++) yield return i;
        throw new IOException("gone");
    }
}
