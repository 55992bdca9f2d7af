using System.Text;

namespace Dicom.Cms.Tests;

public sealed class ReadableTextTests
{
    public static TheoryData<string> Encodings => ["us-ascii", "iso-8859-1", "utf-8", "utf-16", "utf-16BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void IsIn_TextAmongRandomOctets_IsFound(string encoding)
    {
        Random random = new(20261201);
        string[] texts =
        [
            "Meier^Sofie 471100815", "PatientName=Kröger, Jörg;ID=12", "471108154 Müller Änne", "<p n='Rohrbach' g='Rita' id='471108154'/>",
        ];
        foreach (string text in texts)
        {
            byte[] octets = [.. Noise(random, 1001), .. Encoding.GetEncoding(encoding).GetBytes(text), .. Noise(random, 1000)];

            ReadableText.IsIn(octets).Should().BeTrue($"{text} in {encoding}");
        }
    }

    [Fact]
    public void IsIn_RandomOctets_IsNot()
    {
        Random random = new(20261202);
        for (int round = 0; round < 40; round++) ReadableText.IsIn(Noise(random, 1 << 18)).Should().BeFalse();
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    [InlineData((byte)'Z')]
    [InlineData((byte)' ')]
    public void IsIn_OneOctetOverAndOver_IsNot(byte octet) => ReadableText.IsIn([.. Enumerable.Repeat(octet, 4000)]).Should().BeFalse();

    [Fact]
    public void IsIn_ShortLabel_IsNot() => ReadableText.IsIn([0, 1, 2, .. "Exif"u8, 0, 0, .. "Photoshop"u8, 1, 2]).Should().BeFalse();

    private static byte[] Noise(Random random, int length)
    {
        byte[] octets = new byte[length];
        random.NextBytes(octets);
        return octets;
    }
}
