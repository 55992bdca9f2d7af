using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>The clauses of PS3.15 E.1.1 to E.3 and PS3.3 C.12.1.1.4 that concern the object as a whole, one test each.</summary>
public sealed class ConformanceClauseTests
{
    private const string OriginalUid = "1.2.826.0.1.3680043.2.1143.1", ReferencedUid = "1.2.826.0.1.3680043.2.1143.2";

    private static readonly X509Certificate2 First = CertificateOf("first"), Second = CertificateOf("second");

    [Fact]
    public void Protect_Object_IsANewInstance()
    {
        using DicomObject result = Protect();
        TextOf(result, Tags.SOPInstanceUID).Should().StartWith("2.25.");
        ElementLocation meta = result.MetaElements.Single(element => element.Tag == Tags.MediaStorageSOPInstanceUID);
        Text(result.Source.ReadRange(meta.ValueOffset, (int)meta.ValueLength)).Should().Be(TextOf(result, Tags.SOPInstanceUID));
    }

    [Fact]
    public void Protect_ReferenceToAnInstance_IsReplacedConsistently()
    {
        using DicomObject result = Protect();
        string reference = Text(ElementOf(result, Tags.ReferencedSOPSequence)!.Items![0].Find(Tags.ReferencedSOPInstanceUID)!.Value);
        reference.Should().StartWith("2.25.").And.NotBe(TextOf(result, Tags.SOPInstanceUID));

        // It is what the referenced Instance itself becomes.
        using PseudonymKey key = PseudonymKey.FromBytes(new byte[PseudonymKey.Length]);
        using DicomObject referenced = DicomObject.Read(DicomBytes.Explicit().Text(0x0008_0018, "UI", ReferencedUid).ToFile());
        TextOf(Builder().WithPseudonymKey(key).Build().Protect(referenced).Object, Tags.SOPInstanceUID).Should().Be(reference);
    }

    [Fact]
    public async Task Protect_NestedAttribute_EncryptsTheWholeTopLevelAttribute()
    {
        using DicomObject result = Protect();
        (IReadOnlyList<DataElement> plaintext, _) = await Open(result, 0, First);
        DataElement sequence = plaintext[0].Items![0].Find(Tags.ReferencedSOPSequence)!;
        sequence.Items!.Should().HaveCount(1);
        sequence.Items![0].Elements.Select(element => element.Tag)
            .Should().Equal(Tags.ReferencedSOPClassUID, Tags.ReferencedSOPInstanceUID);
    }

    [Fact]
    public void Protect_Object_SaysWhatWasDone()
    {
        using DicomObject result = Protect(ProfileOptions.RetainUids | ProfileOptions.CleanDescriptors);
        TextOf(result, Tags.PatientIdentityRemoved).Should().Be("YES");
        TextOf(result, Tags.DeidentificationMethod).Should().Contain("PS3.15");
        CodesOf(result).Should().Equal(
            "113100 DCM Basic Application Confidentiality Profile", "113105 DCM Clean Descriptors Option", "113110 DCM Retain UIDs Option");
    }

    [Fact]
    public void Protect_EachOption_HasItsCodeAndItsStatementAboutDates()
    {
        foreach (ProfileOption option in ProfileOption.All)
        {
            using DicomObject result = Protect(option.Option);
            CodesOf(result).Should().Equal("113100 DCM Basic Application Confidentiality Profile", $"{option.Code} DCM {option.Meaning}");
            TextOf(result, Tags.LongitudinalTemporalInformationModified).Should().Be(option.Option switch
            {
                ProfileOptions.RetainLongitudinalFullDates => "UNMODIFIED",
                ProfileOptions.RetainLongitudinalModifiedDates => "MODIFIED",
                _ => "REMOVED",
            });
            ElementOf(result, Tags.BurnedInAnnotation).Should().BeNull("nobody looked at the pixels");
            ElementOf(result, Tags.RecognizableVisualFeatures).Should().BeNull();
        }
    }

    [Fact]
    public void Options_BothForDates_AreRefused() =>
        FluentActions.Invoking(() =>
            ConfidentialityProfile.Basic
                with
            { Options = ProfileOptions.RetainLongitudinalFullDates | ProfileOptions.RetainLongitudinalModifiedDates })
            .Should().Throw<ArgumentException>();

    [Fact]
    public void Options_RecognizableVisualFeatures_IsNotOffered() =>
        ProfileOption.All.Should().NotContain(option => option.Code == "113102");

