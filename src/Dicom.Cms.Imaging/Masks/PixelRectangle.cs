namespace Dicom.Cms.Imaging;

/// <summary>A rectangle of pixels. The pixel in the upper left corner of an image is column 0 of row 0.</summary>
public readonly record struct PixelRectangle
{
    /// <summary>Makes a rectangle. What lies outside an image is clipped there.</summary>
    /// <param name="column">The leftmost column, 0 or more.</param>
    /// <param name="row">The topmost row, 0 or more.</param>
    /// <param name="width">How many columns, 1 or more.</param>
    /// <param name="height">How many rows, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public PixelRectangle(int column, int row, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Column, Row, Width, Height) = (column, row, width, height);
    }

    /// <summary>The leftmost column.</summary>
    public int Column { get; }

    /// <summary>The topmost row.</summary>
    public int Row { get; }

    /// <summary>How many columns.</summary>
    public int Width { get; }

    /// <summary>How many rows.</summary>
    public int Height { get; }

    /// <summary>The column behind the last one, within an image of so many columns.</summary>
    internal int ClipRight(int columns) => (int)Math.Min((long)Column + Width, columns);

    /// <summary>The row behind the last one, within an image of so many rows.</summary>
    internal int ClipBottom(int rows) => (int)Math.Min((long)Row + Height, rows);
}
