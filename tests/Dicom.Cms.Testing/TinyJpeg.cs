namespace Dicom.Cms.Testing;

/// <summary>
/// Builds JPEG and JPEG-LS streams segment by segment (ISO/IEC 10918-1 Annex B). They parse; no decoder would like their data.
/// </summary>
public static class TinyJpeg
{
    /// <summary>SOI.</summary>
    public static byte[] Start => [0xFF, 0xD8];

    /// <summary>EOI.</summary>
    public static byte[] End => [0xFF, 0xD9];

    /// <summary>A frame header with one component: SOF0, or another.</summary>
    public static byte[] Frame(byte marker = 0xC0) => Segment(marker, 8, 0, 2, 0, 2, 1, 1, 0x11, 0);

    /// <summary>A scan header with one component, and the data of the scan.</summary>
    public static byte[] Scan(params byte[] data) => [.. Segment(0xDA, 1, 1, 0, 0, 63, 0), .. data];

    /// <summary>A marker, the length and a body.</summary>
    public static byte[] Segment(byte marker, params byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>COM.</summary>
    public static byte[] Comment(string text) => Segment(0xFE, System.Text.Encoding.ASCII.GetBytes(text));

    /// <summary>A whole stream.</summary>
    /// <param name="beforeFrame">What stands behind SOI.</param>
    /// <param name="beforeScan">What stands behind the frame header.</param>
    /// <param name="data">The data of the scan.</param>
    public static byte[] Stream(byte[]? beforeFrame = null, byte[]? beforeScan = null, byte[]? data = null) =>
        [.. Start, .. beforeFrame ?? [], .. Frame(), .. beforeScan ?? [], .. Scan(data ?? [0x12, 0x34]), .. End];
}
