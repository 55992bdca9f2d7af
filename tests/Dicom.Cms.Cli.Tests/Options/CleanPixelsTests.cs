using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>--clean-pixels: what the library's own tests show of the pixels, through the tool.</summary>
public sealed class CleanPixelsTests : IDisposable
{
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1", JpegBaseline = "1.2.840.10008.1.2.4.50";

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_Rectangle_BlackensItAndSaysSo()
    {
        using DicomObject output = await ProtectAsync(Image(), "--clean-pixels", "1,0,2,1");

        PixelsOf(output).Should().Equal(1, 0, 0, 4, 5, 6, 7, 8);
        TextOf(output, Tags.BurnedInAnnotation).Should().Be("NO");
        (await CliFolder.RunAsync("inspect", _folder["out.dcm"])).ShouldBe(ExitCode.Done).Output.Should().Contain("113101");
    }

    [Fact]
    public async Task Protect_SeveralRectangles_BlackensEach()
    {
        using DicomObject output = await ProtectAsync(Image(), "--clean-pixels", "0,0,1,2", "--clean-pixels", "3,1,10,10");

        PixelsOf(output).Should().Equal(0, 2, 3, 4, 0, 6, 7, 0);
    }

    [Fact]
    public async Task Protect_UltrasoundRegions_BlackensWhatIsOutside()
    {
        byte[] image = Image(before: bytes => bytes.Sequence(
            0x0018_6011, item => item.Bytes(0x0018_6018, "UL", 1, 0, 0, 0).Bytes(0x0018_601A, "UL", 0, 0, 0, 0)
                .Bytes(0x0018_601C, "UL", 2, 0, 0, 0).Bytes(0x0018_601E, "UL", 1, 0, 0, 0)));

        using DicomObject output = await ProtectAsync(image, "--clean-pixels", "ultrasound-regions");

        PixelsOf(output).Should().Equal(0, 2, 3, 0, 0, 6, 7, 0);
    }

    [Fact]
    public async Task Recover_CleanedPixels_GivesTheOriginal()
    {
        string input = _folder.AddFile(Image(), "in.dcm");
        string[] arguments = ["--recipient", TestKeys.Archive.CertificatePath, "--clean-pixels", "0,0,4,1"];
        (await CliFolder.RunAsync(["protect", input, "-o", _folder["out.dcm"], .. arguments]))
            .ShouldBe(ExitCode.Done);

        (await CliFolder.RunAsync("recover", _folder["out.dcm"], "-o", _folder["back.dcm"], "--key", TestKeys.Archive.KeyPath))
            .ShouldBe(ExitCode.Done);

        File.ReadAllBytes(_folder["back.dcm"]).Should().Equal(File.ReadAllBytes(input));
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("0,0,0,4")]
    [InlineData("0,0,4,0")]
    [InlineData("-1,0,4,4")]
    [InlineData("0,0,4,4.5")]
    [InlineData("a,b,c,d")]
    [InlineData("regions")]
    [InlineData("0,0,99999999999,1")]
    public async Task Protect_BadRectangle_IsAUsageErrorAndWritesNothing(string word)
    {
        ToolRun run = await TryAsync(Image(), "--clean-pixels", word);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain($"--clean-pixels {word}").And.Contain("COLUMN,ROW,WIDTH,HEIGHT");
        File.Exists(_folder["out.dcm"]).Should().BeFalse();
    }

    [Fact]
    public async Task Protect_RectangleAndRegions_IsAUsageError()
    {
        ToolRun run = await TryAsync(Image(), "--clean-pixels", "0,0,1,1", "--clean-pixels", "ultrasound-regions");

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain("does not go with rectangles");
    }

    [Fact]
    public async Task Protect_WithoutTheBasicProfile_IsAUsageError()
    {
        ToolRun run = await TryAsync(Image(), "--profile", "none", "--attributes", "PatientName", "--clean-pixels", "0,0,1,1");

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain("--profile none");
    }

    [Fact]
    public async Task Protect_CompressedPixels_AreRefusedWithTheReason()
    {
        ToolRun run = await TryAsync(Image(compressed: true), "--clean-pixels", "0,0,1,1");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("in.dcm")
            .And.MatchRegex("[Cc]ompressed").And.NotContain(CliFolder.PatientName);
        File.Exists(_folder["out.dcm"]).Should().BeFalse();
    }

    [Fact]
    public async Task Protect_RegionsOfAnImageWithoutAny_AreRefused()
    {
        ToolRun run = await TryAsync(Image(), "--clean-pixels", "ultrasound-regions");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("(0018,6011)");
    }

    private async Task<DicomObject> ProtectAsync(byte[] image, params string[] arguments)
    {
        (await TryAsync(image, arguments)).ShouldBe(ExitCode.Done);
        return DicomObject.Open(_folder["out.dcm"]);
    }

    private async Task<ToolRun> TryAsync(byte[] image, params string[] arguments) =>
        await CliFolder.RunAsync(
            ["protect", _folder.AddFile(image, "in.dcm"), "-o", _folder["out.dcm"], "--without-recovery", .. arguments]);

    private static byte[] PixelsOf(DicomObject file) => file.ReadValue(file.Find(Tags.PixelData)!.Value).ToArray();

    private static string TextOf(DicomObject file, Tag tag) =>
        Encoding.ASCII.GetString(file.ReadValue(file.Find(tag)!.Value).Span).Trim(' ', '\0');

    /// <summary>Four columns, two rows, 1 to 8.</summary>
    private static byte[] Image(bool compressed = false, Action<DicomBytes>? before = null)
    {
        DicomBytes bytes = DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0008_0018, "UI", "2.25.4711")
            .Text(0x0010_0010, "PN", CliFolder.PatientName);
        before?.Invoke(bytes);
        bytes.Words(0x0028_0002, "US", 1).Text(0x0028_0004, "CS", "MONOCHROME2").Words(0x0028_0010, "US", 2).Words(0x0028_0011, "US", 4)
            .Words(0x0028_0100, "US", 8).Words(0x0028_0101, "US", 8).Words(0x0028_0102, "US", 7).Words(0x0028_0103, "US", 0);
        bytes = compressed ? bytes.Fragments([], [0xFF, 0xD8, 0xFF, 0xD9]) : bytes.Bytes(0x7FE0_0010, "OB", 1, 2, 3, 4, 5, 6, 7, 8);
        return bytes.ToFile(compressed ? JpegBaseline : ExplicitLittleEndian);
    }
}
