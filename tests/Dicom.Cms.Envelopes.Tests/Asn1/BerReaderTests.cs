namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The limits of the reader itself, at equality and one beyond.</summary>
public sealed class BerReaderTests
{
    // X.690 8.7.3: segments of segments. Eight levels are read.
    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void ReadOctetString_ConstructedInConstructed_IsReadToEightLevels(int levels, bool isRead)
    {
        byte[] encoded = TestEnvelope.Tlv(0x04, 1, 2, 3);
        for (int level = 0; level < levels; level++) encoded = TestEnvelope.Tlv(0x24, encoded);

        Func<byte[]> read = () => new BerReader(encoded).ReadOctetString("content").ToArray();

        if (isRead) read().Should().Equal(1, 2, 3);
        else read.Should().Throw<EnvelopeFormatException>().WithMessage("content at octet*nest too deep");
    }

    [Fact]
    public void ReadOctetString_Segments_AreJoinedInOrder() =>
        new BerReader(Convert.FromHexString("24800401AA24050403BBCCDD04000000")).ReadOctetString("content").ToArray()
            .Should().Equal(0xAA, 0xBB, 0xCC, 0xDD);

    // Certificates with redundant leading octets in the serial number exist.
    [Theory]
    [InlineData("020101", "01")]
    [InlineData("0203000001", "000001")]
    [InlineData("0200", null)]
    [InlineData("2203020101", null)]
    [InlineData("040101", null)]
    public void ReadIntegerOctets_Integer_IsTakenAsItStands(string encoded, string? expected)
    {
        Func<string> read = () => Convert.ToHexString(new BerReader(Convert.FromHexString(encoded)).ReadIntegerOctets("serialNumber").Span);

        if (expected is null) read.Should().Throw<EnvelopeFormatException>().Which.Field.Should().Be("serialNumber");
        else read().Should().Be(expected);
    }

    [Theory]
    [InlineData("03020004", "04")]
    [InlineData("03020104", null)]
    public void ReadBitString_UnusedBits_AreNoKey(string encoded, string? expected)
    {
        Func<string> read = () => Convert.ToHexString(new BerReader(Convert.FromHexString(encoded)).ReadBitString("publicKey").Span);

        if (expected is null) read.Should().Throw<EnvelopeFormatException>().Which.Field.Should().Be("publicKey");
        else read().Should().Be(expected);
    }
}
