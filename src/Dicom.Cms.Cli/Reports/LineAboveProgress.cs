using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dicom.Cms.Cli;

/// <summary>
/// A line in place of the progress bar, which is drawn again below it. It erases the bar first: where the line is shorter, the rest of the
/// bar would stay. It is not wrapped: the terminal does that, and a path can still be copied as one.
/// </summary>
internal sealed class LineAboveProgress(string line) : Renderable
{
    private const string EraseToEndOfScreen = "\u001B[J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (options.Ansi) yield return Segment.Control(EraseToEndOfScreen);
        yield return new Segment(line);
        yield return Segment.LineBreak;
    }
}
