namespace Dicom.Cms.Imaging;

/// <summary>The size of one frame, decoded. RLE and deflated frames do not state it themselves.</summary>
/// <param name="Pixels">Rows (0028,0010) times Columns (0028,0011).</param>
/// <param name="SamplesPerPixel">(0028,0002).</param>
/// <param name="BitsAllocated">(0028,0100).</param>
internal readonly record struct FrameShape(long Pixels, int SamplesPerPixel, int BitsAllocated)
{
    /// <summary>Octets of the frame, decoded.</summary>
    public long Length => ((Pixels * SamplesPerPixel * BitsAllocated) + 7) / 8;
}
