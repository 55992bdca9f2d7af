using Dicom.Cms.Imaging;
using Dicom.Cms.Imaging.Tests;

namespace Dicom.Cms.Fuzz;

/// <summary>The parser of JPEG-LS streams.</summary>
internal sealed class JpegLsTarget : MarkerStreamTarget
{
    public override string Name => "jpeg-ls";

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        JpegBytes.GrayLs(),
        JpegBytes.GrayLs(Plant, Plant),
        JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, 1, 0, 255, 0, 3, 0, 7, 0, 21, 0, 64).Segment(0xE8, "mrfx\x1")),
        new JpegBytes().Frame(JpegBytes.JpegLs, 1).Segment(0xF8, "\x2\x5\x1" + "abc").Segment(0xF8, "\x3\x5\x1" + "def")
            .ScanLs([1], 5).End(),
        new JpegBytes().Frame(JpegBytes.JpegLs, 3).ScanLs([1]).Comment("Doe").ScanLs([2]).Segment(0xE4, "Doe").ScanLs([3]).End(),
        new JpegBytes().Frame(JpegBytes.JpegLs, 3).ScanLs([1, 2, 3]).End(),
        new JpegBytes().Frame(JpegBytes.JpegLs, 1, lines: 0).Segment(0xF8, 4, 3, 1, 0, 0, 1, 0, 0).ScanLs([1]).End(),
        JpegBytes.GrayLs(bytes => bytes.Segment(0xDD, 0, 0, 4), bytes => bytes.Raw(0xFF, 0xD0, 1, 2, 0xFF, 0xFF, 0xD1, 0xFF, 0)),
        new JpegBytes().Frame(JpegBytes.JpegLs, 1, lines: 0).ScanLs([1]).Segment(0xDC, 0, 0, 16).End(),
    ];

    protected override CodestreamParser ParserFor(byte[] input) => JpegLsParser.Instance;

    private static void Plant(JpegBytes bytes) => bytes.Comment("Doe").Text("Doe^John").Raw(0xFF, 0xFF).Segment(0xE8, "mrfx\0Doe")
        .Segment(0xE8, "SPIFF\0").Segment(0xF8, "\x2\x6\x1" + "Doe").Segment(0xF8, "\x1JohnDoe---");
}
