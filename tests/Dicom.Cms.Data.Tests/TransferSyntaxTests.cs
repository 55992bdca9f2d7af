namespace Dicom.Cms.Data.Tests;

public sealed class TransferSyntaxTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.2", "Implicit VR Little Endian", false, false)]
    [InlineData("1.2.840.10008.1.2.1", "Explicit VR Little Endian", false, false)]
    [InlineData("1.2.840.10008.1.2.2", "Explicit VR Big Endian", false, false)]
    [InlineData("1.2.840.113619.5.2", "Implicit VR Little Endian", false, false)]
    [InlineData("1.2.840.10008.1.2.1.99", "Explicit VR Little Endian", true, false)]
    [InlineData("1.2.840.10008.1.2.4.95", "Explicit VR Little Endian", true, false)]
    [InlineData("1.2.840.10008.1.2.4.205", "Explicit VR Little Endian", true, false)]
    [InlineData("1.2.840.10008.1.2.4.50", "Explicit VR Little Endian", false, true)]
    [InlineData("1.2.840.10008.1.2.5", "Explicit VR Little Endian", false, true)]
    [InlineData("2.25.77", "Explicit VR Little Endian", false, true)]
    public void Properties_OfUid_AreThoseOfAnnexA(string uid, string encoding, bool isDeflated, bool isEncapsulated)
    {
        TransferSyntax syntax = new(uid);
        syntax.Encoding.Name.Should().Be(encoding);
        syntax.Encoding.ToString().Should().Be(encoding);
        syntax.IsDeflated.Should().Be(isDeflated);
        syntax.IsEncapsulated.Should().Be(isEncapsulated);
        syntax.ToString().Should().Be(uid);
    }

    [Fact]
    public void Uncompressed_Syntaxes_StandForTheirEncoding()
    {
        TransferSyntax.ImplicitLittleEndian.Encoding.Should().BeSameAs(DataSetEncoding.ImplicitLittleEndian);
        TransferSyntax.ExplicitLittleEndian.Encoding.Should().BeSameAs(DataSetEncoding.ExplicitLittleEndian);
        TransferSyntax.ExplicitBigEndian.Encoding.Should().BeSameAs(DataSetEncoding.ExplicitBigEndian);
        TransferSyntax.DeflatedExplicitLittleEndian.IsDeflated.Should().BeTrue();
        TransferSyntax.ExplicitBigEndian.Should().Be(new TransferSyntax("1.2.840.10008.1.2.2"));
    }

    [Fact]
    public void Encodings_Flags_AreThoseOfPs35()
    {
        (DataSetEncoding.ImplicitLittleEndian.IsExplicit, DataSetEncoding.ImplicitLittleEndian.IsBigEndian).Should().Be((false, false));
        (DataSetEncoding.ExplicitLittleEndian.IsExplicit, DataSetEncoding.ExplicitLittleEndian.IsBigEndian).Should().Be((true, false));
        (DataSetEncoding.ExplicitBigEndian.IsExplicit, DataSetEncoding.ExplicitBigEndian.IsBigEndian).Should().Be((true, true));
    }
}
