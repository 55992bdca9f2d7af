namespace Dicom.Cms.Imaging;

/// <summary>
/// Which pixels of an image are blackened: for each row, runs of columns that neither touch nor overlap, from left to right.
/// </summary>
internal sealed class PixelMask
{
    private readonly ColumnRun[][] _rows;

    private PixelMask(ColumnRun[][] rows) => _rows = rows;

    /// <summary>Whether no pixel is blackened.</summary>
    public bool IsEmpty => Array.TrueForAll(_rows, runs => runs.Length == 0);

    /// <summary>Everything inside any of the rectangles.</summary>
    public static PixelMask Inside(IReadOnlyList<PixelRectangle> rectangles, int columns, int rows) =>
        Build(rectangles, columns, rows, runs => runs);

    /// <summary>Everything outside all of the rectangles.</summary>
    public static PixelMask Outside(IReadOnlyList<PixelRectangle> rectangles, int columns, int rows) =>
        Build(rectangles, columns, rows, runs => Complement(runs, columns));

    /// <summary>The runs of a row.</summary>
    public ReadOnlySpan<ColumnRun> RunsOf(int row) => _rows[row];

    /// <summary>The same in pairs of columns, of which two share their color: a pair goes when one of its pixels does.</summary>
    public PixelMask InPairs() => new(
        [.. _rows.Select(runs => Merge(runs.Select(run => new ColumnRun(run.Start / 2, (run.End + 1) / 2))))]);

    private static PixelMask Build(IReadOnlyList<PixelRectangle> rectangles, int columns, int rows, Func<ColumnRun[], ColumnRun[]> choose)
    {
        // Between two edges every row is like the one above.
        HashSet<int> edges = [0, .. rectangles.SelectMany(rectangle => (int[])[rectangle.Row, rectangle.ClipBottom(rows)])];
        ColumnRun[][] runs = new ColumnRun[rows][];
        for (int row = 0; row < rows; row++)
            runs[row] = edges.Contains(row) ? choose(Covered(rectangles, row, columns, rows)) : runs[row - 1];
        return new PixelMask(runs);
    }

    private static ColumnRun[] Covered(IReadOnlyList<PixelRectangle> rectangles, int row, int columns, int rows) => Merge(rectangles
        .Where(rectangle => rectangle.Row <= row && row < rectangle.ClipBottom(rows) && rectangle.Column < columns)
        .Select(rectangle => new ColumnRun(rectangle.Column, rectangle.ClipRight(columns))));

    private static ColumnRun[] Merge(IEnumerable<ColumnRun> runs)
    {
        List<ColumnRun> merged = [];
        foreach (ColumnRun run in runs.OrderBy(run => run.Start))
        {
            if (merged.Count > 0 && run.Start <= merged[^1].End)
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, run.End) };
            else
                merged.Add(run);
        }

        return [.. merged];
    }

    private static ColumnRun[] Complement(ColumnRun[] runs, int columns)
    {
        int[] edges = [0, .. runs.SelectMany(run => (int[])[run.Start, run.End]), columns];
        return [.. edges.Chunk(2).Select(pair => new ColumnRun(pair[0], pair[1])).Where(run => run.Start < run.End)];
    }
}

/// <summary>Neighbouring columns of a row, <paramref name="End"/> not among them.</summary>
internal readonly record struct ColumnRun(int Start, int End);
