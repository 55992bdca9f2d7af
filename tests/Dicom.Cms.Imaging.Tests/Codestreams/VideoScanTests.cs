using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

public sealed class VideoScanTests
{
    private static readonly byte[] Mpeg2 = [0, 0, 1, 0xB3, 1, 2, 0, 0, 1, 0xB2, .. "Doe^Jane"u8, 0, 0, 1, 0];
    private static readonly byte[] H264 = [0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 6, 5, 24, .. "x264 - core"u8, 0, 0, 1, 0x65, 9];
    private static readonly byte[] Hevc = [0, 0, 1, 0x40, 1, 2, 0, 0, 1, 0x4E, 1, 4, 8, .. "Doe^Jane"u8];

    [Fact]
    public void Describe_ElementaryStreamWithUserData_SaysWhere()
    {
        Describe(Mpeg2, VideoCodec.Mpeg2).Should().Be("a video with user data in 1 place, the first at octet 9");
        Describe(H264, VideoCodec.H264).Should().Contain("1 place, the first at octet 11");
        Describe(Hevc, VideoCodec.Hevc).Should().Contain("1 place, the first at octet 11");
    }

    [Fact]
    public void Describe_StreamWithoutUserData_SaysSo()
    {
        Describe([0, 0, 1, 0xB3, 1, 2, 0, 0, 1, 0, 3], VideoCodec.Mpeg2).Should().Be("a video, in which no user data were seen");
        Describe([0, 0, 1, 0x67, 1, 0, 0, 1, 6, 1, 5, 5], VideoCodec.H264).Should().Contain("no user data");
        Describe([], VideoCodec.Hevc).Should().Contain("no user data");
    }

    [Fact]
    public void Describe_TransportStream_FollowsEachStreamThroughItsPackets()
    {
        // The unit begins at the end of a packet and goes on in the next one of the same stream.
        byte[] first = Packet(0x100, [.. Enumerable.Repeat((byte)9, 181), 0, 0, 1]), other = Packet(0x200, [.. new byte[184]]),
            next = Packet(0x100, [0xB2, .. new byte[183]]);

        Describe([.. first, .. other, .. next], VideoCodec.Mpeg2).Should().Contain("1 place");
        Describe([.. first, .. other, .. Packet(0x100, [0xB3, .. new byte[183]])], VideoCodec.Mpeg2).Should().Contain("no user data");
    }

    [Fact]
    public void Describe_Mp4_LooksIntoBoxesAndSamples()
    {
        byte[] ftyp = Box("ftyp", [.. "isom"u8]), sample = [0, 0, 0, 4, 6, 5, 1, 2, 0, 0, 0, 2, 0x65, 1];
        byte[] movie = Box("moov", Box("trak", Box("udta", [.. "Doe^Jane"u8])));

        Describe([.. ftyp, .. movie, .. Box("mdat", sample)], VideoCodec.H264).Should().Contain("2 places");
        byte[] plain = [.. ftyp, .. Box("moov", Box("trak", [])), .. Box("mdat", [0, 0, 0, 2, 0x65, 1])];
        Describe(plain, VideoCodec.H264).Should().Contain("no user data");
    }

    [Fact]
    public void Describe_AnyOctets_Ends()
    {
        Random random = new(20261201);
        byte[][] starts = [[], [0, 0, 0, 20, .. "ftyp"u8], [0x47]];
        for (int round = 0; round < 3000; round++)
        {
            byte[] octets = new byte[random.Next(600)];
            random.NextBytes(octets);
            starts[round % 3].AsSpan(0, Math.Min(starts[round % 3].Length, octets.Length)).CopyTo(octets);
            if (octets.Length > 188 && round % 3 == 2) octets[188] = 0x47;

            Describe(octets, (VideoCodec)(round % 3)).Should().StartWith("a video");
        }
    }

    private static byte[] Packet(int stream, byte[] payload)
    {
        payload.Should().HaveCount(184);
        return [0x47, (byte)(stream >> 8), (byte)stream, 0x10, .. payload];
    }

    private static byte[] Box(string type, byte[] content) =>
        [0, 0, 0, (byte)(8 + content.Length), .. System.Text.Encoding.ASCII.GetBytes(type), .. content];

    private static string Describe(byte[] video, VideoCodec codec)
    {
        using CodestreamInput input = new(ByteSource.FromMemory(video), [(0, video.Length)]);
        return VideoScan.Describe(input, codec);
    }
}
