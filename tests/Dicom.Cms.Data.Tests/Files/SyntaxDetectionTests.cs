using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Exactness, rule 2: the data set decides which encoding it has; the declaration is only asked first.</summary>
public sealed class SyntaxDetectionTests
{
    public static TheoryData<WireEncoding, WireEncoding> Pairs
    {
        get
        {
            TheoryData<WireEncoding, WireEncoding> pairs = [];
            foreach (WireEncoding declared in Enum.GetValues<WireEncoding>())
            {
                foreach (WireEncoding real in Enum.GetValues<WireEncoding>()) pairs.Add(declared, real);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Read_DeclaredSyntax_IsBelievedOnlyWhenTheDataSetBearsItOut(WireEncoding declared, WireEncoding real)
    {
        byte[] bytes = Sample(real).ToFile(DicomBytes.UidOf(declared));
        using DicomObject file = DicomObject.Read(bytes);
        file.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(real));
        file.TransferSyntax.Uid.Should().Be(DicomBytes.UidOf(real));
        file.DeclaredTransferSyntax!.Uid.Should().Be(DicomBytes.UidOf(declared));
        file.Elements.Should().HaveCount(4);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Read_NothingDeclared_EncodingIsFound(WireEncoding real)
    {
        using DicomObject file = DicomObject.Read(Sample(real).ToArray());
        file.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(real));
    }

    [Fact]
    public void Read_DeclaredCompressedSyntax_StandsForExplicitLittleEndian()
    {
        using DicomObject file = DicomObject.Read(Sample(WireEncoding.ExplicitLittleEndian).ToFile("1.2.840.10008.1.2.4.50"));
        file.TransferSyntax.Uid.Should().Be("1.2.840.10008.1.2.4.50");
        file.TransferSyntax.IsEncapsulated.Should().BeTrue();
    }

    [Fact]
    public void Read_DeclaredCompressedButImplicit_IsImplicit()
    {
        using DicomObject file = DicomObject.Read(Sample(WireEncoding.ImplicitLittleEndian).ToFile("1.2.840.10008.1.2.4.50"));
        file.TransferSyntax.Should().Be(TransferSyntax.ImplicitLittleEndian);
    }

    [Fact]
    public void Read_GroupsOfMoreThan255_AreNotTakenForBigEndian()
    {
        // Little endian group 3006 begins with octet 06: rule 2 forbids guessing from group numbers.
        byte[] bytes = DicomBytes.Implicit().Text(0x3006_0002, "SH", "LABEL").Text(0x300A_0002, "SH", "PLAN").ToArray();
        using DicomObject file = DicomObject.Read(bytes);
        file.Encoding.Should().BeSameAs(DataSetEncoding.ImplicitLittleEndian);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Read_TagsInDisorder_StillFindsTheEncoding(WireEncoding real)
    {
        byte[] bytes = DicomBytes.In(real).Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0008_0018, "UI", "2.25.1").ToArray();
        using DicomObject file = DicomObject.Read(bytes);
        file.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(real));
        file.IsAscending.Should().BeFalse();
        file.Elements.Select(element => element.Tag.Value).Should().Equal(0x0010_0010, 0x0008_0018);
    }

    [Fact]
    public void Read_TagTwice_IsNotAscending()
    {
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Text(0x0008_0018, "UI", "2.25.1").ToFile();
        using DicomObject file = DicomObject.Read(bytes);
        file.IsAscending.Should().BeFalse("rule 2 asks for strictly ascending tags");
        file.Elements.Should().HaveCount(2);
    }

    [Fact]
    public void Read_UnknownVr_IsToleratedLast()
    {
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1")
            .Raw(0x08, 0, 0x19, 0, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 1, 2).Text(0x0010_0010, "PN", "Doe^Jane").ToArray();
        using DicomObject file = DicomObject.Read(bytes);
        file.Encoding.Should().BeSameAs(DataSetEncoding.ExplicitLittleEndian);
        file.Elements[1].Vr.Should().BeNull();
        file.Elements[1].ValueLength.Should().Be(2);
    }

    [Fact]
    public void Read_ImplicitElementAmongExplicitOnes_IsTolerated()
    {
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1")
            .Raw(0x08, 0, 0x60, 0, 2, 0, 0, 0, (byte)'C', (byte)'T').Text(0x0010_0010, "PN", "Doe^Jane").ToFile();
        using DicomObject file = DicomObject.Read(bytes);
        file.Encoding.Should().BeSameAs(DataSetEncoding.ExplicitLittleEndian);
        file.Elements[1].Vr.Should().BeNull();
        file.ReadValue(file.Elements[1]).ToArray().Should().Equal((byte)'C', (byte)'T');
    }

    [Fact]
    public void Read_NoDataSetInAnyEncoding_NamesTheFailureOfTheDeclaredOne()
    {
        byte[] good = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").ToFile();
        byte[] bytes = [.. good, .. DicomBytes.Explicit().Header(0x0010_0010, "PN", 100).ToArray()];
        Action read = () => DicomObject.Read(bytes);
        DicomFormatException failure = read.Should().Throw<DicomFormatException>().Which;
        failure.Position.Should().Be(good.Length);
        failure.Tag.Should().Be(Tags.PatientName);
        failure.Message.Should().Contain("(0010,0010)").And.Contain($"{good.Length}");
    }

    [Fact]
    public void Read_StrayOctetBeforeTheFirstTag_Throws()
    {
        byte[] bytes = [0x0A, .. Sample(WireEncoding.ExplicitLittleEndian).ToArray()];
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void Read_VrOfBlanks_Throws()
    {
        byte[] bytes = [.. DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").ToFile(), 0x10, 0, 0x10, 0, 0x20, 0x20, 2, 0, 65, 66];
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>();
    }

    private static DicomBytes Sample(WireEncoding encoding) => DicomBytes.In(encoding)
        .Text(0x0008_0005, "CS", "ISO_IR 100")
        .Text(0x0008_0018, "UI", "2.25.1")
        .UndefinedSequence(0x0008_1115, item => item.Text(0x0020_000E, "UI", "2.25.7"))
        .Words(0x0028_0010, "US", 512);
}
