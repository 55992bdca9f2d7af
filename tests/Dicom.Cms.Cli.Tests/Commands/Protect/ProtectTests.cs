using System.Text;

namespace Dicom.Cms.Cli.Tests;

public sealed class ProtectTests : IDisposable
{
    private readonly CliFolder _folder = new();

    private static string Archive => TestKeys.Archive.CertificatePath;

    private static string Trial => TestKeys.Trial.CertificatePath;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_File_RecoversByteForByte()
    {
        string input = _folder.AddFile(CliFolder.Object(), "ct.dcm");
        string middle = _folder["ct.deid.dcm"];
        string output = _folder["back.dcm"];

        ToolRun protect = await CliFolder.RunAsync("protect", input, "-o", middle, "--recipient", Archive);
        ToolRun recover = await CliFolder.RunAsync(
            "recover", middle, "-o", output, "--key", TestKeys.Archive.KeyPath, "--certificate", Archive);

        protect.ShouldBe(ExitCode.Done).Output.Should().StartWith($"{input} -> {middle}: protected ").And.EndWith(" Attributes, 1 Item\n");
        recover.ShouldBe(ExitCode.Done).Output.Should().Contain($"{middle} -> {output}: original, ")
            .And.Contain("integrity authenticated, binding bound");
        File.ReadAllBytes(output).Should().Equal(File.ReadAllBytes(input));
        Encoding.Latin1.GetString(File.ReadAllBytes(middle)).Should().NotContain(CliFolder.PatientName).And.NotContain(CliFolder.PatientId);
    }

    [Theory]
    [InlineData("authenticated", "128", "AES-128-GCM")]
    [InlineData("oaep", "192", "AES-192-CBC")]
    [InlineData("conformant", "256", "AES-256-CBC")]
    public async Task Protect_SuiteAndKeySize_StandInTheEnvelope(string suite, string keySize, string expected)
    {
        string output = await _folder.AddProtectedAsync("--suite", suite, "--key-size", keySize);

        (await CliFolder.RunAsync("inspect", output)).ShouldBe(ExitCode.Done).Output.Should().Contain(expected);
    }

    [Fact]
    public async Task Protect_KeyScopeStudy_RecoversAFolderByteForByte()
    {
        for (int i = 1; i <= 5; i++) _folder.AddFile(CliFolder.Object($"2.25.{i}"), "in", $"{i}.dcm");

        (await CliFolder.RunAsync("protect", _folder["in"], "-o", _folder["out"], "--recipient", Archive, "--key-scope", "study"))
            .ShouldBe(ExitCode.Done);
        string[] key = ["--key", TestKeys.Archive.KeyPath, "--certificate", Archive];
        (await CliFolder.RunAsync(["recover", _folder["out"], "-o", _folder["back"], .. key, "--mode", "original"]))
            .ShouldBe(ExitCode.Done);

        (await CliFolder.RunAsync("inspect", _folder["out", "1.dcm"])).Output.Should().Contain("AES-256-GCM with HKDF");
        foreach (string name in _folder.FilesIn("in"))
            File.ReadAllBytes(_folder["back", name]).Should().Equal(File.ReadAllBytes(_folder["in", name]));
    }

    [Fact]
    public async Task Protect_SeveralRecipients_ShareOneItem()
    {
        string output = await _folder.AddProtectedAsync("--recipient", Trial);

        (await CliFolder.RunAsync("inspect", output)).Output.Should().Contain("1 Item").And.Contain("CN=archive").And.Contain("CN=trial");
    }

    [Fact]
    public async Task Protect_SubsetsOfOneRecipient_AreOneItemWithAllOfThem()
    {
        string output = await _folder.AddProtectedAsync(
            "--subset", $"PatientID,PatientBirthDate={Trial}",
            "--subset", $"00100030,00100020={Archive}",
            "--subset", $"PatientName={Trial}");

        (await CliFolder.RunAsync("inspect", output)).Output
            .Should().Contain("Encrypted Attributes: 2 Items", "the archive, which may have everything, is in one");
        (await CliFolder.RunAsync(
            "recover", output, "-o", _folder["part.dcm"], "--key", TestKeys.Trial.KeyPath, "--certificate", Trial))
            .ShouldBe(ExitCode.Done).Output.Should().Contain("3 Attributes recovered");
    }

