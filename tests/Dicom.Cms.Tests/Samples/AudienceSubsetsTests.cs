using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>samples/AudienceSubsets: three audiences, and who sees what.</summary>
public sealed partial class AudienceSubsetsTests
{
    [Fact]
    public void Run_ThreeAudiences_ShowsEachTheirOwn()
    {
        (int exitCode, string output) = ReadmeFolder.RunDotnet("exec", Path.Combine(AppContext.BaseDirectory, "AudienceSubsets.dll"));

        exitCode.Should().Be(0, output);
        output.Should().Contain("CN=Trial 42: 3 Attributes, Standard; Items for others: 2\n")
            .And.Contain("CN=Dosimetry: 3 Attributes, Standard; Items for others: 2\n")
            .And.MatchRegex(@"CN=Archive: [0-9]+ Attributes, Original; Items for others: 0\n");
        WhoSees(output, "PatientName", "Lindqvist^Astrid^Maria").Should().Equal(false, false, false, true);
        WhoSees(output, "PatientID", "MRN-4711-0815").Should().Equal(false, true, false, true);
        WhoSees(output, "StudyDate", "20250611").Should().Equal(false, true, true, true);
        WhoSees(output, "DeviceSerialNumber", "SN-000042").Should().Equal(false, false, true, true);
        WhoSees(output, "Modality", "CT").Should().Equal(true, true, true, true);
    }

    // A stranger, the trial, dosimetry, the archive.
    private static IEnumerable<bool> WhoSees(string output, string keyword, string value) => ColumnGap()
        .Split(output.Split('\n').Single(line => line.StartsWith(keyword + " ", StringComparison.Ordinal)).TrimEnd())
        .Skip(1)
        .Select(cell => cell == value);

    [GeneratedRegex(@" {2,}")]
    private static partial Regex ColumnGap();
}
