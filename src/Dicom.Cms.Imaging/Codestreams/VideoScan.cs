namespace Dicom.Cms.Imaging;

/// <summary>
/// Looks for user data in a video: MPEG-2 (ISO/IEC 13818-2), H.264 (ISO/IEC 14496-10) and HEVC (ISO/IEC 23008-2), plain, in a transport
/// stream or in MP4. Nothing is cut from videos: their containers count octets.
/// </summary>
internal static class VideoScan
{
    private const int PacketLength = 188;
    private const byte PacketStart = 0x47;

    /// <summary>Scans a video to its end.</summary>
    /// <param name="input">The video, at its start.</param>
    /// <param name="codec">How its pictures are compressed.</param>
    /// <returns>What is to be said of it, as a reason why it was not read to its segments.</returns>
    public static string Describe(CodestreamInput input, VideoCodec codec)
    {
        UserData found = new(codec);
        if (IsMp4(input)) Mp4Boxes.Scan(input, found);
        else if (IsTransportStream(input)) ScanPackets(input, codec, found);
        else found.ScanRest(input);
        return found.Places == 0
            ? "a video, in which no user data were seen"
            : $"a video with user data in {found.Places} {(found.Places == 1 ? "place" : "places")}, the first at octet {found.First}";
    }

    private static bool IsMp4(CodestreamInput input) =>
        input.Peek(8) is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p'];

    private static bool IsTransportStream(CodestreamInput input)
    {
        ReadOnlySpan<byte> start = input.Peek(PacketLength + 1);
        return start.Length > PacketLength && start[0] == PacketStart && start[PacketLength] == PacketStart;
    }

    /// <summary>ISO/IEC 13818-1 2.4.3: packets of 188 octets, each of one elementary stream, which goes on from packet to packet.</summary>
    private static void ScanPackets(CodestreamInput input, VideoCodec codec, UserData found)
    {
        Dictionary<int, UserData> streams = [];
        while (input.Remaining >= PacketLength)
        {
            long place = input.Position;
            ReadOnlySpan<byte> packet = input.Read(PacketLength);
            if (packet[0] != PacketStart) return;
            int stream = ((packet[1] & 0x1F) << 8) | packet[2], start = 4;
            if ((packet[3] & 0x20) != 0) start += 1 + packet[4];
            if ((packet[3] & 0x10) == 0 || start >= PacketLength) continue;
            if (!streams.TryGetValue(stream, out UserData? data)) streams.Add(stream, data = new UserData(codec));
            int before = data.Places;
            data.Scan(packet[start..], place + start);
            if (data.Places > before) found.Note(data.Places - before, place);
        }
    }
}