    [Fact]
    public async Task Protect_SubsetsWithTheSameList_ShareOneItem()
    {
        string input = _folder.AddObject("in.dcm"), output = _folder["out.dcm"];

        (await CliFolder.RunAsync(
            "protect", input, "-o", output,
            "--subset", $"PatientID,PatientBirthDate={Trial}", "--subset", $"00100030,00100020={Archive}")).ShouldBe(ExitCode.Done);

        (await CliFolder.RunAsync("inspect", output)).Output
            .Should().Contain("Encrypted Attributes: 1 Item").And.Contain("CN=archive").And.Contain("CN=trial");
    }

    [Fact]
    public async Task Protect_OnlySubsets_WarnsOnceThatNobodyRestores()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddObject("in", "b.dcm");

        ToolRun run = await CliFolder.RunAsync("protect", _folder["in"], "-o", _folder["out"], "--subset", $"PatientID={Trial}");

        run.ShouldBe(ExitCode.Done).Error.Split("nobody will be able to restore").Should().HaveCount(2);
    }

    [Fact]
    public async Task Protect_WithoutRecovery_EncryptsNothing()
    {
        string input = _folder.AddObject("a.dcm");

        ToolRun run = await CliFolder.RunAsync("protect", input, "-o", _folder["b.dcm"], "--without-recovery");

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("without recovery");
        (await CliFolder.RunAsync("inspect", _folder["b.dcm"])).Output.Should().Contain("not protected").And.Contain("YES");
    }

    [Fact]
    public async Task Protect_ProfileNone_ProtectsWhatIsNamed()
    {
        string input = _folder.AddObject("a.dcm");

        ToolRun run = await CliFolder.RunAsync(
            "protect", input, "-o", _folder["b.dcm"], "--profile", "none", "--attributes", "PatientName", "--recipient", Archive);

        run.ShouldBe(ExitCode.Done);
        Encoding.Latin1.GetString(File.ReadAllBytes(_folder["b.dcm"])).Should().NotContain(CliFolder.PatientName)
            .And.Contain(CliFolder.PatientId);
    }

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1F\n")]
    [InlineData("0123456789abcdef0123456789abcde\n")]
    [InlineData("0123456789abcdef0123456789abcdef\r\n")]
    public async Task Protect_SamePseudonymKey_GivesTheSameUids(string key)
    {
        string keyPath = _folder.AddText(key, "key");
        string input = _folder.AddObject("a.dcm");
        foreach (string output in new[] { "1.dcm", "2.dcm" })
            (await CliFolder.RunAsync("protect", input, "-o", _folder[output], "--without-recovery", "--pseudonym-key", keyPath))
                .ShouldBe(ExitCode.Done);
        (await CliFolder.RunAsync("protect", input, "-o", _folder["3.dcm"], "--without-recovery")).ShouldBe(ExitCode.Done);

        File.ReadAllBytes(_folder["1.dcm"]).Should().Equal(File.ReadAllBytes(_folder["2.dcm"]))
            .And.NotEqual(File.ReadAllBytes(_folder["3.dcm"]));
    }

    [Fact]
    public async Task Protect_CertificateInDerOrPkcs12_IsRead()
    {
        string input = _folder.AddObject("a.dcm");

        ToolRun run = await CliFolder.RunAsync(
            "protect", input, "-o", _folder["b.dcm"],
            "--recipient", TestKeys.Archive.CertificateDerPath, "--recipient", TestKeys.Trial.OpenPkcs12Path);

        run.ShouldBe(ExitCode.Done);
        (await CliFolder.RunAsync("inspect", _folder["b.dcm"])).Output.Should().Contain("CN=archive").And.Contain("CN=trial");
    }

    [Fact]
    public async Task Protect_Quiet_SaysNothingUnlessItFails()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddText("no DICOM in here", "in", "broken.dcm");

        ToolRun run = await CliFolder.RunAsync("protect", _folder["in"], "-o", _folder["out"], "--subset", $"PatientID={Trial}", "--quiet");

        run.ShouldBe(ExitCode.SomeFailed).Output.Should().BeEmpty();
        run.Error.Should().StartWith("failed: ").And.NotContain("warning");
    }
}
