using System.Globalization;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>The size of one frame, decoded. RLE and deflated frames do not state it themselves.</summary>
/// <param name="Pixels">Rows (0028,0010) times Columns (0028,0011).</param>
/// <param name="SamplesPerPixel">(0028,0002).</param>
/// <param name="BitsAllocated">(0028,0100).</param>
internal readonly record struct FrameShape(long Pixels, int SamplesPerPixel, int BitsAllocated)
{
    /// <summary>Octets of the frame, decoded.</summary>
    public long Length => ((Pixels * SamplesPerPixel * BitsAllocated) + 7) / 8;

    /// <summary>Reads it from an object.</summary>
    /// <returns>Null where something is missing or 0.</returns>
    public static FrameShape? TryRead(DicomObject file)
    {
        int rows = PixelValues.FindUInt16(file, Tags.Rows) ?? 0, columns = PixelValues.FindUInt16(file, Tags.Columns) ?? 0;
        int samples = PixelValues.FindUInt16(file, Tags.SamplesPerPixel) ?? 1, bits = PixelValues.FindUInt16(file, Tags.BitsAllocated) ?? 0;
        return rows > 0 && columns > 0 && samples > 0 && bits > 0 ? new FrameShape((long)rows * columns, samples, bits) : null;
    }

    /// <summary>Number of Frames (0028,0008): 1 where it is missing or empty.</summary>
    /// <returns>Null where it is no positive number.</returns>
    public static int? TryReadFrames(DicomObject file)
    {
        string text = PixelFormat.ReadText(file, Tags.NumberOfFrames);
        if (text.Length == 0) return 1;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int frames);
        return isNumber && frames > 0 ? frames : null;
    }
}
