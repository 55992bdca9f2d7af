namespace Dicom.Cms.Imaging;

/// <summary>
/// JPEG-LS: ITU-T T.87, ISO/IEC 14495-1 (PS3.5 8.2.3). What remains are the frame, the presets and mapping tables that scans use, the
/// scans, and the color transform of HP that decoders know.
/// </summary>
internal sealed class JpegLsParser : CodestreamParser
{
    /// <summary>The parser. It has no state.</summary>
    public static JpegLsParser Instance { get; } = new();

    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits) => new JpegLsStream(input, edits).Read();
}
