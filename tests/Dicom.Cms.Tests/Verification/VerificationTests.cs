using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;
using Xunit.Abstractions;

namespace Dicom.Cms.Tests;

/// <summary>The verifier finds every planted leak, finds nothing in a clean object, and never says a value.</summary>
public sealed partial class VerificationTests(VerificationTests.Keys keys, ITestOutputHelper output) : IClassFixture<VerificationTests.Keys>
{
    private static readonly string[] Planted =
        ["Quillfeather", "Ottoline", PatientId, Accession, "Watson", StudyUid, FrameUid, "Elsewhere", "19560312", "Frisian"];

    public static TheoryData<string> LeakNames() => [.. Leaks.Select(leak => leak.Name)];

    public static TheoryData<ProfileOptions> EveryOption() =>
    [
        ProfileOptions.None,
        .. ProfileOption.All.Select(option => option.Option),
        ProfileOption.All.Where(option => option.Option != ProfileOptions.RetainLongitudinalFullDates)
            .Aggregate(ProfileOptions.None, (all, option) => all | option.Option),
    ];

    [Theory]
    [MemberData(nameof(LeakNames))]
    public async Task Verify_PlantedLeak_IsFoundWithoutItsValue(string name)
    {
        Leak leak = Leaks.Single(leak => leak.Name == name);
        byte[] spoilt = leak.Plant(ProtectedObject.Read(Protect(ProfileOptions.None))).ToArray();
        VerificationReport report = await Verify(spoilt);
        report.IsClean.Should().BeFalse();
        report.Findings.Should().Contain(new VerificationFinding(leak.Rule, leak.Place));
        SayNoValue(report);
    }

    [Fact]
    public void Leaks_Whole_AreMoreThanThirtyOfEachRule()
    {
        Leaks.Should().HaveCountGreaterThanOrEqualTo(30).And.OnlyHaveUniqueItems(leak => leak.Name);
        Leaks.Select(leak => leak.Rule).Distinct().Should().HaveCount(10, "each rule but that of names is shown; names are shown below");
    }

    [Theory]
    [InlineData("Quillfeather_001.dcm")]
    [InlineData("PAT-4711/series1/im0001.dcm")]
    [InlineData("study/ottoline quillfeather/1.dcm")]
    [InlineData("study/acc0815-77.dcm")]
    public async Task Verify_FileOrFolderName_IsSearchedToo(string name)
    {
        byte[] clean = Protect(ProfileOptions.None);
        VerificationReport report = await Verify(clean, name);
        report.Findings.Should().Equal(new VerificationFinding(VerificationRule.InFileName, "The file"));
        SayNoValue(report);
        (await Verify(clean, "study/series/000001.dcm")).IsClean.Should().BeTrue();
    }

