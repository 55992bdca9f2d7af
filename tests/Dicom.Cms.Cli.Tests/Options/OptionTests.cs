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

        using DicomObject file = DicomObject.Open(output);
        file.Find(Tags.PatientSex).Should().NotBeNull();
        System.Text.Encoding.ASCII.GetString(file.ReadValue(file.Find(Tags.StudyInstanceUID)!.Value).Span).Trim('\0')
            .Should().Be("2.25.4712");
    }
}
