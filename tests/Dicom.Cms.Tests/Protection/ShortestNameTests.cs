using System.Text;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Names and identifiers are looked for from five octets on; shorter ones are everyday words.</summary>
public sealed class ShortestNameTests
{
    private const uint PatientName = 0x0010_0010, PatientId = 0x0010_0020, Comment = 0x0018_9423;

    [Theory]
    [InlineData(PatientName, "PN", "Ross", true)]
    [InlineData(PatientName, "PN", "Rossi", false)]
    [InlineData(PatientId, "LO", "CT01", true)]
    [InlineData(PatientId, "LO", "CT012", false)]
    public void Protect_NameOrIdentifierInAKeptText_StaysOnlyBelowFiveOctets(uint tag, string vr, string value, bool stays)
    {
        byte[] file = DicomBytes.Explicit().Text(tag, vr, value).Text(Comment, "LO", $"for {value}!").ToFile();

        ProtectedObject.Of(file).Text(Comment).Should().Be(stays ? $"for {value}!" : "for !");
    }

    [Fact]
    public void Protect_TextOfFiveOctetsThatIsTheName_IsReplaced()
    {
        byte[] file = DicomBytes.Explicit().Text(PatientName, "PN", "Rossi").Bytes(Comment, "LO", "Rossi"u8.ToArray()).ToFile();

        ProtectedObject.Of(file).Text(Comment).Should().Be("Anonymized");
    }

    [Theory]
    [InlineData("Li^Bo", "Li Bo", true)]
    [InlineData("Lin^Bo", "Lin Bo", false)]
    [InlineData("Li^Bob", "Bob Li", false)]
    public void Protect_FamilyAndGivenNameInFreeText_CountTogether(string name, string written, bool stays)
    {
        byte[] file = DicomBytes.Explicit().Text(PatientName, "PN", name).Text(Comment, "LO", $"<{written}>").ToFile();

        ProtectedObject.Of(file).Text(Comment).Should().Be(stays ? $"<{written}>" : "<>");
    }

    [Theory]
    [InlineData("CT01\\CT012", "CT012 on CT01", "on CT01")]
    [InlineData("CT012\\CT01", "CT01 or CT012", "CT01 or")]
    public void Protect_SeveralIdentifiers_AreMeasuredOneByOne(string values, string text, string expected)
    {
        byte[] file = DicomBytes.Explicit()
            .Bytes(0x0010_1000, "LO", Encoding.ASCII.GetBytes(values))
            .Text(Comment, "LO", text).ToFile();

        ProtectedObject.Of(file).Text(Comment).Should().Be(expected);
    }
}
