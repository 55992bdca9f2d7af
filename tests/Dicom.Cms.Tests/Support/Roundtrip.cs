using System.IO.Compression;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Protecting and recovering in memory, and what the tests look at.</summary>
internal static class Roundtrip
{
    /// <summary>The Basic Profile, everything for the archive.</summary>
    public static Deidentifier ForArchive { get; } = Builder().Build();

    /// <summary>The re-identifier of the archive.</summary>
    public static Reidentifier AsArchive { get; } = Reidentifier.WithKeys(RecoveryKeys.ArchiveKey);

    public static DeidentifierRecoveryBuilder Builder(EnvelopeSuite? suite = null) => Deidentifier
        .WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
        .With(suite ?? EnvelopeSuite.Authenticated);

    public static byte[] Protect(byte[] original) => Protect(original, ForArchive);

    public static byte[] Protect(byte[] original, Deidentifier deidentifier)
    {
        using MemoryStream output = new();
        deidentifier.Protect(new MemoryStream(original), output);
        return output.ToArray();
    }

    public static (byte[] Output, RecoveryResult Result) Recover(byte[] protectedObject, params RecipientKey[] keys) =>
        Recover(protectedObject, Reidentifier.WithKeys(keys));

    public static (byte[] Output, RecoveryResult Result) Recover(byte[] protectedObject, Reidentifier? reidentifier = null)
    {
        using MemoryStream output = new();
        RecoveryResult result = (reidentifier ?? AsArchive).Recover(new MemoryStream(protectedObject), output);
        return (output.ToArray(), result);
    }

    /// <summary>Tries to recover, and requires that it is refused before a single octet is written.</summary>
    public static RecoveryException Refused(byte[] protectedObject, Reidentifier? reidentifier = null)
    {
        using MemoryStream output = new();
        Action recovery = () => (reidentifier ?? AsArchive).Recover(new MemoryStream(protectedObject), output);
        RecoveryException failure = recovery.Should().Throw<RecoveryException>().Which;
        output.Length.Should().Be(0, "nothing is written when recovery is refused");
        return failure;
    }

    /// <summary>
    /// Requires the original, byte for byte. Of a deflated file the stream may differ, and the octet that makes its length even; prefix,
    /// inflated data set and what follows the stream may not.
    /// </summary>
    public static void ShouldBeOriginal(byte[] recovered, byte[] original, string because = "")
    {
        if (recovered.AsSpan().SequenceEqual(original)) return;
        using DicomObject left = DicomObject.Read(recovered), right = DicomObject.Read(original);
        (left.IsDeflated && right.IsDeflated).Should().BeTrue($"only a deflate stream may differ: {because}");
        PrefixOf(left).Should().Be(PrefixOf(right), because);
        DataSetOf(left).Should().Be(DataSetOf(right), because);
        string suffix = SuffixOf(left);
        (suffix == "00" && recovered.Length % 2 == 0 ? "" : suffix).Should().Be(SuffixOf(right), because);
    }

    /// <summary>Deflates what stands behind the prefix of a file.</summary>
    public static byte[] Deflate(DicomBytes dataSet, CompressionLevel level, params byte[] behind)
    {
        using MemoryStream output = new();
        output.Write(DicomBytes.Prefix(TransferSyntax.DeflatedExplicitLittleEndian.Uid));
        using (DeflateStream deflater = new(output, level, leaveOpen: true)) deflater.Write(dataSet.ToArray());
        output.Write(behind);
        return output.ToArray();
    }

    private static string PrefixOf(DicomObject file) => Convert.ToHexString(file.Source.ReadRange(0, (int)file.PrefixLength).Span);

    private static string DataSetOf(DicomObject file) =>
        Convert.ToHexString(file.DataSetSource.ReadRange(0, (int)file.DataSetSource.Length).Span);

    private static string SuffixOf(DicomObject file) =>
        Convert.ToHexString(file.Source.ReadRange(file.DeflatedSuffix.Offset, (int)file.DeflatedSuffix.Length).Span);
}
