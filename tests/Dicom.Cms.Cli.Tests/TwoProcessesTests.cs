using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;
using Xunit.Abstractions;

namespace Dicom.Cms.Cli.Tests;

/// <summary>Under one pseudonym key the replacements are the same whichever process makes them, and in which order.</summary>
public sealed class TwoProcessesTests(ITestOutputHelper log) : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_StudyInTwoProcessesAndFileByFile_GivesTheSameReplacements()
    {
        for (int number = 1; number <= 3; number++) _folder.AddFile(Instance(number), "in", $"{number}.dcm");

        string[] replaced = await RequireSameReplacementsAsync();

        replaced.Should().Contain(line => line.Contains("2.25.", StringComparison.Ordinal))
            .And.NotContain(line => line.Contains("1.2.826", StringComparison.Ordinal));
    }

    [SharedFact]
    public async Task Protect_CorpusStudyInTwoProcessesAndFileByFile_GivesTheSameReplacements()
    {
        string[] study = SharedFolder.FilesOf("corpus").Select(path => (Path: path, Study: StudyOf(path)))
            .Where(file => file.Study is { Length: > 0 })
            .GroupBy(file => file.Study).OrderByDescending(group => group.Count()).First().Select(file => file.Path).Take(6).ToArray();
        study.Length.Should().BeGreaterThan(2, "one file is no study");
        log.WriteLine($"{study.Length} files of one study");
        foreach (string path in study) _folder.AddFile(await File.ReadAllBytesAsync(path), "in", Path.GetFileName(path));

        await RequireSameReplacementsAsync();
    }

    /// <summary>
    /// Once the folder in two processes that run side by side, once each file in a process of its own, the last one first.
    /// </summary>
    private async Task<string[]> RequireSameReplacementsAsync()
    {
        (await CliFolder.RunAsync("key", "create", "-o", _folder["pseudonyms"])).ShouldBe(ExitCode.Done);
        Task<ToolRun> first = ProtectAsync(_folder["in"], _folder["first"]), second = ProtectAsync(_folder["in"], _folder["second"]);
        (await first).ShouldBe(ExitCode.Done);
        (await second).ShouldBe(ExitCode.Done);
        Directory.CreateDirectory(_folder["third"]);
        string[] names = _folder.FilesIn("in");
        foreach (string name in names.Reverse()) (await ProtectAsync(_folder["in", name], _folder["third", name])).ShouldBe(ExitCode.Done);

        List<string> replaced = [];
        foreach (string name in names)
        {
            string[] values = ValuesOf(_folder["first", name]);
            values.Should().NotBeEmpty().And.Equal(ValuesOf(_folder["second", name])).And.Equal(ValuesOf(_folder["third", name]));
            replaced.AddRange(values);
        }

        return [.. replaced];
    }

    private Task<ToolRun> ProtectAsync(string input, string output) => ToolProcess.RunAsync(
        "protect", input, "-o", output, "--recipient", TestKeys.Archive.CertificatePath, "--pseudonym-key", _folder["pseudonyms"],
        "--option", "retain-longitudinal-modified-dates");

    /// <summary>Every value in clear but bulk data, with its place: only what is encrypted differs from run to run.</summary>
    private static string[] ValuesOf(string path)
    {
        using DicomObject file = DicomObject.Open(path);
        DataElementReader reader = new();
        return
        [
            .. file.Elements.Where(location => location.Tag != Tags.EncryptedAttributesSequence && location.Length < 1 << 16)
                .SelectMany(location => LinesOf(reader.ReadElement(file.ReadElement(location), file.Encoding))),
        ];
    }

    private static IEnumerable<string> LinesOf(DataElement element) => element.Items is { } items
        ? items.SelectMany(item => item.Elements).SelectMany(LinesOf).Select(line => $"{element.Tag}>{line}")
        : [$"{element.Tag} {Encoding.Latin1.GetString(element.Value.Span)}"];

    private static string? StudyOf(string path)
    {
        try
        {
            using DicomObject file = DicomObject.Open(path);
            return file.Find(Tags.StudyInstanceUID) is { } study
                ? Encoding.ASCII.GetString(file.ReadValue(study).Span).Trim('\0', ' ')
                : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    private static byte[] Instance(int number) => DicomBytes.Explicit()
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_0018, "UI", $"1.2.826.0.1.5.{number}")
        .Text(0x0008_0020, "DA", "20240229")
        .Text(0x0008_0050, "SH", "ACC-77-2024")
        .Sequence(
            0x0008_1140,
            item => item.Text(0x0008_1150, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_1155, "UI", $"1.2.826.0.1.5.{(number % 3) + 1}"))
        .Text(0x0010_0010, "PN", CliFolder.PatientName).Text(0x0010_0020, "LO", CliFolder.PatientId)
        .Text(0x0020_000D, "UI", "1.2.826.0.1.9").Text(0x0020_000E, "UI", $"1.2.826.0.1.8.{number % 2}").Text(0x0020_0010, "SH", "STUDY-12")
        .Text(0x0020_0052, "UI", "1.2.826.0.1.7").ToFile();
}
