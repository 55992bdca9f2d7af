namespace Dicom.Cms.Cli.Tests;

/// <summary>What the tool does while it reads its command line.</summary>
public sealed class RehearsalTests
{
    [Theory]
    [InlineData("protect")]
    [InlineData("recover")]
    public void PartOf_CommandThatWorksOnFiles_Succeeds(string command)
    {
        Action part = Rehearsal.PartOf(command)!;

        Assert.Null(Record.Exception(part)); // In the tool a failure is silent, and the first file slow.
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("--help")]
    [InlineData(null)]
    public void PartOf_AnythingElse_IsNothing(string? command) => Assert.Null(Rehearsal.PartOf(command));
}
