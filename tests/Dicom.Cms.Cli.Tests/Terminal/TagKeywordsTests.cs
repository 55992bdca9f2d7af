namespace Dicom.Cms.Cli.Tests;

public sealed class TagKeywordsTests
{
    [Theory]
    [InlineData("The value ends early, at octet 132 in (0010,0010).", "The value ends early, at octet 132 in (0010,0010) PatientName.")]
    [InlineData("(0040,A730)[1]/(0040,a160) is odd", "(0040,A730)[1]/(0040,a160) TextValue is odd")]
    [InlineData("(0010,0010) and (0010,0010)", "(0010,0010) PatientName and (0010,0010)")]
    [InlineData("(0010,0010), (0010,0020)", "(0010,0010) PatientName, (0010,0020) PatientID")]
    [InlineData("PatientID (0010,0020) is kept", "PatientID (0010,0020) is kept")]
    [InlineData("private (0009,1001) and (not, a tag) (", "private (0009,1001) and (not, a tag) (")]
    public void AddTo_Text_NamesEachTagOnce(string text, string expected) => TagKeywords.AddTo(text).Should().Be(expected);
}
