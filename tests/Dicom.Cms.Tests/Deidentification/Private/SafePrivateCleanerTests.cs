using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

public sealed class SafePrivateCleanerTests
{
    private const ProfileOptions Option = ProfileOptions.RetainSafePrivate;
    private const uint Declaration = 0x0008_0300;

    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Fact]
    public void Protect_WithoutTheOption_RemovesWhatIsSafe()
    {
        DataElement[] output = OptionObject.Protect(Safe(DicomBytes.Explicit()), ProfileOptions.None);

        output.Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Fact]
    public void Protect_UnknownElementOfAKnownCreator_GoesWithItsCreator()
    {
        DicomBytes dataSet = DicomBytes.Explicit().PrivateBlock(0x0019, 0x10, "GEMS_ACQU_01", (0x01, "LO", "secret"u8.ToArray()));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Theory]
    [InlineData("GEMS_ACQU_01 ", true)]
    [InlineData("gems_acqu_01", false)]
    [InlineData("GEMS_ACQU_02", false)]
    [InlineData("", false)]
    public void Protect_CreatorString_HasToMatch(string creator, bool stays)
    {
        DicomBytes dataSet = DicomBytes.Explicit().PrivateBlock(0x0019, 0x10, creator, (0x23, "DS", "1.5 "u8.ToArray()));

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        (output.Find(0x0019_1023) is not null).Should().Be(stays);
        (output.Find(0x0019_0010) is not null).Should().Be(stays);
    }

    [Fact]
    public void Protect_BlockThatNobodyReserved_Goes()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Text(0x0019_0011, "LO", "GEMS_ACQU_01")
            .Text(0x0019_1023, "DS", "1.5").Text(0x0019_0123, "DS", "1.5").Text(0x0019_1123, "DS", "2.5");

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Select(element => element.Tag.Value)
            .Should().Equal(0x0019_0011, 0x0019_1123);
    }

    [Fact]
    public void Protect_BlockReservedTwice_Goes()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Text(0x0019_0010, "LO", "GEMS_ACQU_01").Text(0x0019_0010, "LO", "SOMEBODY").Text(0x0019_1023, "DS", "1.5");

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Fact]
    public void Protect_CreatorBehindItsBlock_IsFound()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Text(0x0019_1023, "DS", "1.5").Text(0x0019_0010, "LO", "GEMS_ACQU_01");

        OptionObject.Protect(dataSet, Option).Find(0x0019_1023).Text().Should().Be("1.5");
    }

    [Fact]
    public void Protect_CreatorOfTheTopLevel_DoesNotCountInAnItem()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Sequence(0x0018_9346, item => item.Text(0x0019_1023, "DS", "1.5").Text(0x0008_0100, "SH", "1"))
            .Text(0x0019_0010, "LO", "GEMS_ACQU_01").Text(0x0019_1023, "DS", "2.5");

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Find(0x0019_1023).Text().Should().Be("2.5");
        output.Find(0x0018_9346)!.Items![0].Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0100);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_BlockDeclaredSafe_Stays(WireEncoding encoding)
    {
        DicomBytes dataSet = Declared(encoding, "SAFE");

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate || element.Tag.Value == Declaration)
            .Select(element => element.Tag.Value)
            .Should().Equal(Declaration, 0x0009_0010, 0x0009_1001, 0x0009_1002);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_BlockDeclaredMixed_KeepsWhatIsListed(WireEncoding encoding)
    {
        DicomBytes dataSet = Declared(encoding, "MIXED", 0x02);

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate || element.Tag.Value == Declaration)
            .Select(element => element.Tag.Value)
            .Should().Equal(Declaration, 0x0009_0010, 0x0009_1002);
    }

    [Theory]
    [InlineData("UNSAFE")]
    [InlineData("MIXED")]
    [InlineData("")]
    public void Protect_NothingDeclaredSafe_RemovesTheDeclarationToo(string status)
    {
        DicomBytes dataSet = Declared(WireEncoding.ExplicitLittleEndian, status);

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate || element.Tag.Value == Declaration)
            .Should().BeEmpty();
    }

    [Fact]
    public void Protect_DeclarationsThatDisagree_AreNotTrusted()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Sequence(Declaration, item => Declare(item, "SAFE"), item => Declare(item, "UNSAFE"))
            .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "LO", "abcd"u8.ToArray()));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_DeclaredValueWithTheName_DoesNotStay(WireEncoding encoding)
    {
        DicomBytes dataSet = DicomBytes.In(encoding).Sequence(Declaration, item => Declare(item, "SAFE"))
            .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "LO", "for Smith^John"u8.ToArray()), (0x02, "OB", "xxSmith^John"u8.ToArray()),
                (0x03, "LO", "fine"u8.ToArray()))
            .Text(0x0010_0010, "PN", "Smith^John");

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Should().OnlyContain(element => !element.Text().Contains("Smith", StringComparison.Ordinal));
        output.Find(0x0009_1003).Text().Should().Be("fine");
        output.Find(0x0009_1002).Should().BeNull("nobody knows how to cut a name out of octets");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_UnknownPrivateSequence_IsTreatedElementByElement(WireEncoding encoding)
    {
        DataElement[] output = OptionObject.Protect(
            InUnknownSequence(DicomBytes.In(encoding), (dataSet, fill) => dataSet.Sequence(0x0009_1001, fill)), Option);

        RequireElementByElement(output);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian, false)]
    [InlineData(WireEncoding.ExplicitLittleEndian, true)]
    [InlineData(WireEncoding.ExplicitLittleEndian, false)]
    [InlineData(WireEncoding.ExplicitBigEndian, true)]
    [InlineData(WireEncoding.ExplicitBigEndian, false)]
    public void Protect_PrivateSequenceInUnknown_IsTreatedElementByElement(WireEncoding encoding, bool isDefined)
    {
        DicomBytes dataSet =
            InUnknownSequence(DicomBytes.In(encoding), (bytes, fill) => bytes.UnknownSequence(0x0009_1001, isDefined, fill));

        RequireElementByElement(OptionObject.Protect(dataSet, Option));
    }

    [Fact]
    public void Protect_UnknownPrivateSequenceWithNothingSafe_GoesWithItsCreator()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Text(0x0009_0010, "LO", "ACME")
            .Sequence(0x0009_1001, item => item.Text(0x0010_4000, "LT", "gone"),
                item => item.PrivateBlock(0x0011, 0x10, "ACME", (1, "LO", "gone"u8.ToArray())))
            .Sequence(0x0009_1002);

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Fact]
    public void Protect_SafeSequenceThatDoesNotParse_Goes()
    {
        byte[] broken = [0xFE, 0xFF, 0x00, 0xE0, 0x10, 0, 0, 0, 1, 2, 3, 4];
        DicomBytes dataSet = DicomBytes.Explicit()
            .PrivateBlock(0x2001, 0x10, "Philips Imaging DD 001", (0x5F, "UN", broken), (0x03, "FL", [0, 0, 0, 0]));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Select(element => element.Tag.Value)
            .Should().Equal(0x2001_0010, 0x2001_1003);
    }

    [Fact]
    public void Protect_LargeSafeValue_StaysUnlessItHoldsTheName()
    {
        byte[] clean = new byte[(1 << 20) + 2], leaking = new byte[clean.Length];
        "Smith^John"u8.CopyTo(leaking.AsSpan(1 << 19));
        DicomBytes dataSet = DicomBytes.Explicit().Text(0x0010_0010, "PN", "Smith^John")
            .PrivateBlock(0x7FD1, 0x10, "SIEMENS Ultrasound SC2000", (0x10, "OB", clean), (0x11, "OB", leaking), (0x12, "OB", clean));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Select(element => element.Tag.Value)
            .Should().Equal(0x7FD1_0010, 0x7FD1_1010);
    }

    [Fact]
    public void Protect_CreatorWithTheNameInIt_GoesWithItsBlock()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Sequence(Declaration, item =>
                item.Words(0x0008_0301, "US", 9).Text(0x0008_0302, "LO", "Smith^John").Text(0x0008_0303, "CS", "SAFE"))
            .PrivateBlock(0x0009, 0x10, "Smith^John", (0x01, "LO", "abcd"u8.ToArray())).Text(0x0010_0010, "PN", "Smith^John");

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    private static DicomBytes Safe(DicomBytes dataSet) =>
        dataSet.PrivateBlock(0x0019, 0x10, "GEMS_ACQU_01", (0x23, "DS", "1.5 "u8.ToArray()));

    private static DicomBytes Declared(WireEncoding encoding, string status, params ushort[] safe) => DicomBytes.In(encoding)
        .Sequence(Declaration, item => Declare(item, status, safe))
        .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "LO", "abcd"u8.ToArray()), (0x02, "US", [1, 0]))
        .PrivateBlock(0x0011, 0x10, "ACME", (0x01, "LO", "abcd"u8.ToArray()));

    private static void Declare(DicomBytes item, string status, params ushort[] safe) =>
        item.Words(0x0008_0301, "US", 0x0009).Text(0x0008_0302, "LO", "ACME").Text(0x0008_0303, "CS", status)
            .Words(0x0008_0304, "US", safe);

    private static DicomBytes InUnknownSequence(DicomBytes dataSet, Func<DicomBytes, Action<DicomBytes>, DicomBytes> add)
    {
        dataSet.Text(0x0009_0010, "LO", "ACME");
        return add(dataSet, item =>
            Safe(item.Text(0x0008_0060, "CS", "MR").Text(0x0010_0010, "PN", "Smith^John").Text(0x0010_4000, "LT", "gone"))
            .PrivateBlock(0x0021, 0x10, "ACME", (0x01, "LO", "gone"u8.ToArray()))).Text(0x0009_1002, "LO", "gone");
    }

    private static void RequireElementByElement(DataElement[] output)
    {
        output.Where(element => element.Tag.IsPrivate).Select(element => element.Tag.Value).Should().Equal(0x0009_0010, 0x0009_1001);
        SequenceItem item = output.Find(0x0009_1001)!.Items.Should().ContainSingle().Which;
        item.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0060, 0x0010_0010, 0x0019_0010, 0x0019_1023);
        item.Find(0x0010_0010).Text().Should().NotContain("Smith");
        item.Find(0x0019_1023).Text().Should().Be("1.5");
    }
}
