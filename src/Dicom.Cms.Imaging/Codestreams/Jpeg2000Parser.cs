using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>
/// JPEG 2000 and HTJ2K (ISO/IEC 15444-1 Annex A, 15444-2, 15444-15): main header, tile-parts with their headers, EOC. Packets are skipped.
/// A JP2 file around the codestream (15444-1 Annex I) goes.
/// </summary>
/// <remarks>
/// What goes: COM in main and tile-part headers, unless they only name the encoder, PLM, and all boxes. Psot and TLM are put right.
/// </remarks>
internal sealed class Jpeg2000Parser : CodestreamParser
{
    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits)
    {
        if (Jp2Boxes.IsAt(input)) Jp2Boxes.CutToCodestream(input, edits);
        if (input.Remaining < 2 || input.ReadUInt16() != Jpeg2000Marker.StartOfCodestream)
            throw new CodestreamFormatException("the stream does not begin with SOC", 0);
        Jpeg2000Header header = new();
        TilePartLengths lengths = new();
        int marker = ReadMainHeader(input, edits, header, lengths);
        if (!header.IsComplete) throw new CodestreamFormatException("the main header is not complete", input.Position);
        bool hasTilePart = false;
        for (; marker == Jpeg2000Marker.StartOfTilePart; marker = input.ReadUInt16())
        {
            ReadTilePart(input, edits, header, lengths);
            hasTilePart = true;
        }

        if (marker != Jpeg2000Marker.EndOfCodestream)
            throw new CodestreamFormatException("neither a tile-part nor EOC follows", input.Position - 2);
        if (!hasTilePart) throw new CodestreamFormatException("there is no tile-part", input.Position);
        if (!lengths.IsSettled) throw new CodestreamFormatException("TLM names tile-parts that are not there", input.Position);
        return input.Position;
    }

    private static int ReadMainHeader(CodestreamInput input, CodestreamEdits edits, Jpeg2000Header header, TilePartLengths lengths)
    {
        if (input.ReadUInt16() != Jpeg2000Marker.Size || !header.TakesSize(ReadBody(input)))
            throw new CodestreamFormatException("SIZ does not follow SOC, or breaks its standard", 2);
        while (true)
        {
            long start = input.Position;
            int marker = input.ReadUInt16();
            if (marker is Jpeg2000Marker.StartOfTilePart or Jpeg2000Marker.EndOfCodestream) return marker;
            ReadOnlySpan<byte> body = ReadBody(input);
            bool isSound = marker switch
            {
                Jpeg2000Marker.Comment => IsEncoderName(body) || Cut(edits, start, body),
                Jpeg2000Marker.PacketLengths => Cut(edits, start, body),
                Jpeg2000Marker.TilePartLengths => lengths.Takes(body, start + 4),
                _ => header.Takes(marker, body, isMain: true),
            };
            if (!isSound) throw Breaks(marker, start);
        }
    }

    /// <summary>A tile-part, behind its SOT marker (A.4.2).</summary>
    private static void ReadTilePart(CodestreamInput input, CodestreamEdits edits, Jpeg2000Header header, TilePartLengths lengths)
    {
        long start = input.Position - 2;
        ReadOnlySpan<byte> body = ReadBody(input);
        if (body.Length != 8) throw Breaks(Jpeg2000Marker.StartOfTilePart, start);
        ushort index = BinaryPrimitives.ReadUInt16BigEndian(body);
        uint stated = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
        if (stated != 0 && (stated < 14 || stated > input.Length - start))
            throw new CodestreamFormatException("a tile-part is longer than the stream, or shorter than its header", start);

        (long cut, long packetLengths) = ReadTilePartHeader(input, edits, header);
        long dataStart = input.Position;
        if (stated != 0 && dataStart > start + stated) throw new CodestreamFormatException("a tile-part is shorter than its header", start);
        if (stated != 0) input.Skip(start + stated - dataStart);
        else SkipToEnd(input);
        if (packetLengths >= 0 && !header.HasPackedHeaders && packetLengths != input.Position - dataStart)
            throw new CodestreamFormatException("the packet lengths (PLT) are not those of the packets", start);

        long length = input.Position - start - cut;
        if (!lengths.Settle(edits, index, length)) throw new CodestreamFormatException("TLM does not fit the tile-parts", start);
        if (cut == 0 || stated == 0) return;
        byte[] octets = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)length);
        edits.Replace(start + 6, octets.Length, octets);
    }

    /// <returns>Octets that are cut, and those that PLT says the packets have; -1 where there is none.</returns>
    private static (long Cut, long PacketLengths) ReadTilePartHeader(CodestreamInput input, CodestreamEdits edits, Jpeg2000Header header)
    {
        long cut = 0, packetLengths = -1;
        while (true)
        {
            long start = input.Position;
            int marker = input.ReadUInt16();
            if (marker == Jpeg2000Marker.StartOfData) return (cut, packetLengths);
            ReadOnlySpan<byte> body = ReadBody(input);
            switch (marker)
            {
                case Jpeg2000Marker.Comment when IsEncoderName(body):
                    break;
                case Jpeg2000Marker.Comment:
                    Cut(edits, start, body);
                    cut += 4 + body.Length;
                    break;
                case Jpeg2000Marker.TilePacketLengths when TrySumPacketLengths(body) is { } sum:
                    packetLengths = Math.Max(packetLengths, 0) + sum;
                    break;
                default:
                    if (!header.Takes(marker, body, isMain: false)) throw Breaks(marker, start);
                    break;
            }
        }
    }

    // A.7.3: an index, then numbers in groups of seven bits, of which all but the last have the highest bit set.
    private static long? TrySumPacketLengths(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2) return null;
        long sum = 0, number = 0;
        foreach (byte octet in body[1..])
        {
            number = (number << 7) | (uint)(octet & 0x7F);
            if (number > uint.MaxValue) return null;
            if ((octet & 0x80) != 0) continue;
            sum += number;
            number = 0;
        }

        return number == 0 ? sum : null;
    }

    // Psot is 0: the last tile-part goes to EOC. No marker from FF90 on occurs in packets but SOP and EPH.
    private static void SkipToEnd(CodestreamInput input)
    {
        while (input.SkipTo(0xFF))
        {
            if (input.Peek(2) is [0xFF, 0xD9]) return;
            input.Skip(1);
        }
    }

    private static ReadOnlySpan<byte> ReadBody(CodestreamInput input)
    {
        long start = input.Position;
        int length = input.ReadUInt16() - 2;
        if (length < 0 || length > input.Remaining) throw new CodestreamFormatException("a segment of a wrong length", start);
        return input.Read(length);
    }

    // A.9.2: how the comment is written, 0 for octets and 1 for Latin-1, and the comment.
    private static bool IsEncoderName(ReadOnlySpan<byte> body) => body is [0, 0 or 1, ..] && EncoderName.Is(body[2..]);

    private static bool Cut(CodestreamEdits edits, long start, ReadOnlySpan<byte> body)
    {
        edits.Cut(start, 4L + body.Length);
        return true;
    }

    private static CodestreamFormatException Breaks(int marker, long start) =>
        new($"a segment ({marker:X4}) that breaks its standard, or is not known", start);
}
