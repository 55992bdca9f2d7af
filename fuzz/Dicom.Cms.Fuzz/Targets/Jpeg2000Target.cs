using Dicom.Cms.Imaging;
using Dicom.Cms.Imaging.Tests;
using static Dicom.Cms.Imaging.Tests.Jpeg2000Bytes;

namespace Dicom.Cms.Fuzz;

/// <summary>The parser of JPEG 2000 streams, and of JP2 files around them. Markers are of the same form as those of JPEG.</summary>
internal sealed class Jpeg2000Target : MarkerStreamTarget
{
    private static readonly byte[] s_part = TilePart(0, [], Packets), s_planted = TilePart(0, Comment, Packets);

    private static readonly byte[] s_codes =
    [
        0x30, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x63, 0x64, 0x6F, 0x74, 0x76,
        0x90, 0x91, 0x92, 0x93, 0xD9,
    ];

    public override string Name => "jpeg-2000";

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Stream([], s_part),
        Stream([.. Comment, .. Lengths(0x50, 1, s_planted.Length, s_part.Length), .. Comment], s_planted, s_part),
        Stream(Lengths(0x40, 0, s_planted.Length), Psot(s_planted, 0)),
        Stream(Segment(0x50, 0, 2, 0, 0, 0, 0), TilePart(0, [.. Segment(0x58, 0, 4, 6), .. Comment], Packets)),
        Stream([], TilePart(1, Segment(0x61, 0, 1), Packets)),
        Stream([.. Segment(0x5E, 0, 0, 1), .. Segment(0x5F, 0, 0, 0, 1, 1, 1, 0)], s_part),
        Stream([.. Segment(0x63, 0, 0, 0, 0), .. Segment(0x57, 0, 1, 2)], s_part),
        [.. Jp2Head(Box("cdef", 0, 1, 0, 0, 0, 0, 0, 1)), .. Box("xml ", [.. "Doe"u8]), .. Box("jp2c", Stream(Comment, s_planted))],
        [.. Jp2Head([]), 0, 0, 0, 0, .. "jp2c"u8, .. Stream([], s_part), .. "Doe"u8],
    ];

    protected override byte[] Codes => s_codes;

    protected override bool HasLength(byte code) => code is >= 0x50 and <= 0x91;

    protected override CodestreamParser ParserFor(byte[] input) => new Jpeg2000Parser();
}