    [Fact]
    public void Protect_PreambleAndFileMeta_DescribeThisSoftwareAlone()
    {
        byte[] original = Original().ToFile();
        Encoding.ASCII.GetBytes("Doe^Jane").CopyTo(original, 0);
        using DicomObject file = DicomObject.Read(original);
        using DicomObject result = Builder().Build().Protect(file).Object;
        result.Source.ReadRange(0, 128).ToArray().Should().OnlyContain(octet => octet == 0);
        result.MetaElements.Select(element => element.Tag.Value)
            .Should().Equal(0x0002_0000, 0x0002_0001, 0x0002_0002, 0x0002_0003, 0x0002_0010, 0x0002_0012, 0x0002_0013);
        ElementLocation implementation = result.MetaElements.Single(element => element.Tag == Tags.ImplementationClassUID);
        Text(result.Source.ReadRange(implementation.ValueOffset, (int)implementation.ValueLength))
            .Should().NotBe("2.25.2", "that was the source's");
    }

    [Fact]
    public void Protect_Group0004_IsRemovedAtEveryDepth()
    {
        using DicomObject file = DicomObject.Read(DicomBytes.Explicit()
            .Text(0x0004_1500, "CS", "IM1").Text(0x0008_0018, "UI", OriginalUid)
            .Sequence(0x0018_9346, item => item.Text(0x0004_1500, "CS", "IM1").Text(0x0008_0100, "SH", "1")).ToFile());
        using DicomObject result = Builder().Build().Protect(file).Object;
        ElementOf(result, new Tag(0x0004_1500)).Should().BeNull();
        ElementOf(result, Tags.CTDIPhantomTypeCodeSequence)!.Items![0].Elements.Should().ContainSingle();
    }

