using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Values of unusual VR, length or form.</summary>
public sealed class ElementDeidentifierTests
{
    private const uint KeptSequence = 0x0054_0220;

    [Theory]
    [InlineData(0x0010_0010, "UN")]
    [InlineData(0x0010_0010, "OB")]
    [InlineData(0x0010_0010, "ZZ")]
    [InlineData(0x0010_0020, "UN")]
    [InlineData(0x0008_0018, "UN")]
    [InlineData(0x0008_0018, "LO")]
    [InlineData(0x0008_0090, "ZZ")]
    [InlineData(0x0018_1000, "zz")]
    [InlineData(0x0040_A123, "UN")]
    [InlineData(0x0040_A124, "ZZ")]
    [InlineData(0x0008_0050, "ST")]
    public void Protect_WrongVr_IsTreatedByTheRow(uint tag, string vr)
    {
        byte[] value = "1.2.3.4.5.6.7.8"u8.ToArray();
        byte[] odd = HeaderOf(tag, vr, value.Length),
            file = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. odd, .. value,
                .. DicomBytes.Explicit().Words(0x0080_0010, "US", 1).ToArray()];

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds(value).Should().BeFalse();
        output.File.TransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
        output.File.Elements.Should().OnlyContain(element => element.Vr != null, "what PS3.5 does not know is not written");
    }

    [Theory]
    [InlineData("AE", "ANONYMOUS")]
    [InlineData("AS", "000D")]
    [InlineData("CS", "REMOVED")]
    [InlineData("DA", "19000101")]
    [InlineData("DS", "0")]
    [InlineData("DT", "19000101000000")]
    [InlineData("IS", "0")]
    [InlineData("LO", "Anonymized")]
    [InlineData("PN", "Anonymous")]
    [InlineData("TM", "000000")]
    [InlineData("UI", "2.25.0")]
    [InlineData("UR", "urn:uuid:00000000-0000-0000-0000-000000000000")]
    public void Dummy_OfATextVr_IsLegal(string name, string expected)
    {
        ValueRepresentation vr = ValueRepresentation.Find((ushort)((name[0] << 8) | name[1]))!;

        byte[] dummy = DummyValues.For(new Tag(0x0018_FF00), vr);

        System.Text.Encoding.ASCII.GetString(dummy).TrimEnd(' ', '\0').Should().Be(expected);
        ValueExamples.IsLegal(vr, dummy).Should().BeTrue();
    }

    [Theory]
    [InlineData("US", 2)]
    [InlineData("FL", 4)]
    [InlineData("FD", 8)]
    [InlineData("OB", 2)]
    [InlineData("OV", 8)]
    [InlineData("UN", 2)]
    [InlineData("AT", 4)]
    public void Dummy_OfABinaryVr_IsOneUnitOfZeros(string name, int unit)
    {
        ValueRepresentation vr = ValueRepresentation.Find((ushort)((name[0] << 8) | name[1]))!;

        DummyValues.For(new Tag(0x0018_FF00), vr).Should().HaveCountGreaterThanOrEqualTo(unit).And.OnlyContain(octet => octet == 0);
    }

    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    public void Protect_LongestShortValue_ComesBack(int length)
    {
        using LearnedKeyService keys = new();
        byte[] value = [.. Enumerable.Repeat((byte)'x', length)];
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Bytes(0x0010_4000, "LT", value).ToFile();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
            .For(keys.Recipient).Build();
        using MemoryStream input = new(ProtectedObject.Of(file, deidentifier).Bytes), output = new();

        Reidentifier.WithKeys(keys.PrivateKey).Recover(input, output).IsOriginal.Should().BeTrue();

        output.ToArray().Should().Equal(file);
    }

    [Fact]
    public void Protect_UidsThatOutgrowTheirVr_BecomeUn()
    {
        string uids = string.Join('\\', Enumerable.Range(100, 4000).Select(i => $"1.2.3.{i}")); // 33,000 octets become 180,000
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5")
            .Sequence(KeptSequence, item => item.Text(0x0008_0058, "UI", uids)).Text(0x0040_A124, "UI", uids).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Find(0x0040_A124)!.Vr.Should().Be(ValueRepresentation.UN);
        output.Find(KeptSequence, 0x0008_0058)!.Value.Length.Should().BeGreaterThan(ushort.MaxValue);
        output.Text(0x0040_A124)!.Split('\\').Should().HaveCount(4000).And.OnlyContain(uid => uid.StartsWith("2.25."));
    }

    [Fact]
    public void Protect_EmptyValues_AreLeftAsTheyAre()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Bytes(0x0008_0050, "SH").Bytes(0x0010_0010, "PN")
            .Sequence(0x0040_A730).Bytes(0x0020_000D, "UI").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Result.ProtectedAttributes.Should().Equal(Tags.SOPInstanceUID);
        output.Find(0x0010_0010)!.Value.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Protect_ValuesOfPaddingAlone_HaveNoPseudonym()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Text(0x0008_0050, "SH", "    ")
            .Text(0x0010_0010, "PN", "  ").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Find(0x0008_0050)!.Value.IsEmpty.Should().BeTrue();
        output.Find(0x0010_0010)!.Value.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Protect_RepeatedTag_LeavesOneWithoutIdentity()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Text(0x0010_0010, "PN", "Doe^Jane")
            .Text(0x0018_1250, "SH", "harmless").Text(0x0018_1250, "SH", "Doe^Jane").Text(0x0018_1251, "SH", "Doe^Jane x")
            .Text(0x0018_1251, "SH", "harmless").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.File.Elements.Select(element => element.Tag).Should().OnlyHaveUniqueItems();
        output.Text(0x0018_1250).Should().Be("harmless");
        output.Text(0x0018_1251).Should().Be("x", "the first one stays, cleaned");
        output.Holds("Doe^Jane").Should().BeFalse();
    }

    [Fact]
    public void Protect_PersonNamesWithoutARow_AreCleaned()
    {
        Tag[] withoutRow =
        [
            .. typeof(Tags).GetProperties().Select(property => (Tag)property.GetValue(null)!)
                .Where(tag =>
                    tag.Group >= 0x0008 && DataDictionary.VrOf(tag) == ValueRepresentation.PN && ConfidentialityTable.Find(tag) is null),
        ];
        withoutRow.Should().NotBeEmpty();
        foreach (Tag tag in withoutRow)
        {
            ProtectedObject output = ProtectedObject.Of(DicomBytes.Explicit().Text(tag.Value, "PN", "Person^Unlisted").ToFile());
            output.Holds("Person^").Should().BeFalse(tag.ToString());
        }
    }

    [Fact]
    public void RequireOriginal_PlaintextOfAnotherObject_IsADefect()
    {
        using LearnedKeyService keys = new();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
            .For(keys.Recipient).Build();
        byte[][] files = [.. new[] { "Doe^Jane", "Roe^Rita" }
            .Select(name => ProtectedObject.Of(DicomBytes.Explicit().Text(0x0010_0010, "PN", name).ToFile(), deidentifier).Bytes)];
        byte[][] plaintexts = [.. files.Select(file => keys.Learn(file[LearnedKeyService.EnvelopeIn(file)], out _))];
        OutputBuffer output = OutputBuffer.InMemory(files[0].Length);
        output.Write(0, files[0]);

        using DicomObject original = DicomObject.Read(DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        Action prove = () => ProtectionProof.RequireOriginal(output, [plaintexts[0]], original),
            disprove = () => ProtectionProof.RequireOriginal(output, [Altered(plaintexts[0])], original);

        prove.Should().NotThrow();
        disprove.Should().Throw<ProtectionException>().WithMessage("*defect*").Which.Message.Should().NotContain("Doe");
    }

    private static byte[] Altered(byte[] plaintext)
    {
        byte[] altered = [.. plaintext];
        altered[altered.AsSpan().IndexOf("Doe^Jane"u8)] ^= 1;
        ContentDigest.Write(altered);
        return altered;
    }

    private static byte[] HeaderOf(uint tag, string vr, int length)
    {
        bool isLong = vr is "UN" or "OB" or "ZZ" or "zz";
        byte[] start = [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1]];
        return isLong ? [.. start, 0, 0, (byte)length, 0, 0, 0] : [.. start, (byte)length, 0];
    }
}
