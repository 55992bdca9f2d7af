using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

public sealed class AttributeTypesTests
{
    private const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    private const string PositronEmissionTomographyImageStorage = "1.2.840.10008.5.1.4.1.1.128";
    private const string TwelveLeadEcgWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.1";

    [Fact]
    public void Find_AttributeOfOneModule_IsItsType()
    {
        AttributeTypes.Find(CtImageStorage, Tags.PatientID).Should().Be(AttributeType.Type2);
        AttributeTypes.Find(TwelveLeadEcgWaveformStorage, Tags.ContentDate).Should().Be(AttributeType.Type1);
    }

    [Fact]
    public void Find_AttributeOfSeveralModules_IsTheStrictestType()
    {
        // PS3.3 Table A.21.3-1: PET Series has Type 1 where General Series has Type 3.
        AttributeTypes.Find(PositronEmissionTomographyImageStorage, Tags.SeriesDate).Should().Be(AttributeType.Type1);
        AttributeTypes.Find(CtImageStorage, Tags.SeriesDate).Should().Be(AttributeType.Type3);
    }

    [Fact]
    public void Find_UnknownSopClassOrTag_IsNull()
    {
        AttributeTypes.Find("1.2.3", Tags.PatientID).Should().BeNull();
        AttributeTypes.Find(CtImageStorage, Tags.Rows).Should().BeNull();
        AttributeTypes.Find(CtImageStorage, Tags.WaveformSequence).Should().BeNull();
    }

    [Fact]
    public void TagTable_EveryTag_HasACompoundAction()
    {
        foreach (uint tag in AttributeTypes.TagTable)
        {
            ConfidentialityTable.Find(new Tag(tag)).Should().BeOneOf(
                ConfidentialityAction.RemoveOrZero,
                ConfidentialityAction.RemoveOrDummy,
                ConfidentialityAction.ZeroOrDummy,
                ConfidentialityAction.RemoveOrZeroOrDummy,
                ConfidentialityAction.RemoveOrZeroOrReplaceUid);
        }
    }
}