    [Fact]
    public async Task Verify_TextBehindADeflatedDataSet_IsFound()
    {
        byte[] dataSet = Original(WireEncoding.ExplicitLittleEndian).ToArray();
        using MemoryStream deflated = new();
        using (System.IO.Compression.DeflateStream deflate = new(deflated, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(dataSet);
        byte[] clean = Protect(ProfileOptions.None,
            [.. DicomBytes.Prefix(TransferSyntax.DeflatedExplicitLittleEndian.Uid), .. deflated.ToArray()]);
        (await Verify(clean)).Findings.Should().BeEmpty();
        byte[] spoilt = [.. clean, .. Encoding.ASCII.GetBytes($"\0\0{Name}\0")];
        (await Verify(spoilt)).Findings
            .Should().Equal(new VerificationFinding(VerificationRule.ProtectedValue, "What follows the data set"));
    }

    [Theory]
    [MemberData(nameof(EveryOption))]
    public async Task Verify_CleanObject_FindsNothing(ProfileOptions options)
    {
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            VerificationReport report = await Verify(Protect(options, Original(encoding).ToFile()), "1.dcm");
            report.Findings.Should().BeEmpty();
            report.Options.Should().Be(options);
            report.ValuesSearched.Should().BeGreaterThan(3);
            report.ValuesLeftOut.Should().BeGreaterThan(0, "Patient's Sex is too short to be searched for");
        }
    }

    /// <summary>Words of every day that protected and clear Attributes share: found in GE, Philips and Mortara files, and no
    /// leak.</summary>
    [Fact]
    public async Task Verify_CommonWords_AreNotReported()
    {
        byte[] original = DicomBytes.Explicit()
            .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.4").Text(0x0008_0018, "UI", SopUid).Text(0x0008_0060, "CS", "MR")
            .Text(0x0008_0090, "PN", "Anonymized").Text(0x0008_1030, "LO", "Brain-MRA").Text(0x0008_103E, "LO", "Whole Body")
            .Text(0x0008_1090, "LO", "LightSpeed Plus")
            .PrivateBlock(0x0009, 0x10, "GEMS_IDEN_01", (4, "LO", "LightSpeed Plus "u8.ToArray()))
            .Text(0x0010_0010, "PN", "Anonymous").Text(0x0010_0020, "LO", "8NM1").Text(0x0010_0040, "CS", "M")
            .Text(0x0018_9005, "SH", "Whole Body_E").Text(0x0020_1040, "LO", "Brain-MRA").Text(0x0028_2110, "CS", "00").ToFile();
        (await Verify(Protect(ProfileOptions.None, original))).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task Verify_ObjectThatWasNeverProtected_IsFoundWithoutAKey()
    {
        using DicomObject file = DicomObject.Read(Original(WireEncoding.ExplicitLittleEndian).ToFile());
        VerificationReport report = await ProtectionVerifier.ByClaim.VerifyAsync(file, name: null);
        report.Findings.Select(finding => finding.Rule).Distinct().Should().Contain(
            [VerificationRule.Statement, VerificationRule.NotRemoved, VerificationRule.NotReplaced, VerificationRule.UidNotReplaced]);
        report.ValuesSearched.Should().Be(0);
        SayNoValue(report);
    }

    [Fact]
    public async Task Verify_MoreThanWasClaimed_IsFoundByTheCallersProfile()
    {
        byte[] dated = Protect(ProfileOptions.RetainLongitudinalFullDates);
        (await Verify(dated)).Findings.Should().BeEmpty();
        using DicomObject file = DicomObject.Read(dated);
        VerificationReport report = await ProtectionVerifier.ByProfile(ConfidentialityProfile.Basic).WithKeys(keys.Private)
            .VerifyAsync(file, name: null);
        report.Findings.Should().Contain(new VerificationFinding(VerificationRule.NotReplaced, "(0008,0020)"));
        report.Findings.Should().Contain(new VerificationFinding(VerificationRule.Statement, "(0028,0303)"));
    }

    /// <summary>
    /// Every file of the corpus, protected and verified with the key. What is left is what protecting cannot decide: text that may be
    /// in the pixels. Nothing is left that the table or a protected value forbids.
    /// </summary>
    [SharedFact]
    public async Task Verify_ProtectedCorpus_FindsOnlyWhatNobodyCanDecide()
    {
        Dictionary<string, int> byRule = [], byPlace = [];
        int files = 0, protectedFiles = 0;
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            files++;
            byte[] bytes;
            try
            {
                bytes = Protect(ProfileOptions.None, await File.ReadAllBytesAsync(path));
            }
            catch (ProtectionException)
            {
                continue; // A DICOMDIR
            }

            protectedFiles++;
            VerificationReport report = await Verify(bytes);
            foreach (string rule in report.Findings.Select(finding => finding.Rule.Name).Distinct())
                byRule[rule] = byRule.GetValueOrDefault(rule) + 1;
            foreach (VerificationFinding finding in report.Findings.Where(finding => finding.Rule != VerificationRule.BurnedIn))
            {
                string place = $"{finding.Rule} {finding.Place}";
                byPlace[place] = byPlace.GetValueOrDefault(place) + 1;
                if (finding.Rule == VerificationRule.ProtectedValue) output.WriteLine($"{Path.GetFileName(path)}: {finding}");
            }
        }

        output.WriteLine($"{protectedFiles} of {files} files protected");
        foreach ((string rule, int count) in byRule.OrderByDescending(pair => pair.Value)) output.WriteLine($"{count,5} files: {rule}");
        foreach ((string place, int count) in byPlace.OrderByDescending(pair => pair.Value))
            output.WriteLine($"{count,5} findings: {place}");
        protectedFiles.Should().BeGreaterThan(250);
        byRule.Keys.Should().BeEquivalentTo([VerificationRule.BurnedIn.Name]);
    }

    private static void SayNoValue(VerificationReport report)
    {
        foreach (VerificationFinding finding in report.Findings)
            Planted.Should().NotContain(value => finding.ToString().Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    private byte[] Protect(ProfileOptions options) => Protect(options, Original(WireEncoding.ExplicitLittleEndian).ToFile());

    private byte[] Protect(ProfileOptions options, byte[] original)
    {
        using MemoryStream input = new(original), result = new();
        Deidentifier.WithProfile(ConfidentialityProfile.Basic with { Options = options })
            .Encrypt(AttributeSet.AllProtected).For(keys.Public).Build().Protect(input, result);
        return result.ToArray();
    }

    private async Task<VerificationReport> Verify(byte[] bytes, string? name = null)
    {
        using DicomObject file = DicomObject.Read(bytes);
        return await ProtectionVerifier.ByClaim.WithKeys(keys.Private).VerifyAsync(file, name);
    }

    /// <summary>A key and its certificate, made once.</summary>
    public sealed class Keys : IDisposable
    {
        private readonly X509Certificate2 _certificate;
        private readonly RSA _rsa = RSA.Create(2048);

        public Keys()
        {
            CertificateRequest request = new("CN=Verification", _rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            Public = Recipient.FromEncodedCertificate(_certificate.RawData);
            Private = RecipientKey.FromCertificate(_certificate);
        }

        public Recipient Public { get; }

        public RecipientKey Private { get; }

        public void Dispose()
        {
            Private.Dispose();
            _certificate.Dispose();
            _rsa.Dispose();
        }
    }
}
