using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>The parts that records are made of, each by itself, against docs/restoration.md.</summary>
public sealed class RecordPartsTests
{
    private static readonly string[] VrList =
        "AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UR US UT UV".Split(' ');

    [Theory]
    [InlineData("+1.50", "15E-1")]
    [InlineData("100", "1E2")]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("-0012.3400", "-1234E-2")]
    [InlineData("10E-1", "1")]
    [InlineData("1e+2", "1E2")]
    [InlineData("1.", "1")]
    [InlineData(".5", "5E-1")]
    [InlineData("1E123456", "1E123456")]
    [InlineData("0E99999", "0")]
    [InlineData("1234567890123456", "1234567890123456")]
    public void Canonicalize_ADecimalNumber_HasOneForm(string text, string expected) => Canonicalized(text).Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("E5")]
    [InlineData("1E")]
    [InlineData("1E+")]
    [InlineData("1E1.5")]
    [InlineData("1E+123456")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    public void Canonicalize_AnythingElse_IsNoNumber(string text) => Canonicalized(text).Should().BeEmpty();

    [Fact]
    public void CanonicalKinds_EachLineOfTheList_IsWhatTheTableSays()
    {
        string[] lines = File.ReadAllLines(Path.Combine(ReadmeFolder.RepositoryRoot, "docs", "restoration-kinds.tsv"))[1..];

        lines.Should().HaveCountGreaterThan(2_000);
        foreach (string line in lines)
        {
            string[] columns = line.Split('\t');
            CanonicalKind expected = Enum.Parse<CanonicalKind>(columns[1], ignoreCase: true);
            foreach (char digit in columns[0].Contains('x') ? "02468ace" : "0")
            {
                uint tag = uint.Parse(columns[0].Replace('x', digit), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                CanonicalKinds.Of(new Tag(tag)).Should().Be(expected, columns[0]);
            }
        }
    }

    [Fact]
    public void CanonicalKinds_EachStandardTag_IsInTheListOrOctets()
    {
        HashSet<string> listed = [.. File.ReadLines(Path.Combine(ReadmeFolder.RepositoryRoot, "docs", "restoration-kinds.tsv"))
            .Select(line => line.Split('\t')[0])];
        bool IsListed(uint tag)
        {
            string name = tag.ToString("x8", CultureInfo.InvariantCulture);
            return listed.Contains(name) || listed.Any(pattern => pattern.Contains('x')
                && pattern.Zip(name).All(pair => pair.First == 'x' || pair.First == pair.Second));
        }

        for (uint group = 4; group < 0x80; group += 2)
        {
            for (uint element = 1; element < 0x3200; element += 3)
            {
                Tag tag = new((group << 16) | element);
                if (CanonicalKinds.Of(tag) != CanonicalKind.Octets) IsListed(tag.Value).Should().BeTrue(tag.ToString());
            }
        }
    }

    [Theory]
    [InlineData(0x0009_0010u)]
    [InlineData(0x0009_1010u)]
    [InlineData(0x0028_0010u)]
    [InlineData(0x7FE0_0010u)]
    public void CanonicalKinds_WhatIsNotListed_IsOctets(uint tag) => CanonicalKinds.Of(new Tag(tag)).Should().Be(CanonicalKind.Octets);

    [Fact]
    public void VrOctet_EachVr_IsItsPlaceInTheList()
    {
        for (int i = 0; i < VrList.Length; i++)
        {
            ValueRepresentation vr = ValueRepresentation.Find((ushort)((VrList[i][0] << 8) | VrList[i][1]))!;

            VrOctet.Of(vr).Should().Be((byte)(i + 1), VrList[i]);
            VrOctet.ToVr((byte)(i + 1)).Should().Be(vr);
        }

        VrOctet.Of(ValueRepresentation.UN).Should().Be(0);
        VrOctet.Of(null).Should().Be(0);
        VrOctet.ToVr(0).Should().BeNull();
        VrOctet.ToVr(34).Should().BeNull();
        VrOctet.ToVr(255).Should().BeNull();
    }

    [Theory]
    [InlineData(0x0010_0010u, 19)] // PN
    [InlineData(0x7FE0_0010u, 0)] // OB or OW
    [InlineData(0x0009_0010u, 0)] // private
    public void VrOctet_ToRecordOfNoVr_IsTheOnlyChoiceOfTheDictionary(uint tag, byte expected)
    {
        VrOctet.ToRecord(new Tag(tag), null).Should().Be(expected);
        VrOctet.ToRecord(new Tag(tag), ValueRepresentation.UN).Should().Be(expected);
        VrOctet.ToRecord(new Tag(tag), ValueRepresentation.LO).Should().Be(11);
    }

    [Fact]
    public void VrOctet_Fits_TakesAnyOnEitherSide()
    {
        VrOctet.Fits(11, ValueRepresentation.LO).Should().BeTrue();
        VrOctet.Fits(11, ValueRepresentation.SH).Should().BeFalse();
        VrOctet.Fits(11, ValueRepresentation.UN).Should().BeTrue();
        VrOctet.Fits(11, null).Should().BeTrue();
        VrOctet.Fits(0, ValueRepresentation.SH).Should().BeTrue();
    }

    [Fact]
    public void ClearHeader_Parse_TakesOfBulkValuesOnlyTheHeader()
    {
        byte[] octets = DicomBytes.Explicit().Text(0x0008_0060, "CS", "CT").Header(0x5400_0100, "SQ", 0xFFFF_FFFF)
            .UndefinedSequence(0x0008_1140, item => item.Text(0x0008_1155, "UI", "1.2")).Header(0x7FE0_0010, "OW", 1 << 24).ToArray();

        ClearHeader header = ClearHeader.Parse(octets, DataSetEncoding.ExplicitLittleEndian,
            [new BulkValue(0, new Tag(0x5400_0100), 0, 9), new BulkValue(1, new Tag(0x7FE0_0010), 0, 1 << 24)]);

        header.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0060, 0x5400_0100, 0x0008_1140, 0x7FE0_0010);
        header.OctetsOf(header.Elements[1]).Length.Should().Be(12);
        header.Elements.SelectMany(element => header.OctetsOf(element).ToArray()).Should().Equal(octets);
    }

    [Fact]
    public void ClearHeader_ParseOfDamagedOctets_Fails()
    {
        byte[] modality = DicomBytes.Explicit().Text(0x0008_0060, "CS", "CT").ToArray();
        byte[] tooLong = DicomBytes.Explicit().Header(0x0008_0060, "CS", 4).Raw(65, 66).ToArray();
        byte[] open = DicomBytes.Explicit().Header(0x0008_1140, "SQ", 0xFFFF_FFFF).ToArray();

        foreach (byte[] damaged in (byte[][])[[.. modality, .. modality], modality[..5], tooLong, open])
        {
            Action parse = () => ClearHeader.Parse(damaged, DataSetEncoding.ExplicitLittleEndian, []);

            parse.Should().Throw<DicomFormatException>();
        }
    }

    [Fact]
    public void ClearHeader_TryDeflate_ComesBackAtItsLengthOnly()
    {
        byte[] octets = new byte[5_000];
        byte[] deflated = ClearHeader.TryDeflate(octets)!;

        deflated.Length.Should().BeLessThan(octets.Length);
        ClearHeader.Inflate(deflated, octets.Length).Should().Equal(octets);
        foreach ((byte[] damaged, int length) in (IEnumerable<(byte[], int)>)
            [(deflated, 4_999), (deflated, 5_001), (deflated, int.MaxValue), (deflated[..4], 5_000), ([0xFF, 0xFF], 1)])
        {
            Action inflate = () => ClearHeader.Inflate(damaged, length);
            inflate.Should().Throw<DicomFormatException>();
        }
    }

    [Fact]
    public void ClearHeader_TryDeflateOfWhatGetsNoShorter_IsNull()
    {
        ClearHeader.TryDeflate(new byte[511]).Should().BeNull();
        ClearHeader.TryDeflate(RecoverySamples.Octets(2_000)).Should().BeNull();
    }

    [Fact]
    public void ItemKey_DerivedKeys_AreThoseOfRfc5869()
    {
        ItemKey key = new(HandRecord.ItemKey);
        byte[] extracted = HMACSHA256.HashData(new byte[32], HandRecord.ItemKey);

        key.Octets.ToArray().Should().Equal(HandRecord.ItemKey);
        key.Bulk.ToArray().Should().Equal(HMACSHA256.HashData(extracted, "bulk\u0001"u8.ToArray()));
        key.Clear.ToArray().Should().Equal(HMACSHA256.HashData(extracted, "clear\u0001"u8.ToArray()));
    }

    // python3: e = hmac.digest(bytes(32), bytes(range(32)), "sha256"); hmac.digest(e, b"bulk\1", "sha256").hex()
    [Fact]
    public void ItemKey_OfAKnownKey_DerivesTheKnownAnswers()
    {
        ItemKey key = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

        Convert.ToHexStringLower(key.Bulk.Span).Should().Be("e363dc8143a4a746de7b145d9f1f63aec89323d0f8303ee74141aede1c032b98");
        Convert.ToHexStringLower(key.Clear.Span).Should().Be("cd09487173f217112afdaa3931882de460f9561bf1e94c1424ec603fea648b55");
    }

    [Fact]
    public void ItemKey_Create_IsAnotherOneEachTime()
    {
        ItemKey.Create().Octets.Length.Should().Be(32);
        ItemKey.Create().Octets.ToArray().Should().NotEqual(ItemKey.Create().Octets.ToArray());
    }

    [Fact]
    public void ContentDigest_Write_IsTheElementOfThePage()
    {
        byte[] plaintext = [.. RecoverySamples.Octets(100), .. new byte[46]];
        ContentDigest.Write(plaintext);

        ContentDigest.ElementLength.Should().Be(46);
        plaintext[100..].Should().Equal(
            [0x01, 0x04, 0xFF, 0x10, (byte)'O', (byte)'B', 0, 0, 34, 0, 0, 0, .. SHA256.HashData(plaintext[..100]), 0, 2]);
        ContentDigest.Matches(plaintext).Should().BeTrue();
    }

    [Fact]
    public void ContentDigest_MatchesOfAnyOctetAltered_IsFalse()
    {
        byte[] plaintext = [.. RecoverySamples.Octets(20), .. new byte[46]];
        ContentDigest.Write(plaintext);

        for (int i = 0; i < plaintext.Length; i++)
        {
            plaintext[i] ^= 1;
            ContentDigest.Matches(plaintext).Should().BeFalse(i.ToString(CultureInfo.InvariantCulture));
            plaintext[i] ^= 1;
        }

        ContentDigest.Matches(plaintext.AsSpan(0, 45)).Should().BeFalse();
        ContentDigest.Matches(plaintext.AsSpan(0, 65)).Should().BeFalse();
        ContentDigest.Matches([.. plaintext, 0]).Should().BeFalse();
    }

    private static string Canonicalized(string text)
    {
        Span<byte> form = stackalloc byte[DecimalNumber.MaxLength];
        return Encoding.ASCII.GetString(form[..DecimalNumber.Canonicalize(Encoding.ASCII.GetBytes(text), form)]);
    }
}
