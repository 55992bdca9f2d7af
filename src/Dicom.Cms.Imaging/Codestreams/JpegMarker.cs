namespace Dicom.Cms.Imaging;

/// <summary>The second octets of the markers of JPEG (ISO/IEC 10918-1 Table B.1) and JPEG-LS (ISO/IEC 14495-1 Table C.1).</summary>
internal static class JpegMarker
{
    public const byte Temporary = 0x01, HuffmanTables = 0xC4, ArithmeticConditioning = 0xCC, StartOfImage = 0xD8, EndOfImage = 0xD9,
        StartOfScan = 0xDA, QuantizationTables = 0xDB, NumberOfLines = 0xDC, RestartInterval = 0xDD, Application0 = 0xE0,
        Application8 = 0xE8, Application14 = 0xEE, StartOfFrameLs = 0xF7, PresetParametersLs = 0xF8, Comment = 0xFE;

    /// <summary>RST0 to RST7.</summary>
    public static bool IsRestart(int marker) => marker is >= 0xD0 and <= 0xD7;

    /// <summary>APP0 to APP15.</summary>
    public static bool IsApplication(int marker) => marker is >= 0xE0 and <= 0xEF;

    /// <summary>
    /// SOF0 to SOF3 and SOF9 to SOF11: sequential, progressive and lossless, by Huffman or arithmetic coding; and SOF55 of JPEG-LS. The
    /// others are frames of a hierarchy.
    /// </summary>
    public static bool IsStartOfFrame(int marker) => marker is (>= 0xC0 and <= 0xC3) or (>= 0xC9 and <= 0xCB) or StartOfFrameLs;
}
