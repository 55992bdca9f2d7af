using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli.Tests;

/// <summary>Elliptic curves, passwords and key-encryption keys, from protect to recover.</summary>
public sealed class RecipientKindTests : IDisposable
{
    private const string KekDigits = "000102030405060708090a0b0c0d0e0f";

    private readonly CliFolder _folder = new();

    public static TheoryData<string, string> EcForms => new()
    {
        { "P-256", "PKCS8" }, { "P-256", "SEC1" }, { "P-256", "ENCRYPTED" }, { "P-256", "P12" }, { "P-384", "PKCS8" }, { "P-521", "SEC1" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(EcForms))]
    public async Task Recover_EcKeyInAnyForm_GivesTheOriginal(string curve, string form)
    {
        string input = await ProtectAsync("--recipient", EcKeys.On(curve).CertificatePath);

        await RecoverAsync(input, "--key", EcKeys.On(curve).Forms[form], "--key-password", TestKeys.PasswordPath);
    }

    [Fact]
    public async Task Recover_EcKeyAndItsCertificate_ArePaired()
    {
        string input = await ProtectAsync("--recipient", EcKeys.On("P-256").Forms["P12 CERTIFICATE"], "--suite", "oaep");

        ToolRun run = await RecoverAsync(
            input, "--key", EcKeys.On("P-256").Forms["SEC1"], "--certificate", EcKeys.On("P-256").CertificatePath);

        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Recover_EcKeyOfASubset_GivesBackThatSubset()
    {
        string input = await ProtectAsync(
            "--recipient", TestKeys.Archive.CertificatePath, "--subset", $"PatientID={EcKeys.On("P-384").CertificatePath}");

        ToolRun run = await CliFolder.RunAsync("recover", input, "-o", _folder["part.dcm"], "--key", EcKeys.On("P-384").Forms["PKCS8"]);

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("standard, ").And.Contain("1 Item for others");
    }

    [Fact]
    public async Task Recover_APasswordAlone_GivesTheOriginal()
    {
        string input = await ProtectAsync("--password", TestKeys.PasswordPath);

        await RecoverAsync(input, "--password", _folder.AddText(TestKeys.Password, "same.txt"));
    }

    public static TheoryData<string, byte[]> KekFiles => new()
    {
        { "digits", System.Text.Encoding.ASCII.GetBytes(KekDigits) },
        { "digits and a newline", System.Text.Encoding.ASCII.GetBytes(KekDigits.ToUpperInvariant() + "\r\n") },
        { "octets", Convert.FromHexString(KekDigits) },
        { "octets and a newline", [.. Convert.FromHexString(KekDigits), (byte)'\n'] },
    };

    [Theory]
    [MemberData(nameof(KekFiles))]
    public async Task Recover_AKeyEncryptionKeyInAnyForm_GivesTheOriginal(string form, byte[] file)
    {
        string written = _folder.AddText(KekDigits, "written.kek");
        string input = await ProtectAsync("--kek", $"0a1B={written}");

        ToolRun run = await RecoverAsync(input, "--kek", $"0A1b={_folder.AddFile(file, "read.kek")}");

        run.Error.Should().BeEmpty(form);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public async Task Recover_AKeyEncryptionKeyOfAnyLength_GivesTheOriginal(int length)
    {
        string kek = $"01={_folder.AddFile([.. Enumerable.Range(200, length).Select(octet => (byte)octet)], "my=key.kek")}";

        await RecoverAsync(await ProtectAsync("--kek", kek), "--kek", kek);
    }

    [Fact]
    public async Task Protect_EveryKindAtOnce_EachOpensItAlone()
    {
        string kek = $"01={_folder.AddText(KekDigits, "a.kek")}", second = _folder.AddText("another password", "second.txt");
        string input = await ProtectAsync(
            "--recipient", TestKeys.Archive.CertificatePath, "--recipient", EcKeys.On("P-256").CertificatePath,
            "--password", TestKeys.PasswordPath, "--password", second, "--kek", kek, "--kek", $"02={_folder.AddText(KekDigits, "b.kek")}");

        ToolRun inspection = await CliFolder.RunAsync("inspect", input);
        inspection.ShouldBe(ExitCode.Done).Output.Should().Contain("1 Item")
            .And.Contain("ktri").And.Contain("kari").And.Contain("kekri").And.Contain("pwri");
        await RecoverAsync(input, "--key", TestKeys.Archive.KeyPath);
        await RecoverAsync(input, "--key", EcKeys.On("P-256").Forms["SEC1"]);
        await RecoverAsync(input, "--password", second);
        await RecoverAsync(input, "--kek", kek);
    }

    [Fact]
    public async Task Verify_WithAPasswordOrAKek_SearchesForTheValues()
    {
        string kek = $"01={_folder.AddText(KekDigits, "a.kek")}";
        string input = await ProtectAsync("--password", TestKeys.PasswordPath, "--kek", kek);

        (await CliFolder.RunAsync("verify", input, "--kek", kek)).Output.Should().Contain("protected values searched for")
            .And.Contain("0 failed");
        (await CliFolder.RunAsync("verify", input, "--password", TestKeys.PasswordPath))
            .Output.Should().Contain("protected values searched for")
            .And.Contain("0 failed");
        (await CliFolder.RunAsync("verify", input, "--password", TestKeys.WrongPasswordPath)).ShouldBe(ExitCode.SomeFailed)
            .Output.Should().Contain("1 failed");
    }

    public static TheoryData<string, string[], string> Strangers => new()
    {
        {
            "RSA",
            ["--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath],
            "No Item names this key (RSA 2048, CN=trial, serial "
        },
        { "EC", ["--key", EcKeys.On("P-384").Forms["SEC1"]], "No Item names this key (EC P-384, no certificate)" },
        { "kek", ["--kek", $"02={TestKeys.Write("stranger", "kek", KekDigits)}"], "No Item names this key (key identifier 02)" },
        {
            "two",
            ["--key", TestKeys.Trial.OpenPkcs12Path, "--kek", $"02={TestKeys.Write("stranger", "kek", KekDigits)}"],
            "No Item names any of these keys ("
        },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Recover_AKeyThatNothingNames_SaysWhomToAskInEveryMode(string name, string[] keys, string expected)
    {
        string input = await ProtectAsync(
            "--recipient", TestKeys.Archive.CertificatePath, "--recipient", EcKeys.On("P-256").CertificatePath,
            "--kek", $"01={_folder.AddText(KekDigits, "a.kek")}", "--password", TestKeys.PasswordPath);

        foreach (string mode in new[] { "best", "original", "standard" })
        {
            ToolRun run = await CliFolder.RunAsync(["recover", input, "-o", _folder["back.dcm"], "--mode", mode, .. keys]);

            run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain(expected, name).And.Contain("; Items name: ")
                    .And.Contain("issuer CN=archive, serial ").And.Contain("issuer CN=p256, serial ").And.Contain("key identifier 01")
                    .And.Contain("a password");
            run.Error.Should().NotContainAny(CliFolder.PatientName, CliFolder.PatientId, TestKeys.Password, KekDigits);
        }
    }

    [Fact]
    public async Task Recover_AWrongPassword_FailsLikeAnyWrongKey()
    {
        string input = await ProtectAsync("--password", TestKeys.PasswordPath);

        ToolRun run = await CliFolder.RunAsync("recover", input, "-o", _folder["back.dcm"], "--password", TestKeys.WrongPasswordPath);

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain(new RecoveryException().Message);
    }

    private async Task<string> ProtectAsync(params string[] recipients)
    {
        string output = _folder["protected.dcm"];
        (await CliFolder.RunAsync(["protect", _folder.AddFile(CliFolder.Object(), "original.dcm"), "-o", output, .. recipients]))
            .ShouldBe(ExitCode.Done);
        return output;
    }

    private async Task<ToolRun> RecoverAsync(string input, params string[] keys)
    {
        string output = _folder["back.dcm"];
        ToolRun run = await CliFolder.RunAsync(["recover", input, "-o", output, "--overwrite", "--mode", "original", .. keys]);
        run.ShouldBe(ExitCode.Done);
        File.ReadAllBytes(output).Should().Equal(File.ReadAllBytes(_folder["original.dcm"]));
        return run;
    }
}
