using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What cannot be inspected does not stay in clear, and what hides in UN is inspected.</summary>
public sealed class HiddenContentTests
{
    private const string Secret = "Hidden^Person", SecretUid = "1.3.6.1.4.1.99999.5.5";
    private const uint KeptSequence = 0x0054_0220, UnknownEven = 0x0018_FF02; // The second is in no dictionary.

    public static TheoryData<WireEncoding> Encodings =>
        [WireEncoding.ImplicitLittleEndian, WireEncoding.ExplicitLittleEndian, WireEncoding.ExplicitBigEndian];

    public static TheoryData<WireEncoding, bool, uint> Hidden()
    {
        TheoryData<WireEncoding, bool, uint> data = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            foreach (bool isDefined in new[] { true, false })
            {
                data.Add(encoding, isDefined, KeptSequence);
                data.Add(encoding, isDefined, UnknownEven);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Protect_SequenceInUn_IsLookedInto(WireEncoding encoding, bool isDefined, uint tag)
    {
        DicomBytes bytes = DicomBytes.In(encoding)
            .UnknownSequence(tag, isDefined, item => item.Text(0x0008_1155, "UI", SecretUid).Text(0x0010_0010, "PN", "A^B"));
        // So that it is big endian and nothing else.
        if (encoding == WireEncoding.ExplicitBigEndian) bytes.Words(0x0080_0010, "US", 0x0100);

        ProtectedObject output = ProtectedObject.Of(bytes.ToFile());

        output.Holds(SecretUid).Should().BeFalse();
        output.Holds("A^B").Should().BeFalse();
        output.Find(tag)!.Items.Should().ContainSingle("the rest of it stays");
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Protect_NestedSequenceInUn_IsLookedInto(WireEncoding encoding, bool isDefined, uint tag)
    {
        byte[] file = DicomBytes.In(encoding).Sequence(0x0054_0222, outer => outer
            .UnknownSequence(tag, isDefined, item => item.Text(0x0008_1155, "UI", SecretUid).Text(0x0010_0010, "PN", "A^B"))).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds(SecretUid).Should().BeFalse();
        output.Holds("A^B").Should().BeFalse();
    }

    [Fact]
    public void Protect_SequenceInUnOfADeflatedFile_IsLookedInto()
    {
        byte[] dataSet = DicomBytes.Explicit().UnknownSequence(UnknownEven, isDefined: true,
            item => item.Text(0x0008_1155, "UI", SecretUid)).ToArray();

        ProtectedObject output = ProtectedObject.Of([.. DicomBytes.Prefix("1.2.840.10008.1.2.1.99"), .. HostileSamples.Deflate(dataSet)]);

        output.File.IsDeflated.Should().BeTrue();
        output.Text(UnknownEven, 0x0008_1155).Should().StartWith("2.25.");
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Protect_LargeSequenceInUn_IsLookedInto(WireEncoding encoding, bool isDefined, uint tag)
    {
        // Over 1 MiB it is not read into memory for a look: the name has too few letters to be found as text.
        byte[] filler = new byte[SourceObject.InMemoryLimit];
        byte[] file = DicomBytes.In(encoding)
            .UnknownSequence(tag, isDefined, item =>
                item.Text(0x0008_1155, "UI", SecretUid).Text(0x0010_0010, "PN", "A^B").Bytes(0x0054_0400, "OB", filler)).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds(SecretUid).Should().BeFalse();
        output.Holds("A^B").Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_UnInALargeSequence_IsLookedInto(WireEncoding encoding)
    {
        byte[] filler = new byte[SourceObject.InMemoryLimit];
        byte[] file = DicomBytes.In(encoding).Sequence(KeptSequence, item => item
            .UnknownSequence(UnknownEven, isDefined: true, inner => inner.Text(0x0008_1155, "UI", SecretUid).Text(0x0010_0010, "PN", "A^B"))
            .Bytes(0x0054_0400, "OB", filler)).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds(SecretUid).Should().BeFalse();
        output.Holds("A^B").Should().BeFalse();
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian, "SQ", KeptSequence)]
    [InlineData(WireEncoding.ExplicitLittleEndian, "SQ", KeptSequence)]
    [InlineData(WireEncoding.ExplicitBigEndian, "SQ", KeptSequence)]
    [InlineData(WireEncoding.ExplicitLittleEndian, "UN", KeptSequence)]
    [InlineData(WireEncoding.ExplicitLittleEndian, "OB", KeptSequence)]
    [InlineData(WireEncoding.ExplicitLittleEndian, "SQ", UnknownEven)]
    [InlineData(WireEncoding.ExplicitLittleEndian, "UN", UnknownEven)]
    [InlineData(WireEncoding.ExplicitBigEndian, "UN", UnknownEven)]
    [InlineData(WireEncoding.ImplicitLittleEndian, "UN", UnknownEven)]
    public void Protect_SequenceThatDoesNotParse_DoesNotStay(WireEncoding encoding, string vr, uint tag)
    {
        // The Item says it is longer than what holds it.
        WireEncoding inner = vr == "SQ" ? encoding : WireEncoding.ImplicitLittleEndian;
        byte[] content = [.. DicomBytes.In(inner).Delimiter(0xFFFE_E000, 999).ToArray(),
            .. DicomBytes.In(inner).Text(0x0010_0010, "PN", Secret).ToArray()];

        ProtectedObject top = ProtectedObject.Of(DicomBytes.In(encoding).Bytes(tag, vr, content).ToFile());
        ProtectedObject nested = ProtectedObject.Of(
            DicomBytes.In(encoding).Sequence(0x0054_0222, item => item.Bytes(tag, vr, content)).ToFile());

        top.Holds(Secret).Should().BeFalse();
        nested.Holds(Secret).Should().BeFalse();
    }

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Protect_UnWithItemsOfTheEnclosingEncoding_DoesNotStay(WireEncoding encoding)
    {
        // PS3.5 6.2.2 wants Implicit VR Little Endian in UN; some writers put what they had.
        byte[] content = DicomBytes.In(encoding).Delimiter(0xFFFE_E000, 22).Text(0x0010_0010, "PN", Secret).ToArray();

        ProtectedObject output = ProtectedObject.Of(
            DicomBytes.In(encoding).Bytes(UnknownEven, "UN", content).Words(0x0028_0010, "US", 0x0100).ToFile());

        output.Holds(Secret).Should().BeFalse();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100)]
    public void Protect_SequenceDeeperThanTheLimit_DoesNotStay(int sequences)
    {
        byte[] nested = HostileSizeTests.Nested(sequences, isDefined: true);

        ProtectedObject output = ProtectedObject.Of(
            [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. nested, .. DicomBytes.Explicit().Text(0x0080_0010, "LO", "end").ToArray()]);

        output.Holds("Planted").Should().BeFalse();
        output.Bytes.Should().HaveCountGreaterThan(0);
    }

    [Fact]
    public void Protect_UndefinedLengthsDeeperThanTheLimit_IsRefused()
    {
        byte[] file = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. HostileSizeTests.Nested(100, isDefined: false)];

        Action protect = () => ProtectedObject.Of(file);

        protect.Should().Throw<DicomFormatException>().WithMessage("*limit*");
    }

    [Fact]
    public void Protect_TextInFragmentsOutsidePixelData_DoesNotStay()
    {
        byte[] fragments = [.. DicomBytes.Explicit().Delimiter(0xFFFE_E000, 0).Delimiter(0xFFFE_E000, 14).ToArray(),
            .. Encoding.ASCII.GetBytes(Secret + " "), .. DicomBytes.Explicit().Delimiter(0xFFFE_E0DD, 0).ToArray()];
        byte[] file = DicomBytes.Explicit().Text(0x0010_0010, "PN", Secret).Header(UnknownEven, "OB", 0xFFFF_FFFF).Raw(fragments).ToFile();

        ProtectedObject.Of(file).Holds(Secret).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_SopInstanceUidThatIsASequence_IsMadeAnew(WireEncoding encoding)
    {
        byte[] file = DicomBytes.In(encoding).UnknownSequence(0x0008_0018, isDefined: true, item => item.Text(0x0008_1155, "UI", SecretUid))
            .Words(0x0028_0010, "US", 0x0100).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(0x0008_0018).Should().StartWith("2.25.");
        output.Holds(SecretUid).Should().BeFalse();
    }
}
