using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

public sealed class ConfidentialityTableTests
{
    [Fact]
    public void TagTable_Edition2026d_Has657RowsWithPatterns()
    {
        ConfidentialityTable.Edition.Should().Be("2026d");
        (ConfidentialityTable.TagTable.Length + ConfidentialityTable.PatternRows).Should().Be(657);
        ConfidentialityTable.TagTable.ToArray().Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Columns_EachRow_HaveAnActionOrNoEntry()
    {
        byte[][] options =
        [
            ConfidentialityTable.CleanDescriptors.ToArray(),
            ConfidentialityTable.CleanGraphics.ToArray(),
            ConfidentialityTable.CleanStructuredContent.ToArray(),
            ConfidentialityTable.RetainDeviceIdentity.ToArray(),
            ConfidentialityTable.RetainInstitutionIdentity.ToArray(),
            ConfidentialityTable.RetainLongitudinalFullDates.ToArray(),
            ConfidentialityTable.RetainLongitudinalModifiedDates.ToArray(),
            ConfidentialityTable.RetainPatientCharacteristics.ToArray(),
            ConfidentialityTable.RetainUids.ToArray(),
        ];

        ConfidentialityTable.BasicProfile.ToArray().Should().HaveCount(653)
            .And.OnlyContain(action => Enum.IsDefined((ConfidentialityAction)action));
        foreach (byte[] option in options)
        {
            option.Should().HaveCount(653).And.OnlyContain(action =>
                action == ConfidentialityTable.NoEntry
                || action == (byte)ConfidentialityAction.Keep
                || action == (byte)ConfidentialityAction.Clean);
            option.Should().Contain(action => action != ConfidentialityTable.NoEntry);
        }
    }

    [Theory]
    [InlineData(0x00080050, ConfidentialityAction.Zero)]
    [InlineData(0x00100010, ConfidentialityAction.Zero)]
    [InlineData(0x00080018, ConfidentialityAction.ReplaceUid)]
    [InlineData(0x00184000, ConfidentialityAction.Remove)]
    [InlineData(0x001811BB, ConfidentialityAction.Dummy)]
    [InlineData(0x00080022, ConfidentialityAction.RemoveOrZero)]
    [InlineData(0x00181400, ConfidentialityAction.RemoveOrDummy)]
    [InlineData(0x00080023, ConfidentialityAction.ZeroOrDummy)]
    [InlineData(0x0008002A, ConfidentialityAction.RemoveOrZeroOrDummy)]
    [InlineData(0x00081140, ConfidentialityAction.RemoveOrZeroOrReplaceUid)]
    [InlineData(0x04000550, ConfidentialityAction.Remove)]
    [InlineData(0xFFFCFFFC, ConfidentialityAction.Remove)]
    internal void Find_ExactRow_IsItsBasicProfile(uint tag, ConfidentialityAction action) =>
        ConfidentialityTable.Find(new Tag(tag)).Should().Be(action);

    [Theory]
    [InlineData(0x00090010)]
    [InlineData(0x00291010)]
    [InlineData(0x50013000)]
    [InlineData(0x50000005)]
    [InlineData(0x501E3000)]
    [InlineData(0x60003000)]
    [InlineData(0x60FE4000)]
    public void Find_PatternRow_Removes(uint tag) =>
        ConfidentialityTable.Find(new Tag(tag)).Should().Be(ConfidentialityAction.Remove);

    [Theory]
    [InlineData(0x00080016)]
    [InlineData(0x00280010)]
    [InlineData(0x04000500)]
    [InlineData(0x54000100)]
    [InlineData(0x60000010)]
    [InlineData(0x7FE00010)]
    public void Find_NoRow_IsNull(uint tag) => ConfidentialityTable.Find(new Tag(tag)).Should().BeNull();
}
