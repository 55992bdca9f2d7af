using System.Text;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>
/// Builds JPEG 2000 streams segment by segment (ISO/IEC 15444-1 Annex A). They parse; no decoder would like their packets.
/// </summary>
internal static class Jpeg2000Bytes
{
    public static readonly byte[] Size = Segment(
        0x51,
        [0x40, 0, .. Word(8), .. Word(8), .. Word(0), .. Word(0), .. Word(8), .. Word(8), .. Word(0), .. Word(0), 0, 1, 7, 1, 1]);

    public static readonly byte[] CodingStyle = Segment(0x52, 0, 0, 0, 1, 0, 1, 4, 4, 0, 1);
    public static readonly byte[] Quantization = Segment(0x5C, 0x40, 8, 8, 8, 8);
    public static readonly byte[] Comment = Segment(0x64, [0, 1, .. "Doe^Jane"u8]);
    public static readonly byte[] Packets = [0xC0, 0x7C, 0xFF, 0x91, 0, 4, 0, 0, 1, 2];

    public static byte[] Stream(byte[] main, params byte[][] tileParts) =>
        [0xFF, 0x4F, .. Size, .. CodingStyle, .. Quantization, .. main, .. tileParts.SelectMany(part => part), 0xFF, 0xD9];

    public static byte[] TilePart(byte index, byte[] header, byte[] data) =>
    [
        .. Segment(0x90, [0, index, .. Word(14 + header.Length + data.Length), 0, 1]), .. header, 0xFF, 0x93, .. data,
    ];

    public static byte[] Psot(byte[] tilePart, int length) => [.. tilePart[..6], .. Word(length), .. tilePart[10..]];

    public static byte[] Lengths(byte style, int indexLength, params int[] lengths)
    {
        List<byte> body = [0, style];
        for (int i = 0; i < lengths.Length; i++)
        {
            body.AddRange(new byte[indexLength]);
            if (i > 0 && indexLength > 0) body[^1] = 0; // Both tile-parts are of tile 0.
            body.AddRange((style & 0x40) != 0 ? Word(lengths[i]) : Word(lengths[i])[2..]);
        }

        return Segment(0x55, [.. body]);
    }

    public static byte[] Jp2Head(byte[] inHeader) =>
    [
        .. Box("jP  ", 0x0D, 0x0A, 0x87, 0x0A), .. Box("ftyp", [.. "jp2 "u8, 0, 0, 0, 0, .. "jp2 "u8]),
        .. Box("jp2h", [.. Box("ihdr", 0, 0, 0, 8, 0, 0, 0, 8, 0, 1, 7, 7, 0, 0), .. inHeader]),
    ];

    public static byte[] Box(string type, params byte[] content) =>
        [.. Word(8 + content.Length), .. Encoding.ASCII.GetBytes(type), .. content];

    public static byte[] Segment(byte marker, params byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    public static byte[] Word(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
