using Dicom.Cms.Data;
using Dicom.Cms.Testing;
using Xunit.Abstractions;

namespace Dicom.Cms.Tests;

/// <summary>The DICOMDIR of a folder of protected objects (PS3.3 Annex F).</summary>
public sealed class FileSetDirectoryTests(ITestOutputHelper log) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_StudyOfManyKinds_HasARecordOfItsTypeForEach()
    {
        string[] names = WriteProtectedStudy();

        FileSetDirectoryResult result = FileSetDirectory.Create(_folder.Root, names);

        result.Warnings.Should().BeEmpty();
        result.Files.Should().Be(names.Length);
        SequenceItem[] records = Records();
        result.Records.Should().Be(records.Length);
        records.Select(TypeOf).Should().Contain(
            ["PATIENT", "STUDY", "SERIES", "IMAGE", "RT STRUCTURE SET", "RT PLAN", "RT DOSE", "PRESENTATION", "SR DOCUMENT",
                "KEY OBJECT DOC", "ENCAP DOC", "WAVEFORM", "REGISTRATION"]);
        records.Count(record => TypeOf(record) == "STUDY").Should().Be(1);
        records.Where(record => record.Find(Tags.ReferencedFileID) is not null)
            .Select(record => record.Find(Tags.ReferencedFileID).Text().Replace('\\', '/'))
            .Should().BeEquivalentTo(names);
        foreach (SequenceItem record in records) record.Elements.Select(element => element.Tag).Should().BeInAscendingOrder();
    }

    [ValidatorFact]
    public void Create_StudyOfManyKinds_IsValid()
    {
        string[] names = WriteProtectedStudy();

        FileSetDirectory.Create(_folder.Root, names);

        IReadOnlyList<string> errors = Validator.ErrorsOf(PathOf(FileSetDirectory.FileName));
        foreach (string error in errors) log.WriteLine(error);
        errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("4.2", "SPECTROSCOPY", "00080008 00080023 00080033 00200013 00280008 00280010 00280011 00289001 00289002")]
    [InlineData("66", "RAW DATA", "00080023 00080033 00200013")]
    [InlineData("66.2", "FIDUCIAL", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("66.5", "SURFACE", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("66.6", "TRACT", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("67", "VALUE MAP", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("68.1", "SURFACE SCAN", "00080023 00080033")]
    [InlineData("77.1.5.3", "STEREOMETRIC", "")]
    [InlineData("78.1", "MEASUREMENT", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("78.6", "SR DOCUMENT", "00080023 00080033 00200013 0040A043 0040A491 0040A493")]
    [InlineData("80.1", "MEASUREMENT", "00080023 00080033 00200013 00700080 00700081 00700084")]
    [InlineData("90.1", "ASSESSMENT", "00080012 00080013 00200013")]
    [InlineData("104.1", "ENCAP DOC", "00080023 00080033 00200013 0040A043 00420010 00420012")]
    [InlineData("131", "PRESENTATION", "00200013 00700080 00700081 00700082 00700083 00700084")]
    [InlineData("481.4", "RT TREAT RECORD", "00200013 30080250 30080251")]
    [InlineData("481.10", "RADIOTHERAPY", "00200013 00700081 00700084")]
    [InlineData("481.23", "IMAGE", "00200013")]
    [InlineData("481.8", "RT PLAN", "00200013 300A0002 300A0006 300A0007")]
    [InlineData("9.4.1", "WAVEFORM", "00080023 00080033 00200013")]
    [InlineData("11.12", "PRESENTATION", "00200013 00700080 00700081 00700082 00700083 00700084")]
    public void Create_RareClass_HasTheKeysOfItsTypeThoughTheObjectLacksThem(string branch, string type, string keys)
    {
        Write("IM1", DicomBytes.Explicit().Text(0x0008_0016, "UI", $"1.2.840.10008.5.1.4.1.1.{branch}").Text(0x0008_0018, "UI", "1.2.3.4")
            .Text(0x0020_000D, "UI", "1.2.3.1").Text(0x0020_000E, "UI", "1.2.3.2").ToFile());

        FileSetDirectory.Create(_folder.Root, ["IM1"]);

        SequenceItem record = Records()[^1];
        TypeOf(record).Should().Be(type);
        string.Join(' ', record.Elements.Where(element => element.Tag.Group != 4).Select(element => $"{element.Tag.Value:X8}"))
            .Should().Be(keys);
    }

    [Fact]
    public void Create_SameFiles_GivesTheSameBytesInAnyOrder()
    {
        string[] names = WriteProtectedStudy();
        FileSetDirectory.Create(_folder.Root, names);
        byte[] first = File.ReadAllBytes(PathOf(FileSetDirectory.FileName));

        FileSetDirectory.Create(_folder.Root, names.Reverse());

        File.ReadAllBytes(PathOf(FileSetDirectory.FileName)).Should().Equal(first);
        FileSetDirectory.FollowsFrom(_folder.Root, names).Should().BeTrue();
        FileSetDirectory.FollowsFrom(_folder.Root, names[1..]).Should().BeFalse();
        FileSetDirectory.IsDirectory(PathOf(FileSetDirectory.FileName)).Should().BeTrue();
        FileSetDirectory.IsDirectory(PathOf(names[0])).Should().BeFalse();
    }

    [Fact]
    public void Create_ObjectsWithoutAPlace_AreNamedAndLeftOut()
    {
        Write("IM1", Image("1.2.3.4.1").ToFile());
        Write("PALETTE", DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.39.1")
            .Text(0x0008_0018, "UI", "1.2.3.5").ToFile());
        Write("NOSTUDY", DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2")
            .Text(0x0008_0018, "UI", "1.2.3.6").ToFile());
        Write("TEXT", "no DICOM at all, but long enough to be looked at"u8.ToArray());

        FileSetDirectoryResult result = FileSetDirectory.Create(_folder.Root, ["IM1", "PALETTE", "NOSTUDY", "TEXT"]);

        result.Files.Should().Be(1);
        result.Warnings.Select(warning => warning.Text.Split(' ')[0]).Should().BeEquivalentTo("PALETTE", "NOSTUDY", "TEXT");
    }

    [Fact]
    public void Create_TwoPatients_HaveARecordEachAndTheirOwnStudies()
    {
        Write("IM1", Image("1.2.3.4.1", "A").ToFile());
        Write("IM2", Image("1.2.3.4.2", "B").ToFile());
        Write("IM3", Image("1.2.3.4.3", "A").ToFile());

        FileSetDirectory.Create(_folder.Root, ["IM1", "IM2", "IM3"]);

        Records().Select(TypeOf).Should().Equal("PATIENT", "STUDY", "SERIES", "IMAGE", "IMAGE", "PATIENT", "STUDY", "SERIES", "IMAGE");
    }

    [Theory]
    [InlineData("image.dcm")]
    [InlineData("im1")]
    [InlineData("TOOLONGNAME")]
    [InlineData("A/B/C/D/E/F/G/H/I")]
    public void Create_NameThatIsNoFileId_ThrowsAndWritesNothing(string name)
    {
        Write(name, Image("1.2.3.4.1").ToFile());

        FluentActions.Invoking(() => FileSetDirectory.Create(_folder.Root, [name]))
            .Should().Throw<FileSetException>().WithMessage("*PS3.10 8.2*");
        File.Exists(PathOf(FileSetDirectory.FileName)).Should().BeFalse();
    }

    [Fact]
    public void Create_NothingWithAPlace_Throws()
    {
        Write("TEXT", "no DICOM at all, but long enough to be looked at"u8.ToArray());

        FluentActions.Invoking(() => FileSetDirectory.Create(_folder.Root, ["TEXT"])).Should().Throw<FileSetException>();
        FluentActions.Invoking(() => FileSetDirectory.Create(_folder.Root, [])).Should().Throw<FileSetException>();
    }

    private static DicomBytes Image(string uid, string patient = "A") => DicomBytes.Explicit()
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_0018, "UI", uid).Text(0x0010_0020, "LO", patient)
        .Text(0x0020_000D, "UI", "1.2.3.1").Text(0x0020_000E, "UI", "1.2.3.2");

    private string[] WriteProtectedStudy()
    {
        List<string> names = [];
        foreach (byte[] file in ReferenceStudy.In(WireEncoding.ExplicitLittleEndian).Values)
        {
            names.Add($"S{names.Count % 3}/IM{names.Count}");
            Write(names[^1], ProtectedObject.Of(file).Bytes);
        }

        return [.. names];
    }

    private void Write(string name, byte[] file) => _folder.Write(name, file);

    private string PathOf(string name) => _folder.PathOf(name);

    private SequenceItem[] Records()
    {
        using DicomObject file = DicomObject.Open(PathOf(FileSetDirectory.FileName));
        ElementLocation location = file.Find(Tags.DirectoryRecordSequence)!.Value;
        return [.. new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding).Items!];
    }

    private static string TypeOf(SequenceItem record) => record.Find(Tags.DirectoryRecordType).Text();
}
