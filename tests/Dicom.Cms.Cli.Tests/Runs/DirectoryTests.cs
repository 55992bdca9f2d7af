using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>DICOMDIRs: never copied, made anew where the names allow it.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_Directory_IsMadeAnewFromTheOutputs()
    {
        AddFileSet();

        ToolRun run = await ProtectAsync();

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("made anew with 5 records of 2 files")
            .And.EndWith("2 files protected, 1 DICOMDIR created, 0 failed, 0 skipped\n");
        _folder.FilesIn("out").Should().Equal("DICOMDIR", "S1/IM1", "S1/IM2");
        Encoding.Latin1.GetString(File.ReadAllBytes(_folder["out", "DICOMDIR"])).Should().NotContain("Petra")
            .And.NotContain(CliFolder.PatientId);
        Records().Select(record => Text(record, Tags.DirectoryRecordType)).Should().Equal("PATIENT", "STUDY", "SERIES", "IMAGE", "IMAGE");
        Records().Select(record => Text(record, Tags.ReferencedFileID)).Should().Equal("", "", "", "S1\\IM1", "S1\\IM2");
    }

    [Fact]
    public async Task Protect_Directory_HasOffsetsThatLeadToItems()
    {
        AddFileSet();
        (await ProtectAsync()).ShouldBe(ExitCode.Done);
        byte[] bytes = File.ReadAllBytes(_folder["out", "DICOMDIR"]);
        SequenceItem[] records = Records();

        uint[] starts =
        [
            .. records.Select(record => Number(record, Tags.OffsetOfReferencedLowerLevelDirectoryEntity)).Take(3),
            Number(records[3], Tags.OffsetOfTheNextDirectoryRecord),
        ];

        starts.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder();
        foreach (uint start in starts) bytes.AsSpan((int)start, 4).ToArray().Should().Equal(0xFE, 0xFF, 0x00, 0xE0);
        Number(records[0], Tags.OffsetOfTheNextDirectoryRecord).Should().Be(0);
        Number(records[4], Tags.OffsetOfTheNextDirectoryRecord).Should().Be(0);
        Number(records[4], Tags.OffsetOfReferencedLowerLevelDirectoryEntity).Should().Be(0);
    }

    [Fact]
    public async Task Protect_OutputOfAnEarlierRunInTheWay_IsNotInTheDirectory()
    {
        AddFileSet();
        _folder.AddFile(CliFolder.Object("2.25.9"), "out", "S1", "IM1");

        ToolRun run = await ProtectAsync();

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("IM1 exists; --overwrite replaces it");
        Records().Select(record => Text(record, Tags.ReferencedFileID)).Should().Equal("", "", "", "S1\\IM2");
    }

    [Fact]
    public async Task Protect_NameThatIsNoFileId_SaysWhyThereIsNoDirectory()
    {
        AddFileSet();
        _folder.AddFile(CliFolder.Object("2.25.3"), "in", "S1", "image.dcm");

        ToolRun run = await ProtectAsync("--report", _folder["r.ndjson"]);

        run.ShouldBe(ExitCode.Done).Error.Should().StartWith("warning: ")
            .And.Contain("no DICOMDIR was created in").And.Contain("image.dcm is no File ID");
        run.Output.Should().EndWith("3 files protected, 1 DICOMDIR without an output, 0 failed, 0 skipped\n");
        File.Exists(_folder["out", "DICOMDIR"]).Should().BeFalse();
        File.ReadAllText(_folder["r.ndjson"]).Should().Contain("\"outcome\":\"no-directory\"");
    }

    [Fact]
    public async Task Protect_NamesByUid_SayWhyThereIsNoDirectory()
    {
        AddFileSet();

        ToolRun run = await ProtectAsync("--names", "uid");

        run.ShouldBe(ExitCode.Done).Error.Should().Contain("--names uid");
        _folder.FilesIn("out").Should().HaveCount(2);
    }

    [Fact]
    public async Task Protect_DirectoryAsInputItself_Fails()
    {
        AddFileSet();

        ToolRun run = await CliFolder.RunAsync("protect", _folder["in", "DICOMDIR"], "-o", _folder["x"], "--without-recovery");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith("failed: ");
        File.Exists(_folder["x"]).Should().BeFalse();
    }

    [Fact]
    public async Task Protect_SopClassWithoutRecord_IsLeftOutAndNamed()
    {
        AddFileSet();
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.39.1").Text(0x0008_0018, "UI", "2.25.8").ToFile();
        _folder.AddFile(bytes, "in", "PALETTE");

        (await ProtectAsync()).ShouldBe(ExitCode.Done).Error.Should().Contain("PALETTE is not in the DICOMDIR: ")
            .And.Contain("PRIVATE records are not made");
    }

    [Fact]
    public async Task RecoverAndVerify_Directory_IsSkippedAndChecked()
    {
        AddFileSet();
        (await ProtectAsync()).ShouldBe(ExitCode.Done);

        ToolRun recover = await CliFolder.RunAsync("recover", _folder["out"], "-o", _folder["back"], "--key", TestKeys.Archive.KeyPath);

        recover.ShouldBe(ExitCode.Done).Output.Should().EndWith("2 files recovered, 0 failed, 1 skipped\n");
        (await CliFolder.RunAsync("verify", _folder["out"])).Output.Should().Contain($"{_folder["out", "DICOMDIR"]}: clean\n");
        File.Copy(_folder["in", "DICOMDIR"], _folder["out", "COPY"]);
        (await CliFolder.RunAsync("verify", _folder["out"])).ShouldBe(ExitCode.SomeFailed)
            .Error.Should().Contain($"{_folder["out", "COPY"]}: The DICOMDIR does not");
        File.Delete(_folder["out", "COPY"]);
        File.Copy(_folder["in", "DICOMDIR"], _folder["out", "DICOMDIR"], overwrite: true);
        (await CliFolder.RunAsync("verify", _folder["out"])).ShouldBe(ExitCode.SomeFailed)
            .Error.Should().Contain("does not follow from the files");
    }

    [Fact]
    public async Task Protect_SeveralPatientsAndTypes_HangTogether()
    {
        AddFileSet();
        _folder.AddFile(Structured("2.25.5", "1.2.840.10008.5.1.4.1.1.88.22", "SR"), "in", "S2", "SR1");
        _folder.AddFile(Structured("2.25.6", "1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT"), "in", "S2", "RS1");

        (await ProtectAsync()).ShouldBe(ExitCode.Done).Error.Should().BeEmpty();

        SequenceItem[] records = Records();
        records.Select(record => Text(record, Tags.DirectoryRecordType)).Should().Equal(
            "PATIENT", "STUDY", "SERIES", "IMAGE", "IMAGE", "PATIENT", "STUDY", "SERIES", "RT STRUCTURE SET", "SR DOCUMENT");
        Number(records[0], Tags.OffsetOfTheNextDirectoryRecord).Should().BePositive("another patient follows");
        Text(records[9], Tags.CompletionFlag).Should().Be("COMPLETE");
        records[8].Find(Tags.StructureSetLabel)!.Value.IsEmpty.Should().BeFalse("it is of Type 1");
        foreach (SequenceItem record in records) record.Elements.Select(element => element.Tag).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task Rewrap_Directory_IsMadeAnewFromTheOutputs()
    {
        AddFileSet();
        (await ProtectAsync()).ShouldBe(ExitCode.Done);

        ToolRun run = await CliFolder.RunAsync(
            "rewrap", _folder["out"], "-o", _folder["new"], "--key", TestKeys.Archive.KeyPath, "--add", TestKeys.Trial.CertificatePath);

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("made anew with 5 records of 2 files")
            .And.EndWith("2 files rewrapped, 1 DICOMDIR created, 0 failed, 0 skipped\n");
        File.ReadAllBytes(_folder["new", "DICOMDIR"]).Should().Equal(File.ReadAllBytes(_folder["out", "DICOMDIR"]));
    }

    private static byte[] Structured(string uid, string sopClass, string modality) => DicomBytes.Implicit()
        .Text(0x0008_0016, "UI", sopClass).Text(0x0008_0018, "UI", uid).Text(0x0008_0060, "CS", modality)
        .Text(0x0010_0010, "PN", "Andere^Anna")
        .Text(0x0010_0020, "LO", "PID-4712").Text(0x0020_000D, "UI", "2.25.991").Text(0x0020_000E, "UI", "2.25.992")
        .Text(0x0040_A491, "CS", "COMPLETE")
        .ToFile();

    private void AddFileSet()
    {
        _folder.AddFile(CliFolder.Object("2.25.1"), "in", "S1", "IM1");
        _folder.AddFile(CliFolder.Object("2.25.2"), "in", "S1", "IM2");
        byte[] directory = DicomBytes.Explicit()
            .Text(0x0008_0016, "UI", "1.2.840.10008.1.3.10")
            .Sequence(0x0004_1220, item => item
                .Text(0x0004_1430, "CS", "PATIENT")
                .Text(0x0010_0010, "PN", CliFolder.PatientName)
                .Text(0x0010_0020, "LO", CliFolder.PatientId))
            .ToFile();
        _folder.AddFile(directory, "in", "DICOMDIR");
    }

    private Task<ToolRun> ProtectAsync(params string[] more) => CliFolder.RunAsync(
        ["protect", _folder["in"], "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath, .. more]);

    private SequenceItem[] Records()
    {
        using DicomObject file = DicomObject.Open(_folder["out", "DICOMDIR"]);
        ElementLocation location = file.Find(Tags.DirectoryRecordSequence)!.Value;
        return [.. new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding).Items!];
    }

    private static string Text(SequenceItem item, Tag tag) =>
        Encoding.ASCII.GetString((item.Find(tag)?.Value ?? default).Span).Trim('\0', ' ');

    private static uint Number(SequenceItem item, Tag tag) => BitConverter.ToUInt32(item.Find(tag)!.Value.Span);
}