    [Fact]
    public void Protect_Dicomdir_IsRefused()
    {
        using DicomObject file =
            DicomObject.Read(DicomBytes.Explicit().Sequence(0x0004_1220, item => item.Text(0x0004_1430, "CS", "PATIENT")).ToFile());
        FluentActions.Invoking(() => Builder().Build().Protect(file)).Should().Throw<ProtectionException>().WithMessage("*DICOMDIR*");
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public async Task Protect_AnyEncoding_EncryptsOneModifiedAttributesSequenceOfOneItem(WireEncoding encoding)
    {
        using DicomObject result = Protect(encoding: encoding);
        (IReadOnlyList<DataElement> plaintext, string syntax) = await Open(result, 0, First);
        syntax.Should().Be("1.2.840.10008.1.2.1");
        plaintext[0].Tag.Should().Be(Tags.ModifiedAttributesSequence);
        plaintext[0].Items!.Should().HaveCount(1);
        Text(plaintext[0].Items![0].Find(Tags.PatientID)!.Value).Should().Be("PAT-4711");
        Text(plaintext[0].Items![0].Find(Tags.SOPInstanceUID)!.Value).Should().Be(OriginalUid);
    }

    [Fact]
    public void Protect_ConformantSuite_IsRsaPkcs1AndAesCbcInEnvelopedData()
    {
        foreach (int bits in (int[])[128, 192, 256])
        {
            using DicomObject result = Protect(suite: EnvelopeSuite.Conformant.WithKeySize(bits));
            Envelope envelope = Envelope.Parse(ItemsOf(result)[0].Find(Tags.EncryptedContent)!.Value);
            envelope.Kind.Should().Be(EnvelopeKind.EnvelopedData);
            envelope.ContentEncryption.Name.Should().Be($"AES-{bits}-CBC");
            result.ReadValue(result.Find(Tags.DeidentificationMethod)!.Value).Length.Should().BePositive();
            TextOf(result, Tags.DeidentificationMethod).Should().Contain("RSAES-PKCS1-v1_5");
        }
    }

    [Fact]
    public async Task Protect_AttributeInSeveralItems_HasTheSameValueInEach()
    {
        using DicomObject result = Protect();
        ItemsOf(result).Should().HaveCount(2);
        DataElement all = (await Open(result, 0, First)).Plaintext[0].Items![0].Find(Tags.PatientID)!;
        SequenceItem subset = (await Open(result, 1, Second)).Plaintext[0].Items![0];
        subset.Find(Tags.PatientID)!.Value.Span.SequenceEqual(all.Value.Span).Should().BeTrue();
        subset.Find(Tags.PatientName).Should().BeNull("it was not named for these recipients");
    }

    [Fact]
    public void Recover_Standard_MovesAttributesUpAndTakesBackTheStatement()
    {
        using DicomObject result = Protect();
        using RecipientKey key = RecipientKey.FromCertificate(First);
        using DicomObject recovered = Reidentifier.WithKeys(key).InMode(RecoveryMode.Standard).Recover(result).Object;
        TextOf(recovered, Tags.PatientID).Should().Be("PAT-4711");
        TextOf(recovered, Tags.SOPInstanceUID).Should().Be(OriginalUid);
        TextOf(recovered, Tags.PatientIdentityRemoved).Should().Be("NO");
        ElementOf(recovered, Tags.DeidentificationMethod).Should().BeNull();
        ElementOf(recovered, Tags.DeidentificationMethodCodeSequence).Should().BeNull();
    }

    [Fact]
    public void Recover_EachSuiteAndKeySize_GivesTheOriginal()
    {
        using RecipientKey key = RecipientKey.FromCertificate(First);
        foreach (EnvelopeSuite suite in EnvelopeSuite.All.SelectMany(suite => new[] { 128, 192, 256 }.Select(suite.WithKeySize)))
        {
            using DicomObject result = Protect(suite: suite);
            (DicomObject recovered, RecoveryResult said) = Reidentifier.WithKeys(key).Recover(result);
            said.IsOriginal.Should().BeTrue();
            recovered.Source.ReadRange(0, (int)recovered.Source.Length).ToArray().Should().Equal(Original().ToFile());
        }
    }

    [Fact]
    public void Protect_RetainedAttribute_IsRetained()
    {
        using DicomObject result = Protect(ProfileOptions.RetainInstitutionIdentity);
        TextOf(result, Tags.InstitutionName).Should().Be("St. Elsewhere");
        TextOf(result, Tags.Modality).Should().Be("CT");
    }

    private static DicomBytes Original(WireEncoding encoding = WireEncoding.ExplicitLittleEndian) => DicomBytes.In(encoding)
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_0018, "UI", OriginalUid).Text(0x0008_0060, "CS", "CT")
        .Text(0x0008_0080, "LO", "St. Elsewhere")
        .Sequence(0x0008_1199, item => item.Text(0x0008_1150, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_1155, "UI", ReferencedUid))
        .Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0020, "LO", "PAT-4711").Text(0x0010_0030, "DA", "19560312");

    private static DicomObject Protect(ProfileOptions options = ProfileOptions.None, EnvelopeSuite? suite = null,
        WireEncoding encoding = WireEncoding.ExplicitLittleEndian)
    {
        using PseudonymKey key = PseudonymKey.FromBytes(new byte[PseudonymKey.Length]);
        using DicomObject file = DicomObject.Read(Original(encoding).ToFile());
        return Builder(options).With(suite ?? EnvelopeSuite.Authenticated).WithPseudonymKey(key).Build().Protect(file).Object;
    }

    private static DeidentifierRecoveryBuilder Builder(ProfileOptions options = ProfileOptions.None) => Deidentifier
        .WithProfile(ConfidentialityProfile.Basic with { Options = options })
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromEncodedCertificate(First.RawData))
        .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(Recipient.FromEncodedCertificate(Second.RawData));

    private static async Task<(IReadOnlyList<DataElement> Plaintext, string Syntax)> Open(
        DicomObject file, int index, X509Certificate2 certificate)
    {
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        SequenceItem item = ItemsOf(file)[index];
        EnvelopeOpening opening = await Envelope.Parse(item.Find(Tags.EncryptedContent)!.Value)
            .OpenAsync([key], EnvelopePolicy.Default, CancellationToken.None);
        opening.IsOpened.Should().BeTrue();
        return (new DataElementReader().ReadDataSet(opening.Content, DataSetEncoding.ExplicitLittleEndian),
            Text(item.Find(Tags.EncryptedContentTransferSyntaxUID)!.Value));
    }

    private static IReadOnlyList<SequenceItem> ItemsOf(DicomObject file) => ElementOf(file, Tags.EncryptedAttributesSequence)!.Items!;

    private static IEnumerable<string> CodesOf(DicomObject file) => ElementOf(file, Tags.DeidentificationMethodCodeSequence)!.Items!
        .Select(item => string.Join(' ', item.Elements.Select(element => Text(element.Value))));

    private static DataElement? ElementOf(DicomObject file, Tag tag) =>
        file.Find(tag) is { } location ? new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding) : null;

    private static string TextOf(DicomObject file, Tag tag) => ElementOf(file, tag) is { } element ? Text(element.Value) : "(absent)";

    private static string Text(ReadOnlyMemory<byte> value) => Encoding.Latin1.GetString(value.Span).TrimEnd('\0', ' ');

    private static X509Certificate2 CertificateOf(string name)
    {
        using RSA rsa = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
