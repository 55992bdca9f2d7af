using Spectre.Console;

namespace Dicom.Cms.Cli.Tests;

public sealed class LineAboveProgressTests
{
    private const string Line = "failed: /a/path/that is longer than the/terminal is/wide.dcm: a reason";

    [Theory]
    [InlineData(AnsiSupport.Yes, "\u001B[J" + Line + "\n")]
    [InlineData(AnsiSupport.No, Line + "\n")]
    public void Write_LongLine_ErasesTheBarAndIsNotWrapped(AnsiSupport ansi, string expected)
    {
        using StringWriter written = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = ansi, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 20;

        console.Write(new LineAboveProgress(Line));

        written.ToString().Should().Be(expected);
    }
}
