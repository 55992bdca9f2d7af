using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What hides in a sequence too large for memory is found, whatever tag it hides under.</summary>
public sealed class LargeSequenceTests
{
    private const uint KeptSequence = 0x0054_0220;

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian, true)]
    [InlineData(WireEncoding.ExplicitLittleEndian, false)]
    [InlineData(WireEncoding.ExplicitBigEndian, true)]
    [InlineData(WireEncoding.ExplicitBigEndian, false)]
    public void Protect_ItemsInUnUnderATagOfText_AreLookedInto(WireEncoding encoding, bool isDefined)
    {
        // (0018,1250) is SH in the dictionary and kept; here it is stated as UN. The name is too short to be searched for as text.
        byte[] filler = new byte[SourceObject.InMemoryLimit];
        byte[] file = DicomBytes.In(encoding)
            .Sequence(KeptSequence, item => item
                .UnknownSequence(0x0018_1250, isDefined, inner => inner.Text(0x0010_0010, "PN", "A^B"))
                .Bytes(0x0054_0400, "OB", filler))
            .Words(0x0080_0010, "US", 0x0100).ToFile();

        ProtectedObject.Of(file).Holds("A^B").Should().BeFalse();
    }
}
