using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An archive wrote sequences that stay in clear with another kind of length.</summary>
public sealed class SequenceStyleTests
{
    private static readonly Action<DicomBytes> Code = item => item.Text(0x0008_0100, "SH", "T-1").Text(0x0008_0102, "SH", "SRT");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recover_SequenceLengthStyleChanged_IsTheOriginal(bool wasDefined)
    {
        byte[] original = Build(wasDefined), protectedObject = Roundtrip.Protect(original);
        byte[] altered = ObjectEditor.Open(protectedObject).Take(Build(!wasDefined), 0x0040_0260).Write();
        altered.Should().NotEqual(protectedObject);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(altered);

        output.Should().Equal(original);
        (result.IsOriginal, result.AlteredAttributes.Count).Should().Be((true, 0));
    }

    private static byte[] Build(bool isDefined) => RecoverySamples.Head(WireEncoding.ExplicitLittleEndian)
        .Sequence(0x0040_0260, isDefined, isDefined, Code, Code)
        .Words(0x7FE0_0010, "OW", 1, 2).ToFile();
}
