namespace Dicom.Cms.Imaging;

/// <summary>
/// JPEG: ITU-T T.81, ISO/IEC 10918-1; sequential, progressive and lossless, coded by Huffman or arithmetically (PS3.5 8.2.1). What remains
/// are the frame, its tables that scans use, the scans, and what tells colors apart: JFIF (ITU-T T.871) and Adobe's APP14 (ITU-T T.872
/// 6.5.3).
/// </summary>
internal sealed class JpegParser : CodestreamParser
{
    /// <summary>The parser. It has no state.</summary>
    public static JpegParser Instance { get; } = new();

    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits) => new JpegStream(input, edits).Read();
}
