namespace Dicom.Cms.Cli.Tests;

/// <summary>Exit code 2: a sentence, and nothing written.</summary>
public sealed class UsageTests : IDisposable
{
    private static readonly Lazy<string> s_empty = new(() => TestKeys.Write("empty", "txt", "\n"));
    private static readonly Lazy<string> s_binary = new(() => TestKeys.Write("binary", "txt", [0xC3, 0x28]));
    private static readonly Lazy<string> s_kek = new(() => TestKeys.Write("right", "kek", new byte[16]));
    private static readonly Lazy<string> s_half = new(() => TestKeys.Write("half", "kek", "0123456789abcdef\n"));

    // RFC 8410 10.3
    private static readonly Lazy<string> s_ed25519 = new(() => TestKeys.Write(
        "ed25519",
        "pem",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n"));

    private readonly CliFolder _folder = new();

    public static TheoryData<string, string> ProtectRefusals => new()
    {
        { "", "who may recover" },
        { "--recipient missing.pem", "missing.pem" },
        { "--recipient KEY", "a private key, not a certificate" },
        { "--recipient PASSWORD", "no certificate" },
        { "--recipient P12", "password" },
        { "--recipient CERT --recipient CERT", "twice" },
        { "--recipient EXPIRED", "expired on 2020-01-02" },
        { "--recipient EXPIRED", "--allow-expired accepts it" },
        { "--recipient CERT --subset PatientID=EXPIRED", "expired on 2020-01-02" },
        { "--recipient CERT --trust missing.pem", "missing.pem" },
        { "--recipient CERT --trust KEY", "a private key, not a certificate" },
        { "--without-recovery --trust CERT", "--trust" },
        { "--without-recovery --allow-expired", "--allow-expired" },
        { "--recipient EC --suite conformant", "by RSA key transport only" },
        { "--recipient CERT --subset PatientID=EC --suite conformant", "by RSA key transport only" },
        { "--recipient CERT --password PASSWORD --suite conformant", "by RSA key transport only" },
        { "--recipient CERT --kek 01=KEK --suite conformant", "by RSA key transport only" },
        { "--password missing.txt", "missing.txt" },
        { "--password EMPTY", "no password" },
        { "--password BINARY", "text in UTF-8" },
        { "--password PASSWORD --without-recovery", "--without-recovery" },
        { "--kek 01=KEK --kek 01=KEK", "twice" },
        { "--kek 01=KEK --without-recovery", "--without-recovery" },
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
        { "--certificate CERT --password PASSWORD", "go with a --key" },
        { "--key-password PASSWORD --kek 01=KEK", "go with a --key" },
        { "--key PASSWORD --password PASSWORD", "no private key" },
        { "--key ED25519", "neither RSA nor EC" },
        { "--password missing.txt", "missing.txt" },
        { "--password EMPTY", "no password" },
        { "--kek KEK", "ID=FILE" },
        { "--kek =KEK", "ID=FILE" },
        { "--kek 01=", "ID=FILE" },
        { "--kek 1=KEK", "hexadecimal" },
        { "--kek key=KEK", "hexadecimal" },
        { "--kek 01=missing.kek", "missing.kek" },
        { "--kek 01=PASSWORD", "16, 24 or 32 octets" },
        { "--kek 01=HALF", "16, 24 or 32 octets" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ProtectRefusals))]
    public async Task Protect_WrongWords_IsUsageErrorAndWritesNothing(string words, string expected) =>
        await RefuseAsync("protect", words, expected);

    [Theory]
    [MemberData(nameof(RecoverRefusals))]
    public async Task Recover_WrongWords_IsUsageErrorAndWritesNothing(string words, string expected) =>
        await RefuseAsync("recover", words, expected);

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("protect")]
    [InlineData("recover x.dcm")]
    [InlineData("rewrap x.dcm")]
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
    [InlineData("rewrap --help", "dicom-cms rewrap study.deid/")]
    [InlineData("inspect --help", "--json")]
    [InlineData("certificate create --help", "--subject \"CN=")]
    [InlineData("verify --help", "dicom-cms verify study.deid/")]
    [InlineData("key create --help", "dicom-cms key create -o")]
    [InlineData("conformance --help", "dicom-cms conformance --option")]
    public async Task Help_AnyCommand_ShowsExamples(string words, string expected)
    {
        ToolRun run = await CliFolder.RunAsync(words.Split(' '));

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("Examples:").And.Contain(expected);
    }

    [Fact]
    public async Task Version_Tool_IsANumber() =>
        (await CliFolder.RunAsync("--version")).ShouldBe(ExitCode.Done).Output.Should().MatchRegex(@"^\d+\.\d+\.\d+\S*\n$");

    private async Task RefuseAsync(string command, string words, string expected)
    {
        string input = _folder.AddObject("in.dcm");
        string output = _folder["out.dcm"];
        Dictionary<string, string> files = new()
        {
            ["CERT"] = TestKeys.Archive.CertificatePath,
            ["EXPIRED"] = TestKeys.Archive.ExpiredCertificatePath,
            ["KEY"] = TestKeys.Archive.KeyPath,
            ["ENCRYPTED"] = TestKeys.Archive.EncryptedKeyPath,
            ["P12"] = TestKeys.Archive.Pkcs12Path,
            ["EC"] = EcKeys.On("P-256").CertificatePath,
            ["ED25519"] = s_ed25519.Value,
            ["PASSWORD"] = TestKeys.PasswordPath,
            ["EMPTY"] = s_empty.Value,
            ["BINARY"] = s_binary.Value,
            ["KEK"] = s_kek.Value,
            ["HALF"] = s_half.Value,
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
