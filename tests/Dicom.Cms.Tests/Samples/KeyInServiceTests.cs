namespace Dicom.Cms.Tests;

/// <summary>samples/KeyInService, with a key in memory and with one in a PKCS#11 token.</summary>
public sealed class KeyInServiceTests
{
    private static readonly string s_sample = Path.Combine(AppContext.BaseDirectory, "KeyInService.dll");

    [Fact]
    public void Run_AKeyInMemory_RecoversAStudyWithOneCall() =>
        ShouldHaveRecovered(ReadmeFolder.RunDotnet("exec", s_sample), "memory");

    [SoftwareTokenFact]
    public void Run_AKeyInAToken_RecoversAStudyWithOneCall()
    {
        using SoftwareToken token = new();

        ShouldHaveRecovered(token.Run(ReadmeFolder.DotnetPath, "exec", s_sample, token.KeyUri), "a PKCS#11 token");
    }

    [SoftwareTokenFact]
    public void Run_AKeyThatIsNotInTheToken_Fails()
    {
        using SoftwareToken token = new();

        (int exitCode, string output) = token.Run(
            ReadmeFolder.DotnetPath, "exec", s_sample, token.KeyUri.Replace("archive", "nobody", StringComparison.Ordinal));

        exitCode.Should().NotBe(0);
        output.Should().NotContain("slices");
    }

    private static void ShouldHaveRecovered((int ExitCode, string Output) run, string place)
    {
        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain($"is in {place}.")
            .And.Contain("PerInstance: 5 of 5 slices recovered byte for byte; calls of the key service: 5\n")
            .And.Contain("PerStudy: 5 of 5 slices recovered byte for byte; calls of the key service: 1\n");
    }
}
