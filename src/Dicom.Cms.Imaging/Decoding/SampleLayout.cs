using System.Globalization;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>How many samples of which length a frame has (PS3.3 C.7.6.3).</summary>
internal sealed record SampleLayout(int Frames, int SamplesPerPixel, int SampleLength, bool IsPlanar, long FrameLength)
{
    /// <summary>Reads it from an object.</summary>
    /// <returns>Null where something is missing or unusual: samples of one bit or 12, colors that pixels share.</returns>
    public static SampleLayout? TryRead(DicomObject file)
    {
        int? rows = PixelValues.FindUInt16(file, Tags.Rows), columns = PixelValues.FindUInt16(file, Tags.Columns);
        int? bits = PixelValues.FindUInt16(file, Tags.BitsAllocated);
        int samples = PixelValues.FindUInt16(file, Tags.SamplesPerPixel) ?? 1;
        if (rows is not > 0 || columns is not > 0 || bits is not (8 or 16 or 32) || samples is not (1 or 3 or 4)) return null;
        string photometric = PixelFormat.ReadText(file, Tags.PhotometricInterpretation);
        if (photometric.Contains("_422", StringComparison.Ordinal) || photometric.Contains("_420", StringComparison.Ordinal)) return null;
        string frames = PixelFormat.ReadText(file, Tags.NumberOfFrames);
        int count = 1;
        if (frames.Length > 0 && !int.TryParse(frames, NumberStyles.None, CultureInfo.InvariantCulture, out count)) return null;
        if (count < 1) return null;
        int length = bits.Value / 8;
        bool isPlanar = samples > 1 && PixelValues.FindUInt16(file, Tags.PlanarConfiguration) == 1;
        return new SampleLayout(count, samples, length, isPlanar, (long)rows.Value * columns.Value * samples * length);
    }
}
