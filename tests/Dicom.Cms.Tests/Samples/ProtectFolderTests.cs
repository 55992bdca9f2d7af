using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>samples/ProtectFolder, with the study that it makes itself and with folders of one's own.</summary>
public sealed class ProtectFolderTests : IDisposable
{
    private static readonly string s_sample = Path.Combine(AppContext.BaseDirectory, "ProtectFolder.dll");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicom-cms-protect-folder-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_ItsOwnStudy_ProtectsEverySliceAndNamesWhatIsNone()
    {
        (int exitCode, string output) = ReadmeFolder.RunDotnet("exec", s_sample, PathOf("demo"));

        exitCode.Should().Be(1, output);
        output.Should().Contain("note.txt: NOT PROTECTED. ").And.Contain("[13/13]").And.Contain("12 protected, 1 failed, ");
        string[] slices = Directory.GetFiles(PathOf("demo/protected"), "*", SearchOption.AllDirectories);
        slices.Should().HaveCount(12);
        using X509Certificate2 archive = X509Certificate2.CreateFromPemFile(PathOf("demo/archive.cert.pem"),
            PathOf("demo/archive.key.pem"));
        using RecipientKey key = RecipientKey.FromCertificate(archive);
        foreach (string slice in slices)
        {
            Reidentifier.WithKeys(key).Recover(slice, PathOf("recovered.dcm"));
            string original = slice.Replace("protected", "study", StringComparison.Ordinal);
            File.ReadAllBytes(PathOf("recovered.dcm")).Should().Equal(File.ReadAllBytes(original));
        }
    }

    [Fact]
    public void Run_FolderOfOnesOwn_ProtectsIt()
    {
        ReadmeFolder.RunDotnet("exec", s_sample, PathOf("demo"));
        string input = PathOf("demo/study/series-1"), output = PathOf("mine");

        (int exitCode, string words) = ReadmeFolder.RunDotnet("exec", s_sample, input, output, PathOf("demo/archive.cert.pem"));

        exitCode.Should().Be(0, words);
        words.Should().Contain("[6/6]").And.Contain("6 protected, 0 failed, ");
        Directory.GetFiles(output).Should().HaveCount(6);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
