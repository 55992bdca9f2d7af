using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>
/// A rule that says which pixels of an image are blackened, in every frame, because text is burned into them. Immutable; a closed set.
/// </summary>
/// <remarks>
/// The rule never looks at the pixels themselves. Checking that the text lies where the caller or the object says is the caller's
/// responsibility.
/// </remarks>
public abstract class PixelCleaning
{
    private PixelCleaning()
    {
    }

    /// <summary>
    /// Blackens everything outside the regions of an ultrasound image: Sequence of Ultrasound Regions (0018,6011) says where the image
    /// is (PS3.3 C.8.5.5), and scanners write names, dates and settings around it.
    /// </summary>
    /// <remarks>
    /// Region Location Max X1 and Max Y1 belong to the region. What is written inside a region stays. An object that has Pixel Data and no
    /// such sequence, or regions that leave nothing to blacken, is refused.
    /// </remarks>
    public static PixelCleaning UltrasoundRegions { get; } = new OutsideUltrasoundRegions();

    /// <summary>Blackens rectangles. What lies outside an image is clipped; an image that none of them touches is refused.</summary>
    /// <exception cref="ArgumentException">No rectangle, or one without pixels.</exception>
    public static PixelCleaning Rectangles(params IReadOnlyList<PixelRectangle> rectangles)
    {
        ArgumentNullException.ThrowIfNull(rectangles);
        if (rectangles.Count == 0) throw new ArgumentException("Name at least one rectangle.", nameof(rectangles));
        if (rectangles.Contains(default)) throw new ArgumentException("A rectangle has no pixels.", nameof(rectangles));
        return new InsideRectangles([.. rectangles]);
    }

    /// <summary>The pixels to blacken in an image.</summary>
    /// <exception cref="ImagingException">There are none, or the object does not say which.</exception>
    internal abstract PixelMask MaskOf(DicomObject file, int columns, int rows);

    private sealed class InsideRectangles(PixelRectangle[] rectangles) : PixelCleaning
    {
        public override string ToString() => string.Join(
            ' ', rectangles.Select(rectangle => $"{rectangle.Column},{rectangle.Row},{rectangle.Width},{rectangle.Height}"));

        internal override PixelMask MaskOf(DicomObject file, int columns, int rows)
        {
            PixelMask mask = PixelMask.Inside(rectangles, columns, rows);
            if (!mask.IsEmpty) return mask;
            throw new ImagingException(
                "None of the rectangles to blacken touches the image (Rows (0028,0010), Columns (0028,0011)): "
                + "its pixels would not be clean.",
                Tags.PixelData);
        }
    }

    private sealed class OutsideUltrasoundRegions : PixelCleaning
    {
        public override string ToString() => "ultrasound-regions";

        internal override PixelMask MaskOf(DicomObject file, int columns, int rows)
        {
            PixelMask mask = PixelMask.Outside([.. RegionsOf(file)], columns, rows);
            if (!mask.IsEmpty) return mask;
            throw Refuse("Sequence of Ultrasound Regions (0018,6011) covers the whole image: nothing would be blackened.");
        }

        private static IEnumerable<PixelRectangle> RegionsOf(DicomObject file)
        {
            ElementLocation[] locations = [.. file.Elements.Where(element => element.Tag == Tags.SequenceOfUltrasoundRegions)];
            if (locations.Length > 1) throw Refuse("Sequence of Ultrasound Regions (0018,6011) occurs twice.");
            IReadOnlyList<SequenceItem> items = locations is [ElementLocation location]
                ? new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding).Items ?? []
                : [];
            if (items.Count == 0)
            {
                throw Refuse(
                    "The object has no Sequence of Ultrasound Regions (0018,6011), which says where the image is. "
                    + "Name rectangles to blacken instead.");
            }

            return items.Select(RegionOf);
        }

        // PS3.3 C.8.5.5.1.1: pixel positions of the upper left and the lower right corner, both within the region.
        private static PixelRectangle RegionOf(SequenceItem item)
        {
            int left = ReadPosition(item, Tags.RegionLocationMinX0), top = ReadPosition(item, Tags.RegionLocationMinY0);
            int right = ReadPosition(item, Tags.RegionLocationMaxX1), bottom = ReadPosition(item, Tags.RegionLocationMaxY1);
            if (left > right || top > bottom) throw Refuse("A region in (0018,6011) ends before it begins.");
            return new PixelRectangle(left, top, right - left + 1, bottom - top + 1);
        }

        private static int ReadPosition(SequenceItem item, Tag tag)
        {
            bool isOne = item.Elements.Count(element => element.Tag == tag) == 1;
            if (isOne && item.Find(tag) is { Items: null, Value.Length: sizeof(uint) } element
                && BinaryPrimitives.ReadUInt32LittleEndian(element.Value.Span) is <= ushort.MaxValue and uint position)
            {
                return (int)position;
            }

            throw Refuse($"A region in (0018,6011) has no location {tag} that can be read.");
        }

        private static ImagingException Refuse(string message) => new(message, Tags.SequenceOfUltrasoundRegions);
    }
}
