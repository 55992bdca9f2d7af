using System.Reflection;

namespace Dicom.Cms.Data.Tests;

public sealed class DataDictionaryTests
{
    private const ushort NoVr = 0x0000;
    private const ushort UsOrSs = 0x0001;
    private const ushort ObOrOw = 0x0002;
    private const ushort UsOrOw = 0x0003;

    public static TheoryData<uint, string> Keywords => new()
    {
        { 0x00000000, "CommandGroupLength" },
        { 0x00020010, "TransferSyntaxUID" },
        { 0x00080018, "SOPInstanceUID" },
        { 0x00100010, "PatientName" },
        { 0x04000500, "EncryptedAttributesSequence" },
        { 0x04000550, "ModifiedAttributesSequence" },
        { 0x7FE00010, "PixelData" },
        { 0xFFFEE0DD, "SequenceDelimitationItem" },
    };

    public static TheoryData<uint, ushort> ValueRepresentations => new()
    {
        { 0x00100010, Vr("PN") },
        { 0x04000500, Vr("SQ") },
        { 0x04000520, Vr("OB") },
        { 0x00080120, Vr("UR") },
        { 0x00280106, UsOrSs },
        { 0x7FE00010, ObOrOw },
        { 0x00283006, UsOrOw },
        { 0x00281200, UsOrOw },
        { 0xFFFEE000, NoVr },
        { 0x00091001, NoVr },
    };

    [Theory]
    [MemberData(nameof(Keywords))]
    public void KeywordOf_KnownTag_IsKeywordOfPs36(uint tag, string keyword)
    {
        DataDictionary.KeywordOf(new Tag(tag)).Should().Be(keyword);
        DataDictionary.TryFindTag(keyword, out Tag found).Should().BeTrue();
        found.Should().Be(new Tag(tag));
    }

    [Fact]
    public void TryFindTag_KeywordOfEveryTag_FindsThatTag()
    {
        int withoutKeyword = 0;
        foreach (uint value in DataDictionary.TagTable)
        {
            if (!DataDictionary.TryGetKeyword(new Tag(value), out string? keyword))
            {
                withoutKeyword++;
                continue;
            }

            DataDictionary.TryFindTag(keyword, out Tag tag).Should().BeTrue();
            tag.Value.Should().Be(value);
        }

        withoutKeyword.Should().Be(3, "PS3.6 has three retired rows without a keyword");
    }

    [Fact]
    public void KeywordOf_EveryPropertyOfTags_IsThePropertyName()
    {
        PropertyInfo[] properties = typeof(Tags).GetProperties(BindingFlags.Public | BindingFlags.Static);
        foreach (PropertyInfo property in properties.Where(property => property.PropertyType == typeof(Tag)))
        {
            Tag tag = (Tag)property.GetValue(null)!;
            DataDictionary.KeywordOf(tag).Should().Be(property.Name);
        }

        properties.Length.Should().BeGreaterThanOrEqualTo(DataDictionary.TagTable.Length - 3);
    }

    [Fact]
    public void TagTable_ForBinarySearch_AscendsWithoutDuplicates()
    {
        uint[] tags = DataDictionary.TagTable.ToArray();
        tags.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (tags.Length + DataDictionary.MaskedTagTable.Length).Should().Be(5368);
    }

    [Theory]
    [InlineData("")]
    [InlineData("patientname")]
    [InlineData("PatientNam")]
    [InlineData("PatientNameX")]
    [InlineData("Größe")]
    [InlineData("OverlayData")]
    public void TryFindTag_NoKeywordOfOneTag_IsFalse(string keyword)
    {
        DataDictionary.TryFindTag(keyword, out Tag tag).Should().BeFalse();
        tag.Should().Be(default(Tag));
    }

    [Fact]
    public void TryFindTag_LongerThanAnyKeyword_IsFalse() =>
        DataDictionary.TryFindTag(new string('A', 10_000), out _).Should().BeFalse();

    [Fact]
    public void TryFindTag_Null_Throws() =>
        FluentActions.Invoking(() => DataDictionary.TryFindTag(null!, out _)).Should().Throw<ArgumentNullException>();

    [Theory]
    [MemberData(nameof(ValueRepresentations))]
    public void RawVr_KnownTag_IsVrOfPs36(uint tag, ushort vr) => DataDictionary.RawVr(new Tag(tag)).Should().Be(vr);

    [Theory]
    [InlineData(0x60003000, "OverlayData")]
    [InlineData(0x601E3000, "OverlayData")]
    [InlineData(0x50020005, "CurveDimensions")]
    [InlineData(0x00203142, "SourceImageIDs")]
    [InlineData(0x7F020010, "VariablePixelData")]
    public void KeywordOf_RepeatingGroup_IsThatOfTheGroup(uint tag, string keyword) =>
        DataDictionary.KeywordOf(new Tag(tag)).Should().Be(keyword);

    [Fact]
    public void RawVr_RepeatingGroup_IsThatOfTheGroup()
    {
        DataDictionary.RawVr(new Tag(0x60023000)).Should().Be(ObOrOw);
        DataDictionary.RawVr(new Tag(0x60020050)).Should().Be(Vr("SS"));
        DataDictionary.RawVr(new Tag(0x501E2600)).Should().Be(Vr("SQ"));
    }

    [Theory]
    [InlineData(0x60013000)]
    [InlineData(0x50010005)]
    [InlineData(0x10100000)]
    [InlineData(0x00090010)]
    [InlineData(0x00180061)]
    public void TryGetKeyword_PrivateGroupLengthOrUnnamed_IsFalse(uint tag)
    {
        DataDictionary.TryGetKeyword(new Tag(tag), out string? keyword).Should().BeFalse();
        keyword.Should().BeNull();
    }

    private static ushort Vr(string characters) => (ushort)((characters[0] << 8) | characters[1]);
}
