using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>
/// The boxes of a JP2 file around a codestream (ISO/IEC 15444-1 Annex I). PS3.5 A.4.4 has none; decoders that meet them skip them, unless
/// they say what the components mean: then they cannot go, and the stream does not parse.
/// </summary>
internal static class Jp2Boxes
{
    private const uint Signature = 0x6A502020, Header = 0x6A703268, Codestream = 0x6A703263, Palette = 0x70636C72, Mapping = 0x636D6170,
        Channels = 0x63646566;

    // A header box holds a few small boxes, and perhaps a color profile.
    private const int LongestHeader = CodestreamInput.BufferLength;

    /// <summary>Whether a JP2 file starts here.</summary>
    public static bool IsAt(CodestreamInput input) =>
        input.Peek(8) is [0, 0, 0, 12, _, _, _, _] start && BinaryPrimitives.ReadUInt32BigEndian(start[4..]) == Signature;

    /// <summary>Goes to the contents of the first codestream box. What stands before is cut.</summary>
    /// <exception cref="CodestreamFormatException">There is none, or the boxes before it decide what is decoded.</exception>
    public static void CutToCodestream(CodestreamInput input, CodestreamEdits edits)
    {
        long start = input.Position;
        while (input.Remaining >= 8)
        {
            long box = input.Position;
            long length = input.ReadUInt32();
            uint type = input.ReadUInt32();
            if (length == 1)
            {
                if (input.Remaining < 8) break;
                length = ((long)input.ReadUInt32() << 32) | input.ReadUInt32();
            }

            if (length == 0) length = input.Length - box;
            long content = box + length - input.Position;
            if (length < 0 || content < 0 || content > input.Remaining)
                throw new CodestreamFormatException("a box is longer than the stream, or shorter than its header", box);
            if (type == Codestream)
            {
                edits.Cut(start, input.Position - start);
                return;
            }

            if (type == Header) RequirePlain(input, content, box);
            else input.Skip(content);
        }

        throw new CodestreamFormatException("a JP2 file without a codestream", start);
    }

    /// <summary>Reads the header box: no palette, and channels that are the components in their order.</summary>
    private static void RequirePlain(CodestreamInput input, long length, long place)
    {
        if (length > LongestHeader) throw new CodestreamFormatException("a JP2 header that is too long", place);
        for (ReadOnlySpan<byte> boxes = input.Read((int)length); !boxes.IsEmpty;)
        {
            uint inner = boxes.Length < 8 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(boxes);
            if (inner < 8 || inner > boxes.Length) throw new CodestreamFormatException("a JP2 header that is damaged", place);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(boxes[4..]);
            bool decides = type is Palette or Mapping || (type == Channels && !AreInOrder(boxes[8..(int)inner]));
            if (decides) throw new CodestreamFormatException("a JP2 header that says what the components mean", place);
            boxes = boxes[(int)inner..];
        }
    }

    // I.5.3.6: for each channel its number, its type (0: color) and the color it is associated with.
    private static bool AreInOrder(ReadOnlySpan<byte> channels)
    {
        for (int at = 2; at + 6 <= channels.Length; at += 6)
        {
            int number = BinaryPrimitives.ReadUInt16BigEndian(channels[at..]);
            bool isColor = BinaryPrimitives.ReadUInt16BigEndian(channels[(at + 2)..]) == 0;
            if (isColor && BinaryPrimitives.ReadUInt16BigEndian(channels[(at + 4)..]) != number + 1) return false;
        }

        return true;
    }
}
