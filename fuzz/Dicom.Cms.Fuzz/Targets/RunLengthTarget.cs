using System.Buffers.Binary;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Fuzz;

/// <summary>The parser of RLE frames: 5 pixels of 16 bits, 40 of 1 bit, or 6 of three samples.</summary>
internal sealed class RunLengthTarget : CodestreamTarget
{
    private static readonly FrameShape[] s_shapes = [new(5, 1, 16), new(40, 1, 1), new(6, 3, 8)];

    public override string Name => "rle";

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Frame([64, 70], [4, 1, 2, 3, 4, 5, 0xFE, 7, 0x80, 1, 8, 9]),
        Frame([66, 77], [68, 111, 4, 1, 2, 3, 4, 5, 68, 111, 101, 0xFE, 7, 0x80, 1, 8, 9]),
        Frame([64], [4, 1, 2, 3, 4, 5, 0]),
        Frame([64, 66, 75], [0xFB, 1, 0xFC, 2, 0, 1, 0, 68, 111, 101, 94, 0x05, 1, 2, 3, 4, 5, 6]),
    ];

    protected override CodestreamParser ParserFor(byte[] input) => new RunLengthParser(s_shapes[Choose(input) % (uint)s_shapes.Length]);

    /// <summary>An offset that is moved a little, or the number of segments.</summary>
    protected override byte[] Mutate(byte[] stream, FuzzRandom random)
    {
        if (stream.Length < 64) return RawMutation.Flip(stream, random);
        byte[] moved = [.. stream];
        Span<byte> number = moved.AsSpan(4 * random.Next(5), 4);
        uint by = (uint)random.Next(9) - 4;
        BinaryPrimitives.WriteUInt32LittleEndian(number, BinaryPrimitives.ReadUInt32LittleEndian(number) + by);
        return moved;
    }

    private static byte[] Frame(uint[] offsets, byte[] segments)
    {
        byte[] header = new byte[64];
        header[0] = (byte)offsets.Length;
        for (int i = 0; i < offsets.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4 * (i + 1)), offsets[i]);
        "Doe^Jane"u8.CopyTo(header.AsSpan(40));
        return [.. header, .. segments];
    }
}
