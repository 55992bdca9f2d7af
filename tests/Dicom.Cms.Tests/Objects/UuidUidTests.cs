using System.Numerics;
using Xunit.Abstractions;

namespace Dicom.Cms.Tests;

public sealed class UuidUidTests(ITestOutputHelper log)
{
    [Fact]
    public void OfVersion8_RandomOctets_IsTheirDecimal()
    {
        const int Seed = 815;
        log.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] octets = new byte[UuidUid.Octets];
            random.NextBytes(octets);

            string uid = UuidUid.OfVersion8(octets);

            uid.Should().Be($"2.25.{new BigInteger(octets, isUnsigned: true, isBigEndian: true)}");
            (octets[6] >> 4, octets[8] >> 6).Should().Be((8, 2), "RFC 9562 5.8");
        }
    }

    [Theory]
    [InlineData(0x00, "2.25.604472133179351442128896")]
    [InlineData(0xFF, "2.25.340282366920937934553716840013076889599")]
    public void OfVersion8_AllBitsAlike_HasNoSuperfluousDigit(byte octet, string expected)
    {
        byte[] octets = [.. Enumerable.Repeat(octet, UuidUid.Octets)];

        UuidUid.OfVersion8(octets).Should().Be(expected);
    }
}
