using System.Text;
using Dicom.Cms.Envelopes;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom.Tests;

public class DatasetTests
{
    private static readonly Deidentifier ForBoth = Deidentifier
        .WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(TestKeys.Archive))
        .Encrypt(AttributeSet.Of(DicomTag.PatientID, DicomTag.PatientBirthDate)).For(Recipient.FromCertificate(TestKeys.Trial))
        .RefuseAlreadyProtected()
        .Build();

    [Fact]
    public void Recover_OneOfEverything_GivesEveryRawElement()
    {
        DicomDataset original = SampleDatasets.Everything();

        DicomDataset protectedSet = original.Protect(TestKeys.ForArchive, out ProtectionResult protection);
        DicomDataset recovered = protectedSet.Recover(TestKeys.ByArchive, out RecoveryResult result);

        result.Outcome.Should().Be(RecoveryOutcome.Original);
        RawElements.Compare(RawElements.Of(original), recovered).Should().BeEmpty();
        recovered.GetString(DicomTag.PatientName).Should().Be(SampleDatasets.Name);
        recovered.InternalTransferSyntax.Should().Be(DicomTransferSyntax.JPEG2000Lossless);
        protection.ProtectedAttributes.Should().Contain(DicomTag.PatientName.ToTag());
        string.Join('\n', RawElements.Of(protectedSet)).Should().NotContain("00111001", "private Attributes are protected");
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public void Recover_AfterItWasSavedAndOpened_GivesEveryRawElement(string syntax)
    {
        DicomDataset original = SampleDatasets.Image(DicomTransferSyntax.Parse(syntax))
            .WithPixels(new MemoryByteBuffer(SampleDatasets.Octets(8)));
        using MemoryStream saved = new();
        new DicomFile(original.Protect(TestKeys.ForArchive)).Save(saved);
        saved.Position = 0;

        DicomDataset recovered = DicomFile.Open(saved, FileReadOption.ReadAll).Dataset.Recover(TestKeys.ByArchive);

        Values(recovered).Should().Equal(Values(original));
    }

    [Fact]
    public void Protect_WhatStays_IsTheSameObject()
    {
        MemoryByteBuffer pixels = new(SampleDatasets.Octets(100_000));
        DicomDataset original = SampleDatasets.Image().WithPixels(pixels);

        DicomDataset protectedSet = original.Protect(TestKeys.ForArchive);
        DicomDataset recovered = protectedSet.Recover(TestKeys.ByArchive);

        protectedSet.GetDicomItem<DicomElement>(DicomTag.PixelData).Buffer.Should().BeSameAs(pixels);
        recovered.GetDicomItem<DicomElement>(DicomTag.PixelData).Buffer.Should().BeSameAs(pixels);
        original.GetString(DicomTag.PatientName).Should().Be(SampleDatasets.Name, "a clone was protected");
        protectedSet.GetString(DicomTag.PatientName).Should().NotBe(SampleDatasets.Name);
    }

    [Fact]
    public void ProtectInPlace_ThenRecoverInPlace_GivesTheOriginal()
    {
        DicomDataset dataset = SampleDatasets.Everything().Encoded();
        IReadOnlyList<string> original = RawElements.Of(dataset);

        ProtectionResult protection = dataset.ProtectInPlace(ForBoth);
        protection.EncryptedItems.Should().Be(2);
        dataset.GetSequence(DicomTag.EncryptedAttributesSequence).Items.Should().HaveCount(2);
        dataset.RecoverInPlace(TestKeys.ByArchive).IsOriginal.Should().BeTrue();

        RawElements.Compare(original, dataset).Should().BeEmpty();
    }

    [Fact]
    public void ProtectInPlace_Refused_ChangesNothing()
    {
        DicomDataset dataset = SampleDatasets.Image().Protect(ForBoth);
        IReadOnlyList<string> before = RawElements.Of(dataset);

        dataset.Invoking(each => each.ProtectInPlace(ForBoth)).Should().Throw<ProtectionException>();

        RawElements.Compare(before, dataset).Should().BeEmpty();
    }

    [Fact]
    public async Task Recover_WithTheKeyOfASubset_GivesThatSubset()
    {
        (DicomDataset protectedSet, _) = await SampleDatasets.Image().ProtectAsync(ForBoth);

        (DicomDataset seen, RecoveryResult result) = await protectedSet.RecoverAsync(Reidentifier.WithKeys(TestKeys.TrialKey));

        result.ItemsForOthers.Should().Be(1);
        seen.GetString(DicomTag.PatientID).Should().Be("MRN-4711");
        seen.GetString(DicomTag.PatientName).Should().NotBe(SampleDatasets.Name);
        seen.GetString(DicomTag.PatientIdentityRemoved).Should().Be("NO");
    }

    [Fact]
    public void Recover_PseudonymsOverwritten_GivesTheOriginal()
    {
        DicomDataset original = SampleDatasets.Image().Encoded();
        DicomDataset protectedSet = original.Protect(TestKeys.ForArchive).AddOrUpdate(DicomTag.PatientName, "Nobody");

        DicomDataset recovered = protectedSet.Recover(TestKeys.ByArchive, out RecoveryResult result);

        result.IsOriginal.Should().BeTrue();
        RawElements.Compare(RawElements.Of(original), recovered).Should().BeEmpty();
    }

    [Fact]
    public void Recover_WithoutAKey_ChangesNothing()
    {
        DicomDataset dataset = SampleDatasets.Image().Protect(TestKeys.ForArchive);
        IReadOnlyList<string> before = RawElements.Of(dataset);

        dataset.Invoking(each => each.RecoverInPlace(Reidentifier.WithKeys(TestKeys.TrialKey)))
            .Should().Throw<RecoveryException>().Which.Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);

        RawElements.Compare(before, dataset).Should().BeEmpty();
    }

    [Fact]
    public async Task ProtectInPlaceAsync_Cancelled_ChangesNothing()
    {
        DicomDataset dataset = SampleDatasets.Image().Encoded();
        IReadOnlyList<string> before = RawElements.Of(dataset);

        await dataset.Awaiting(each => each.ProtectInPlaceAsync(ForBoth, new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        RawElements.Compare(before, dataset).Should().BeEmpty();
    }

    [Fact]
    public async Task EveryAsyncMethod_Called_WorksOnAnotherThread()
    {
        DicomDataset dataset = SampleDatasets.Image().Encoded();
        DicomDataset protectedSet = dataset.Protect(TestKeys.ForArchive);
        DicomFile file = new(dataset), protectedFile = new(protectedSet);
        Func<Task>[] calls =
        [
            () => dataset.ProtectAsync(TestKeys.ForArchive), () => file.ProtectAsync(TestKeys.ForArchive),
            () => protectedSet.RecoverAsync(TestKeys.ByArchive), () => protectedFile.RecoverAsync(TestKeys.ByArchive),
            () => dataset.ProtectInPlaceAsync(TestKeys.ForArchive), () => dataset.RecoverInPlaceAsync(TestKeys.ByArchive),
        ];

        foreach (Func<Task> call in calls)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task work = call();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            await work;

            allocated.Should().BeLessThan(4096, "what a clone takes, and more, is taken elsewhere");
        }
    }

    [Fact]
    public void Recover_OpenedWithAFallbackEncoding_KeepsItsTexts()
    {
        DicomDataset latin = SampleDatasets.Image();
        latin.Remove(DicomTag.SpecificCharacterSet);
        latin.AddOrUpdate(new DicomPersonName(DicomTag.PatientName, [Encoding.Latin1],
            new MemoryByteBuffer(Encoding.Latin1.GetBytes("Müller^Jörg "))));
        using MemoryStream saved = new();
        DicomDataset opened = Reopen(latin);

        new DicomFile(opened.Protect(TestKeys.ForArchive).Recover(TestKeys.ByArchive)).Save(saved);

        saved.Position = 0;
        DicomFile.Open(saved, Encoding.Latin1).Dataset.GetString(DicomTag.PatientName).Should().Be(SampleDatasets.Name);
    }

    /// <summary>Through a file, where the fallback is a setting of the reader.</summary>
    private static DicomDataset Reopen(DicomDataset dataset)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            TestFiles.WriteRaw(dataset, path);
            return DicomFile.Open(path, Encoding.Latin1, readOption: FileReadOption.ReadAll).Dataset;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Path and value; implicit VR may give another VR.</summary>
    private static IEnumerable<string> Values(DicomDataset dataset) => RawElements.Of(dataset).Select(line => line[..8] + line[11..]);
}
