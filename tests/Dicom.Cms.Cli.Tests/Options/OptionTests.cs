using Dicom.Cms.Data;

namespace Dicom.Cms.Cli.Tests;

/// <summary>--option, in protect and verify.</summary>
public sealed class OptionTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string> Names => [.. ProfileOption.All.Select(option => option.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Protect_Option_StandsInTheMethodCodes(string name)
    {
        string output = await _folder.AddProtectedAsync("--option", name);

        (await CliFolder.RunAsync("inspect", output)).ShouldBe(ExitCode.Done).Output.Should().Contain(ProfileOption.Find(name)!.Code);
    }

    [Fact]
    public async Task Protect_SeveralOptions_AreCombined()
    {
        string output = await _folder.AddProtectedAsync("--option", "retain-uids", "--option", "retain-patient-characteristics");

        using DicomFile file = DicomFile.Open(output);
        file.Find(Tags.PatientSex).Should().NotBeNull();
        System.Text.Encoding.ASCII.GetString(file.ReadValue(file.Find(Tags.StudyInstanceUID)!.Value).Span).Trim('\0').Should().Be("2.25.4712");
    }

    [Fact]
    public async Task Conformance_OptionsAndPixels_AreSaidToBeInThisConfiguration()
    {
        ToolRun run = (await CliFolder.RunAsync("conformance", "--option", "retain-uids", "--clean-pixels", "0,0,1,1")).ShouldBe(ExitCode.Done);

        run.Output.Should().Contain("Retain UIDs Option (113110) | Dicom.Cms | Y | Y | Y | Y |")
            .And.Contain("Clean Pixel Data Option (113101), of uncompressed Pixel Data | Dicom.Cms | Y | Y | Y | Y |")
            .And.Contain("Clean Graphics Option (113103) | Dicom.Cms | Y | Y | Y | N |");
        (await CliFolder.RunAsync("conformance")).Output.Should().Contain("Clean Pixel Data Option (113101), of uncompressed Pixel Data | Dicom.Cms | Y | Y | Y | N |");
    }

    [Theory]
    [InlineData("--option", "retain-everything")]
    [InlineData("--clean-pixels", "1,2")]
    public async Task Conformance_OptionThatThereIsNot_IsUsageError(string option, string word) =>
        (await CliFolder.RunAsync("conformance", option, word)).ShouldBe(ExitCode.Usage).Error.Should().Contain(word);
}
