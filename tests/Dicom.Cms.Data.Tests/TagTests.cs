namespace Dicom.Cms.Data.Tests;

public sealed class TagTests
{
    [Fact]
    public void Constructor_GroupAndElement_AreKept()
    {
        Tag tag = new(0x0010, 0x0020);
        tag.Value.Should().Be(0x0010_0020);
        tag.Group.Should().Be(0x0010);
        tag.Element.Should().Be(0x0020);
        tag.ToString().Should().Be("(0010,0020)");
    }

    [Theory]
    [InlineData(0x0009_0010u, true, true, false, false)]
    [InlineData(0x0009_00FFu, true, true, false, false)]
    [InlineData(0x0009_000Fu, true, false, false, false)]
    [InlineData(0x0009_1010u, true, false, false, false)]
    [InlineData(0x0009_0000u, true, false, true, false)]
    [InlineData(0x0008_0010u, false, false, false, false)]
    [InlineData(0x7FE0_0000u, false, false, true, false)]
    [InlineData(0xFFFE_E00Du, false, false, false, true)]
    public void Kind_OfTag_FollowsPs35(uint value, bool isPrivate, bool isCreator, bool isGroupLength, bool isDelimitation)
    {
        Tag tag = new(value);
        tag.IsPrivate.Should().Be(isPrivate);
        tag.IsPrivateCreator.Should().Be(isCreator);
        tag.IsGroupLength.Should().Be(isGroupLength);
        tag.IsItemOrDelimitation.Should().Be(isDelimitation);
    }

    [Theory]
    [InlineData("00100010", 0x0010_0010u)]
    [InlineData("(0010,0010)", 0x0010_0010u)]
    [InlineData("7fe00010", 0x7FE0_0010u)]
    [InlineData("(FFFE,e0dd)", 0xFFFE_E0DDu)]
    public void TryParse_Tag_IsThatTag(string text, uint value)
    {
        Tag.TryParse(text, out Tag tag).Should().BeTrue();
        tag.Value.Should().Be(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0010001")]
    [InlineData("001000100")]
    [InlineData("0010 010")]
    [InlineData("0x100010")]
    [InlineData("0010,0010")]
    [InlineData("(0010,ZZZZ)")]
    [InlineData("(ZZZZ,0010)")]
    [InlineData("(0010;0010)")]
    [InlineData("[0010,0010]")]
    [InlineData("PatientName")]
    public void TryParse_NoTag_IsFalseAndDefault(string text)
    {
        Tag.TryParse(text, out Tag tag).Should().BeFalse();
        tag.Should().Be(default(Tag));
    }

    [Fact]
    public void Comparison_OfTags_IsByGroupThenElement()
    {
        Tag low = new(0x0008_FFFF), high = new(0x0010_0000), same = new(0x0010_0000);
        (low < high && high > low && low <= high && high >= low && high <= same && high >= same).Should().BeTrue();
        (high < low || low > high || high <= low || low >= high).Should().BeFalse();
        low.CompareTo(high).Should().BeNegative();
        high.CompareTo(same).Should().Be(0);
        new Tag(0xFFFE_E000).CompareTo(new Tag(0x7FE0_0010)).Should().BePositive("values are unsigned");
    }
}
