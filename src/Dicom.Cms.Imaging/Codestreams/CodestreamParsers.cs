using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Which parser reads the frames of a Transfer Syntax (PS3.5 A.4).</summary>
internal static class CodestreamParsers
{
    private const string Prefix = "1.2.840.10008.1.2.";

    /// <summary>Whether each frame is one fragment (PS3.5 A.4.2, A.4.13).</summary>
    public static bool IsOneFragmentPerFrame(TransferSyntax syntax) => Suffix(syntax) is "5" or "8.1" or "1.98";

    /// <summary>The codec of a video, which all fragments together are; null where they are frames.</summary>
    public static VideoCodec? VideoCodecOf(TransferSyntax syntax) => Suffix(syntax) switch
    {
        "4.100" or "4.100.1" or "4.101" or "4.101.1" => VideoCodec.Mpeg2,
        "4.102" or "4.102.1" or "4.103" or "4.103.1" or "4.104" or "4.104.1" or "4.105" or "4.105.1" or "4.106" or "4.106.1" =>
            VideoCodec.H264,
        "4.107" or "4.108" => VideoCodec.Hevc,
        _ => null,
    };

    /// <summary>The parser for a Transfer Syntax.</summary>
    /// <returns>Null where there is none.</returns>
    public static CodestreamParser? For(TransferSyntax syntax, FrameShape? shape) => Suffix(syntax) switch
    {
        // 4.52 to 4.66 are retired processes of the same standard.
        "4.50" or "4.51" or "4.52" or "4.53" or "4.54" or "4.55" or "4.56" or "4.57" or "4.58" or "4.59" or "4.60" or "4.61" or "4.62"
            or "4.63" or "4.64" or "4.65" or "4.66" or "4.70" => JpegParser.Instance,
        "4.80" or "4.81" => JpegLsParser.Instance,
        "4.90" or "4.91" or "4.92" or "4.93" or "4.201" or "4.202" or "4.203" => new Jpeg2000Parser(),
        "5" => shape is { } frame ? new RunLengthParser(frame) : null,
        "8.1" => shape is { } frame ? new DeflatedFrameParser(frame) : null,
        "1.98" => shape is { } frame ? new UncompressedFrameParser(frame) : null,
        _ => null,
    };

    /// <summary>The parser for what a stream begins with, where the Transfer Syntax does not say it.</summary>
    public static CodestreamParser? ForStart(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => JpegParser.Instance,
        [0xFF, 0x4F, 0xFF, 0x51, ..] or [0, 0, 0, 12, ..] => new Jpeg2000Parser(),
        _ => null,
    };

    private static string Suffix(TransferSyntax syntax) =>
        syntax.Uid.StartsWith(Prefix, StringComparison.Ordinal) ? syntax.Uid[Prefix.Length..] : "";
}
