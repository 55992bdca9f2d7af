namespace Dicom.Cms.Data.Tests;

public sealed class ValueRepresentationTests
{
    // PS3.5 2024 Table 6.2-1 and 7.1.2.
    private const string Short = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US";
    private const string Long = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";
    private const string Text = "AE AS CS DA DS DT IS LO LT PN SH ST TM UI UC UR UT";

    private static readonly Dictionary<string, int> Units = new()
    {
        ["AT"] = 2,
        ["US"] = 2,
        ["SS"] = 2,
        ["OW"] = 2,
        ["UL"] = 4,
        ["SL"] = 4,
        ["FL"] = 4,
        ["OF"] = 4,
        ["OL"] = 4,
        ["FD"] = 8,
        ["OD"] = 8,
        ["OV"] = 8,
        ["SV"] = 8,
        ["UV"] = 8,
    };

    public static TheoryData<string> Names => [.. $"{Short} {Long}".Split(' ')];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_CodeOfPs35_IsThatVr(string name)
    {
        ValueRepresentation vr = Of(name)!;
        vr.Name.Should().Be(name);
        vr.ToString().Should().Be(name);
        vr.HasLongLength.Should().Be(Long.Contains(name, StringComparison.Ordinal));
        vr.UnitLength.Should().Be(Units.GetValueOrDefault(name, 1));
        vr.IsText.Should().Be(Text.Contains(name, StringComparison.Ordinal));
        vr.PaddingOctet.Should().Be(vr.IsText && name != "UI" ? (byte)' ' : (byte)0);
        typeof(ValueRepresentation).GetProperty(name)!.GetValue(null).Should().BeSameAs(vr);
    }

    [Fact]
    public void Find_EveryCode_KnowsExactlyThoseOfPs35()
    {
        int known = Enumerable.Range(0, 65536).Count(code => ValueRepresentation.Find((ushort)code) is not null);
        known.Should().Be(34);
    }

    [Theory]
    [InlineData("ZZ")]
    [InlineData("ob")]
    [InlineData("O ")]
    [InlineData("[B")]
    [InlineData("B[")]
    [InlineData("\0\0")]
    public void Find_NoVr_IsNull(string name) => Of(name).Should().BeNull();

    private static ValueRepresentation? Of(string name) => ValueRepresentation.Find((ushort)((name[0] << 8) | name[1]));
}
