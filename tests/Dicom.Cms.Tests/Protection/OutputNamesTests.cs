namespace Dicom.Cms.Tests;

public sealed class OutputNamesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("in/1.dcm", "out/1.dcm", false)]
    [InlineData("in/PAT-0815/1.dcm", "out/PAT-0815/1.dcm", true)] // Mirrored.
    [InlineData("in/x_PAT-0815_y/a/1.dcm", "out/x_PAT-0815_y/a/1.dcm", true)]
    [InlineData("in/PAT-0815.dcm", "out/1.dcm", false)]
    [InlineData("in/1.dcm", "out/PAT-0815.dcm", true)]
    [InlineData("in/a/1.dcm", "PAT-0815/b/1.dcm", false)] // Where the caller keeps outputs is his own matter.
    public void Protect_OutputName_IsWarnedOfIfItHoldsAProtectedValue(string input, string output, bool isWarned)
    {
        string path = _folder.Write(input, RecoverySamples.Image()), target = _folder.PathOf(output);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive).Build();

        IReadOnlyList<Warning> warnings = deidentifier.Protect(path, target).Warnings;

        warnings.Count(warning => warning.Code == WarningCodes.NameHoldsValue).Should().Be(isWarned ? 1 : 0);
        warnings.Should().NotContain(warning => warning.Text.Contains("0815"));
    }
}
