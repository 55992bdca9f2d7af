namespace Dicom.Cms.Cli.Tests;

/// <summary>Exit code 2: a sentence, and nothing written.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string, string> ProtectRefusals => new()
    {
        { "", "who may recover" },
        { "--recipient missing.pem", "missing.pem" },
        { "--recipient KEY", "a private key, not a certificate" },
        { "--recipient PASSWORD", "no certificate" },
        { "--recipient P12", "password" },
        { "--recipient CERT --recipient CERT", "twice" },
        { "--recipient CERT --without-recovery", "--without-recovery" },
        { "--subset PatientID=CERT --without-recovery", "--without-recovery" },
        { "--without-recovery --suite oaep", "--suite" },
        { "--without-recovery --purpose trial", "--purpose" },
        { "--without-recovery --key-scope study", "--key-scope" },
        { "--recipient CERT --key-scope series", "series" },
        { "--recipient CERT --key-scope study --suite conformant", "conformant" },
        { "--recipient CERT --purpose a\\b", "purpose" },
        { "--recipient CERT --suite rot13", "rot13" },
        { "--recipient CERT --key-size 64", "64" },
        { "--recipient CERT --profile strict", "strict" },
        { "--recipient CERT --profile none", "--attributes" },
        { "--recipient CERT --attributes PatientID", "--profile none" },
        { "--recipient CERT --profile none --attributes Patient", "neither a DICOM keyword" },
        { "--recipient CERT --profile none --attributes ,", "names no Attribute" },
        { "--recipient CERT --profile none --attributes 00020010", "(0002,0010)" },
        { "--subset PatientID", "LIST=CERT" },
        { "--subset =CERT", "LIST=CERT" },
        { "--subset Nobody=CERT", "Nobody" },
        { "--recipient CERT --option retain-longitudinal-full-dates --option retain-longitudinal-modified-dates", "exclude each other" },
        { "--recipient CERT --option retain-everything", "unknown; the options are clean-graphics, " },
        { "--recipient CERT --profile none --attributes PatientID --option retain-uids", "--profile none" },
        { "--recipient CERT --names patient", "patient" },
        { "--recipient CERT --pseudonym-key PASSWORD", "32 octets or 64 hexadecimal digits" },
        { "--recipient CERT --pseudonym-key missing", "missing" },
        { "--recipient CERT --jobs 0", "--jobs takes a whole number" },
        { "--recipient CERT --jobs many", "--jobs takes a whole number" },
        { "--recipient CERT --report .", "not replaced" },
        { "--recipient CERT --report PASSWORD", "not replaced" },
        { "--recipient CERT --report INPUT", "would replace an input" },
        { "--recipient CERT --report OUTPUT", "the same file" },
        { "--recipient CERT --unheard-of", "--unheard-of" },
    };

    public static TheoryData<string, string> RecoverRefusals => new()
    {
        { "", "--key" },
        { "--key missing.pem", "missing.pem" },
        { "--key CERT", "no private key" },
        { "--key PASSWORD", "no private key" },
        { "--key ENCRYPTED", "needs a password" },
        { "--key ENCRYPTED --key-password WRONG", "the password is wrong" },
        { "--key ENCRYPTED --key-password missing.txt", "missing.txt" },
        { "--key P12 --key-password WRONG", "the password is wrong" },
        { "--key KEY --certificate PASSWORD", "no certificate" },
        { "--key KEY --mode magic", "magic" },
        { "--key KEY --password PASSWORD", "not available in this version" },
        { "--key KEY --kek 01=PASSWORD", "not available in this version" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ProtectRefusals))]
    public async Task Protect_WrongWords_IsUsageErrorAndWritesNothing(string words, string expected) => await RefuseAsync("protect", words, expected);

    [Theory]
    [MemberData(nameof(RecoverRefusals))]
    public async Task Recover_WrongWords_IsUsageErrorAndWritesNothing(string words, string expected) => await RefuseAsync("recover", words, expected);

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("protect")]
    [InlineData("recover x.dcm")]
    [InlineData("inspect")]
    [InlineData("inspect missing.dcm")]
    [InlineData("inspect .")]
    [InlineData("certificate")]
    [InlineData("certificate create")]
    [InlineData("verify")]
    [InlineData("key")]
    [InlineData("key create")]
    public async Task Tool_IncompleteWords_IsUsageError(string words)
    {
        ToolRun run = await CliFolder.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.ShouldBe(ExitCode.Usage).Output.Should().BeEmpty();
        run.Error.Should().StartWith("dicom-cms: ");
    }

    [Theory]
    [InlineData("--help", "certificate create")]
    [InlineData("protect --help", "dicom-cms protect ct.dcm")]
    [InlineData("recover --help", "dicom-cms recover ")]
    [InlineData("inspect --help", "--json")]
    [InlineData("certificate create --help", "--subject \"CN=")]
    [InlineData("verify --help", "dicom-cms verify study.deid/")]
    [InlineData("key create --help", "dicom-cms key create -o")]
    public async Task Help_AnyCommand_ShowsExamples(string words, string expected)
    {
        ToolRun run = await CliFolder.RunAsync(words.Split(' '));

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("Examples:").And.Contain(expected);
    }

    [Fact]
    public async Task Version_Tool_IsANumber() => (await CliFolder.RunAsync("--version")).ShouldBe(ExitCode.Done).Output.Should().MatchRegex(@"^\d+\.\d+\.\d+\S*\n$");

    private async Task RefuseAsync(string command, string words, string expected)
    {
        string input = _folder.AddObject("in.dcm");
        string output = _folder["out.dcm"];
        Dictionary<string, string> files = new()
        {
            ["CERT"] = TestKeys.Archive.CertificatePath,
            ["KEY"] = TestKeys.Archive.KeyPath,
            ["ENCRYPTED"] = TestKeys.Archive.EncryptedKeyPath,
            ["P12"] = TestKeys.Archive.Pkcs12Path,
            ["PASSWORD"] = TestKeys.PasswordPath,
            ["WRONG"] = TestKeys.WrongPasswordPath,
            ["INPUT"] = input,
            ["OUTPUT"] = output,
        };
        string[] arguments = [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Replace(word, files))];

        ToolRun run = await CliFolder.RunAsync([command, input, "-o", output, .. arguments]);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain(expected);
        run.Output.Should().BeEmpty();
        run.Error.Should().NotContain(TestKeys.Password).And.NotContain("(Parameter");
        _folder.FilesIn("").Should().Equal("in.dcm");
    }

    private static string Replace(string word, Dictionary<string, string> files)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return files.TryGetValue(word[(equals + 1)..], out string? path) ? word[..(equals + 1)] + path : word;
    }
}
