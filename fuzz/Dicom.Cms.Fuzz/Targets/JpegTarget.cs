using Dicom.Cms.Imaging;
using Dicom.Cms.Imaging.Tests;

namespace Dicom.Cms.Fuzz;

/// <summary>The parser of JPEG streams.</summary>
internal sealed class JpegTarget : MarkerStreamTarget
{
    public override string Name => "jpeg";

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        JpegBytes.Gray(),
        JpegBytes.Gray(Plant, Plant),
        new JpegBytes().Segment(0xE0, "JFIF\0\x1\x2Doe^John\0\0").Segment(0xEE, "Adobe------\x1Doe").Quantization(0, 1, 2)
            .Frame(JpegBytes.Baseline, 3).Huffman(0, 0).Huffman(1, 0).Huffman(0, 1).Scan([1]).Comment("Doe").Scan([2, 3]).End(),
        new JpegBytes().Quantization(0).Frame(JpegBytes.Progressive, 1).Huffman(0, 0).Scan([1], 0, 0, 1).Huffman(1, 0)
            .Scan([1], 1, 63, 1).Scan([1], 0, 0, 0x10).Huffman(1, 0).Scan([1], 1, 63, 0x10).End(),
        new JpegBytes().Frame(JpegBytes.Lossless, 1, lines: 3).Huffman(0, 0).RestartInterval(24).Scan([1], 1, 0).Raw(0xFF, 0xFF, 0xD0)
            .Raw(JpegBytes.Data).Raw(0xFF, 0xD1, 1).End(),
        new JpegBytes().Frame(JpegBytes.Arithmetic, 1).Segment(0xCC, 0, 0x10, 0x10, 5, 1, 0x44).Quantization(0).Scan([1]).End(),
        new JpegBytes().Quantization(0).Frame(JpegBytes.Baseline, 1, lines: 0).Scan([1]).Segment(0xDC, 0, 16).Segment(0xDC, 0, 16).End(),
    ];

    protected override CodestreamParser ParserFor(byte[] input) => JpegParser.Instance;

    private static void Plant(JpegBytes bytes) =>
        bytes.Comment("Doe").Text("Doe^John").Raw(0xFF, 0xFF).Segment(0xE5, "Doe").Quantization(1).Segment(0xE8, "SPIFF\0").Raw(0xFF, 0);
}
