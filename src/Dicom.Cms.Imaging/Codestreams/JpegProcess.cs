namespace Dicom.Cms.Imaging;

/// <summary>How the frame is coded, as its marker says: ITU-T T.81 table B.1. Hierarchical frames are not among them.</summary>
internal sealed record JpegProcess
{
    private static readonly JpegProcess?[] s_byCode =
    [
        new(), new(), new() { IsProgressive = true }, new() { IsLossless = true }, // SOF0 to SOF3, Huffman
        null, null, null, null, null, // DHT, differential, JPG
        new() { IsArithmetic = true }, // SOF9
        new() { IsArithmetic = true, IsProgressive = true },
        new() { IsArithmetic = true, IsLossless = true },
    ];

    private JpegProcess()
    {
    }

    public static JpegProcess Baseline => s_byCode[0]!;

    public bool IsProgressive { get; private init; }

    public bool IsLossless { get; private init; }

    public bool IsArithmetic { get; private init; }

    /// <summary>That of a frame header's marker; null if it is none that is known.</summary>
    public static JpegProcess? Of(byte code)
    {
        int index = code - JpegMarker.BaselineFrame;
        return index >= 0 && index < s_byCode.Length ? s_byCode[index] : null;
    }
}

/// <summary>The end of a scan header: ITU-T T.81 B.2.3.</summary>
/// <param name="Start">Ss: first coefficient, or the predictor.</param>
/// <param name="End">Se: last coefficient.</param>
/// <param name="High">Ah: bit of the scan before, 0 for the first.</param>
/// <param name="Low">Al: bit of this scan.</param>
internal readonly record struct JpegScan(int Start, int End, int High, int Low);
