namespace Dicom.Cms.Cli.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public async Task Conformance_OptionsAndPixels_AreSaidToBeInThisConfiguration()
    {
        ToolRun run = (await CliFolder.RunAsync("conformance", "--option", "retain-uids", "--clean-pixels", "0,0,1,1"))
            .ShouldBe(ExitCode.Done);

        run.Output.Should().Contain("Retain UIDs Option (113110) | Dicom.Cms | Y | Y | Y | Y |")
            .And.Contain("Clean Pixel Data Option (113101), of uncompressed Pixel Data | Dicom.Cms | Y | Y | Y | Y |")
            .And.Contain("Clean Graphics Option (113103) | Dicom.Cms | Y | Y | Y | N |");
        (await CliFolder.RunAsync("conformance"))
            .Output.Should().Contain("Clean Pixel Data Option (113101), of uncompressed Pixel Data | Dicom.Cms | Y | Y | Y | N |");
    }

    [Theory]
    [InlineData("--option", "retain-everything")]
    [InlineData("--clean-pixels", "1,2")]
    public async Task Conformance_OptionThatThereIsNot_IsUsageError(string option, string word) =>
        (await CliFolder.RunAsync("conformance", option, word)).ShouldBe(ExitCode.Usage).Error.Should().Contain(word);
}
