using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests.Options;

/// <summary>The original pixels travel encrypted and come back; the object says what was done.</summary>
public sealed class PixelCleaningRecoveryTests
{
    private static readonly PixelCleaning OnePixel = PixelCleaning.Rectangles(new PixelRectangle(0, 0, 1, 1));
    private static readonly PixelCleaningImage Image = new() { Pixels = PixelCleaningLayoutTests.Numbers(12) };

    public static TheoryData<WireEncoding, string, ushort, int> Layouts()
    {
        TheoryData<WireEncoding, string, ushort, int> layouts = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            layouts.Add(encoding, "OW", 1, 2);
            layouts.Add(encoding, "OB", 8, 12);
            layouts.Add(encoding, "OW", 16, 24);
            layouts.Add(encoding, "OW", 32, 48);
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Recover_CleanedPixels_GivesTheOriginalByteForByte(WireEncoding encoding, string vr, ushort allocated, int length)
    {
        byte[] file =
            (Image with { Encoding = encoding, Vr = vr, Allocated = allocated, Pixels = [.. Enumerable.Repeat((byte)0xA5, length)] })
                .ToFile();
        byte[] cleaned = PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file);
        PixelCleaningImage.ValueOf(cleaned, Tags.PixelData).Should().NotEqual(PixelCleaningImage.ValueOf(file, Tags.PixelData));

        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(cleaned);
        result.IsOriginal.Should().BeTrue();
        result.RecoveredAttributes.Should().Contain(Tags.PixelData);
        recovered.Should().Equal(file);
    }

