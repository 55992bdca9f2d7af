using System.Text.Json;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_ProtectedFile_SaysHowAndForWhom()
    {
        string input = await _folder.AddProtectedAsync();

        ToolRun run = await CliFolder.RunAsync("inspect", input);

        run.ShouldBe(ExitCode.Done).Error.Should().BeEmpty();
        run.Output.Should().ContainAll(
            "Explicit VR Little Endian", "Secondary Capture", "(0012,0062)", "YES", "113100", "1 Item", "AuthEnvelopedData, version 0",
            "AES-256-GCM", "ktri, RSAES-OAEP SHA-256", "CN=archive");
    }

    [Fact]
    public async Task Inspect_Json_SaysTheSame()
    {
        string input = await _folder.AddProtectedAsync("--suite", "conformant");

        JsonElement json = JsonDocument.Parse((await CliFolder.RunAsync("inspect", input, "--json")).ShouldBe(ExitCode.Done).Output)
            .RootElement;

        json.GetProperty("protected").GetBoolean().Should().BeTrue();
        json.GetProperty("deidentification").GetProperty("PatientIdentityRemoved")[0].GetString().Should().Be("YES");
        JsonElement item = json.GetProperty("items")[0];
        item.GetProperty("envelope").GetString().Should().Be("EnvelopedData");
        item.GetProperty("contentEncryption").GetString().Should().Be("AES-256-CBC");
        item.GetProperty("authenticated").GetBoolean().Should().BeFalse();
        item.GetProperty("recipients")[0].GetProperty("keyEncryption").GetString().Should().Be("RSAES-PKCS1-v1_5");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Inspect_UnprotectedFile_ShowsNoValues(bool isJson)
    {
        string input = _folder.AddFile(CliFolder.Object(), "a.dcm");

        ToolRun run = await CliFolder.RunAsync(isJson ? ["inspect", input, "--json"] : ["inspect", input]);

        run.ShouldBe(ExitCode.Done).Output.Should().NotContainAny("Sekret", CliFolder.PatientId, "2.25.4711", "2.25.4712");
        run.Output.Should().Contain(isJson ? "\"protected\": false" : "not protected");
    }

    [Fact]
    public async Task Inspect_ForeignItem_NamesWhatItCannotRead()
    {
        byte[] file = DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", "2.25.1")
            .Sequence(0x0400_0500, item => item.Text(0x0400_0510, "UI", "1.2.840.10008.1.2.1").Bytes(0x0400_0520, "OB", 1, 2, 3, 4))
            .ToFile();

        ToolRun run = await CliFolder.RunAsync("inspect", _folder.AddFile(file, "a.dcm"));

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("unreadable: ");
    }

    [Fact]
    public async Task Inspect_ControlCharacters_DoNotReachTheTerminal()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Text(0x0012_0063, "LO", "\u001b[2Jcleared").ToFile();

        ToolRun run = await CliFolder.RunAsync("inspect", _folder.AddFile(file, "a.dcm"));

        run.ShouldBe(ExitCode.Done).Output.Should().NotContain("\u001b").And.Contain("?[2Jcleared");
    }

    [Fact]
    public async Task Inspect_NotDicom_Fails()
    {
        string input = _folder.AddText("Just a note, no image.", "note.txt");

        (await CliFolder.RunAsync("inspect", input)).ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith($"failed: {input}: ");
    }
}
