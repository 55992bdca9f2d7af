namespace Dicom.Cms.Cli.Tests;

public sealed class PseudonymKeyTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeyCreate_NewFile_HoldsDigitsForItsOwnerAlone()
    {
        string path = _folder["keys", "pseudonyms.key"];

        ToolRun run = await CliFolder.RunAsync("key", "create", "-o", path);

        run.ShouldBe(ExitCode.Done).Error.Should().BeEmpty();
        string text = File.ReadAllText(path);
        text.Should().MatchRegex("^[0-9a-f]{64}\n$");
        run.Output.Should().NotContain(text.Trim());
        _folder.FilesIn("keys").Should().Equal("pseudonyms.key");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task KeyCreate_ExistingFile_IsNotReplaced()
    {
        string path = _folder.AddText("precious", "key");

        (await CliFolder.RunAsync("key", "create", "-o", path)).ShouldBe(ExitCode.Usage).Error.Should().Contain("exists");

        File.ReadAllText(path).Should().Be("precious");
    }

    [Fact]
    public async Task KeyCreate_Twice_GivesDifferentKeys()
    {
        foreach (string name in new[] { "1", "2" })
            (await CliFolder.RunAsync("key", "create", "-o", _folder[name])).ShouldBe(ExitCode.Done);

        File.ReadAllText(_folder["1"]).Should().NotBe(File.ReadAllText(_folder["2"]));
    }

    [Fact]
    public async Task Protect_CreatedKey_IsReadWithoutAWarning()
    {
        await CliFolder.RunAsync("key", "create", "-o", _folder["key"]);

        ToolRun run = await ProtectAsync("key");

        run.ShouldBe(ExitCode.Done).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Protect_KeyThatOthersCanRead_Warns()
    {
        if (OperatingSystem.IsWindows()) return;
        await CliFolder.RunAsync("key", "create", "-o", _folder["key"]);
        File.SetUnixFileMode(_folder["key"], UnixFileMode.UserRead | UnixFileMode.OtherRead);

        (await ProtectAsync("key")).ShouldBe(ExitCode.Done).Error.Should().StartWith("warning: ").And.Contain("read by others");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    [InlineData("g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")]
    public async Task Protect_KeyOfAnotherForm_IsUsageError(string text)
    {
        _folder.AddText(text, "key");

        (await ProtectAsync("key")).ShouldBe(ExitCode.Usage).Error.Should().Contain("32 octets or 64 hexadecimal digits");
    }

    private Task<ToolRun> ProtectAsync(string key) =>
        CliFolder.RunAsync(
            "protect", _folder.AddObject("a.dcm"), "-o", _folder["b.dcm"], "--without-recovery", "--pseudonym-key", _folder[key]);
}
