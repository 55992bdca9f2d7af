namespace Dicom.Cms.Imaging.Tests;

/// <summary>Runs of columns neither touch nor overlap, and lie in the image.</summary>
public sealed class PixelMaskTests
{
    [Fact]
    public void Inside_RectanglesThatTouchOrOverlap_AreOneRun()
    {
        PixelMask mask = PixelMask.Inside([new(4, 0, 2, 1), new(0, 0, 3, 2), new(2, 0, 2, 1)], columns: 10, rows: 3);
        mask.RunsOf(0).ToArray().Should().Equal(new ColumnRun(0, 6));
        mask.RunsOf(1).ToArray().Should().Equal(new ColumnRun(0, 3));
        mask.RunsOf(2).ToArray().Should().BeEmpty();
    }

    [Fact]
    public void Inside_RectangleThatContainsAnother_IsOneRun() =>
        PixelMask.Inside([new(0, 0, 9, 1), new(2, 0, 2, 1)], columns: 10, rows: 1).RunsOf(0).ToArray().Should().Equal(new ColumnRun(0, 9));

    [Fact]
    public void Inside_RectangleBeyondTheImage_IsClipped()
    {
        PixelMask mask = PixelMask.Inside([new(3, 1, int.MaxValue, int.MaxValue)], columns: 5, rows: 3);
        mask.RunsOf(0).ToArray().Should().BeEmpty();
        mask.RunsOf(2).ToArray().Should().Equal(new ColumnRun(3, 5));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 3)]
    public void Inside_RectangleThatDoesNotTouchTheImage_IsEmpty(int column, int row) =>
        PixelMask.Inside([new(column, row, 9, 9)], columns: 5, rows: 3).IsEmpty.Should().BeTrue();

    [Fact]
    public void Outside_SeveralRectangles_IsWhatNoneCovers()
    {
        PixelMask mask = PixelMask.Outside([new(1, 0, 2, 1), new(4, 0, 9, 1)], columns: 6, rows: 2);
        mask.RunsOf(0).ToArray().Should().Equal(new ColumnRun(0, 1), new ColumnRun(3, 4));
        mask.RunsOf(1).ToArray().Should().Equal(new ColumnRun(0, 6));
    }

    [Fact]
    public void Outside_RectangleOfTheWholeImage_IsEmpty() =>
        PixelMask.Outside([new(0, 0, 9, 9)], columns: 5, rows: 3).IsEmpty.Should().BeTrue();

    [Fact]
    public void InPairs_RunsThatMeetInAPair_AreOneRun()
    {
        PixelRectangle[] rectangles = [new(1, 0, 2, 1), new(3, 1, 1, 1), new(0, 2, 1, 1), new(3, 2, 1, 1)];
        PixelMask mask = PixelMask.Inside(rectangles, columns: 6, rows: 3).InPairs();
        mask.RunsOf(0).ToArray().Should().Equal(new ColumnRun(0, 2));
        mask.RunsOf(1).ToArray().Should().Equal(new ColumnRun(1, 2));
        mask.RunsOf(2).ToArray().Should().Equal(new ColumnRun(0, 2));
    }
}