    [Fact]
    public void Recover_OddLength_GivesTheOriginalByteForByte()
    {
        byte[] file = (Image with { Columns = 3, Rows = 1, Vr = "OB", Pixels = [1, 2, 3] }).ToFile();
        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(
            PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file));
        result.IsOriginal.Should().BeTrue();
        recovered.Should().Equal(file);
    }

    [Fact]
    public void Recover_ValueOfManyBlocks_GivesTheOriginalUnderEverySuite()
    {
        byte[] pixels = new byte[3 << 20];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 31 >> 3);
        byte[] file = (Image with { Columns = 1024, Rows = 3072, Pixels = pixels }).ToFile();
        foreach (EnvelopeSuite suite in (EnvelopeSuite[])[EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep, EnvelopeSuite.Conformant])
        {
            (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(
                PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel, suite).Build(), file));
            result.IsOriginal.Should().BeTrue();
            recovered.AsSpan().SequenceEqual(file).Should().BeTrue();
        }
    }

    [Fact]
    public void Recover_ReencodedInBigEndian_IsTheOriginal()
    {
        byte[] file = (Image with { Allocated = 16, Pixels = PixelCleaningLayoutTests.Numbers(24) }).ToFile();
        byte[] cleaned = PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file);

        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(InBigEndian(cleaned));
        recovered.Should().Equal(file);
        (result.Outcome, result.AlteredAttributes.Count).Should().Be((RecoveryOutcome.Original, 0));
    }

    [Fact]
    public void Recover_DeflatedObject_RestoresThePixels()
    {
        byte[] dataSet = Image.ToBytes().ToArray();
        using MemoryStream deflated = new();
        using (System.IO.Compression.DeflateStream deflater = new(
            deflated, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(dataSet);
        }

        byte[] file = [.. DicomBytes.Prefix(TransferSyntax.DeflatedExplicitLittleEndian.Uid), .. deflated.ToArray(),
            .. new byte[deflated.Length % 2]];

        byte[] cleaned = PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file);
        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(cleaned);
        using DicomObject before = DicomObject.Read(cleaned), after = DicomObject.Read(recovered);
        before.ReadValue(before.Find(Tags.PixelData)!.Value).ToArray().Should().StartWith([0, 2, 3]);
        result.IsOriginal.Should().BeTrue();
        after.DataSetSource.ReadRange(0, (int)after.DataSetSource.Length).ToArray().Should().Equal(dataSet);
    }

    [Fact]
    public void Protect_CleanedPixels_SaysSo()
    {
        byte[] file = (Image with { After = bytes => bytes.Text(0x0028_0301, "CS", "YES") }).ToFile();
        byte[] cleaned = PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file);
        Encoding.ASCII.GetString(PixelCleaningImage.ValueOf(cleaned, Tags.BurnedInAnnotation)).Should().Be("NO");
        CodesOf(cleaned).Should().Equal("113100", "113101");

        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(cleaned);
        recovered.Should().Equal(file);
        result.RecoveredAttributes.Should().Contain(Tags.BurnedInAnnotation);
    }

    [Fact]
    public void Protect_WithoutTheOption_LeavesThePixelsAndClaimsNothing()
    {
        using DicomObject file = DicomObject.Read(Image.ToFile());
        using DicomObject cleaned = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().Build().Protect(file).Object;
        cleaned.ReadValue(cleaned.Find(Tags.PixelData)!.Value).ToArray().Should().Equal(Image.Pixels);
        cleaned.Find(Tags.BurnedInAnnotation).Should().BeNull();
    }

    [Fact]
    public void Protect_ThumbnailsAtTheTopAndNested_AreRemovedAndComeBack()
    {
        Action<DicomBytes> icon = item => item.Words(0x0028_0010, "US", 1).Words(0x0028_0011, "US", 2).Bytes(0x7FE0_0010, "OB", 0xAB, 0xCD);
        PixelCleaningImage image = Image with
        {
            Before = bytes => bytes.Sequence(0x0008_1115, item => item.Text(0x0020_000E, "UI", "1.2.3").Sequence(0x0088_0200, icon)),
            After = bytes => bytes.Sequence(0x0040_9096, icon).Sequence(0x0088_0200, icon),
        };
        byte[] file = image.ToFile(), cleaned = PixelCleaningImage.Protect(PixelCleaningImage.Recoverable(OnePixel).Build(), file);
        PixelCleaningImage.Has(cleaned, Tags.IconImageSequence).Should().BeFalse();
        cleaned.AsSpan().IndexOf((byte[])[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 2, 0, 0, 0, 0xAB, 0xCD])
            .Should().Be(-1, "no pixels stay in Sequences");
        PixelCleaningImage.Recover(cleaned).File.Should().Equal(file);
    }

    [Fact]
    public void Protect_RecipientOfASubset_DoesNotGetThePixels()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic with { PixelCleaning = OnePixel })
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(PixelCleaningImage.ArchiveRecipient()).Build();
        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(PixelCleaningImage.Protect(deidentifier, Image.ToFile()));
        result.RecoveredAttributes.Should().NotContain(Tags.PixelData);
        PixelCleaningImage.ValueOf(recovered, Tags.PixelData).Should().StartWith([0, 2, 3]);
    }

    [SharedFact]
    public void Protect_Corpus_CleansAndRecoversWhatIsUncompressedAndRefusesTheRestWithItsReason()
    {
        Dictionary<string, int> outcomes = [];
        Deidentifier deidentifier = PixelCleaningImage.Recoverable(PixelCleaning.Rectangles(new PixelRectangle(0, 0, 8, 8))).Build();
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            string outcome = CleanAndRecover(path, deidentifier);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // pydicom-MR_small_padded is longer than its pixels, pydicom-badVR has 1A frames; the last are no images but have group 7FE0.
        (string Reason, int Count)[] expected =
        [
            ("cleaned", 128), ("no pixels", 73), ("Pixel Data (7FE0,0010) is compressed", 67), ("This is a DICOMDIR.", 7),
            ("Pixels of floating point numbers", 2),
            ("Pixel Data (7FE0,0010) is not as long as", 1), ("Number of Frames (0028,0008)", 1), ("Bits Allocated (0028,0100)", 2),
        ];
        outcomes.Values.Sum().Should().Be(expected.Sum(entry => entry.Count));
        foreach ((string reason, int count) in expected)
            outcomes.Where(outcome => outcome.Key.StartsWith(reason, StringComparison.Ordinal)).Sum(outcome => outcome.Value)
                .Should().Be(count, reason);
    }

    internal static string[] CodesOf(byte[] file)
    {
        using DicomObject parsed = DicomObject.Read(file);
        ElementLocation location = parsed.Find(Tags.DeidentificationMethodCodeSequence)!.Value;
        DataElement sequence = new DataElementReader().ReadElement(parsed.ReadElement(location), parsed.Encoding);
        return [.. sequence.Items!.Select(item => Encoding.ASCII.GetString(item.Find(Tags.CodeValue)!.Value.Span).Trim())];
    }

    private static string CleanAndRecover(string path, Deidentifier deidentifier)
    {
        byte[] original = File.ReadAllBytes(path);
        using DicomObject source = DicomObject.Read(original);
        byte[] cleaned;
        try
        {
            cleaned = PixelCleaningImage.Protect(deidentifier, original);
        }
        catch (ProtectionException refusal)
        {
            return refusal.Message;
        }

        (byte[] recovered, RecoveryResult result) = PixelCleaningImage.Recover(cleaned);
        result.IsOriginal.Should().BeTrue(path);
        if (!source.IsDeflated) recovered.AsSpan().SequenceEqual(original).Should().BeTrue(path);
        if (source.Find(Tags.PixelData) is null) return "no pixels";
        Encoding.ASCII.GetString(PixelCleaningImage.ValueOf(cleaned, Tags.BurnedInAnnotation)).Should().Be("NO", path);
        return "cleaned";
    }

    /// <summary>What an archive makes of an object in Explicit VR Little Endian when it changes the syntax.</summary>
    private static byte[] InBigEndian(byte[] file)
    {
        using DicomObject parsed = DicomObject.Read(file);
        DataElementReader reader = new();
        DataElement[] elements = [.. parsed.Elements.Select(location => reader.ReadElement(parsed.ReadElement(location), parsed.Encoding))];
        return [.. DicomBytes.Prefix(TransferSyntax.ExplicitBigEndian.Uid),
            .. DataElementWriter.Write(elements, DataSetEncoding.ExplicitBigEndian)];
    }
}
