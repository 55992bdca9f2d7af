using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What has the form of a UID (PS3.5 9.1): components of digits, at least two dots, 5 to 64 characters.</summary>
public sealed class UidsTests
{
    private const string SixtyFour = "1.2.276.0.7230010.3.1.4.12345678901234567890.1234567890123456789";
    private const string RegisteredSixtyFour = "1.2.840.10008.1.2345678901234567890.1234567890.1234567890.123456";

    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("1.2.3 ", true)]
    [InlineData("1.2.3\\1.2.4", true)]
    [InlineData(SixtyFour, true)]
    [InlineData(SixtyFour + "0", false)]
    [InlineData("12.34", false)]
    [InlineData("1.2345678", false)]
    [InlineData("12345", false)]
    [InlineData("1..3.4", false)]
    [InlineData("1.2.3.", false)]
    [InlineData("1.2.3a", false)]
    [InlineData("1.2.3\\1.2", false)]
    public void Protect_ValueOfUnknownVrDeclaredAUid_IsReplacedOnlyIfItHasTheForm(string value, bool isUid)
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Sequence(0x0008_0300, item => item
                .Words(0x0008_0301, "US", 0x0009).Text(0x0008_0302, "LO", "ACME").Text(0x0008_0303, "CS", "UNSAFE").Words(0x0008_0304, "US")
                .Sequence(0x0008_0305, action => action.Words(0x0008_0306, "US", 0x01).Text(0x0008_0307, "CS", "U")))
            .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "UN", Encoding.ASCII.GetBytes(value)));

        DataElement? output = OptionObject.Protect(dataSet, ProfileOptions.RetainSafePrivate).Find(0x0009_1001);

        if (isUid) output.Text().Should().StartWith("2.25.");
        else output.Should().BeNull("what is no UID cannot be replaced by one");
    }

    [Theory]
    [InlineData("1.2.840.10008.1", true)]
    [InlineData(RegisteredSixtyFour, true)]
    [InlineData(RegisteredSixtyFour + "7", false)]
    [InlineData("1.2.840.10008.1.a", false)]
    [InlineData("1.2.840.10008.", false)]
    [InlineData("1.2.840.10008", false)]
    public void Protect_UidUnderTheRootOfDicom_StaysOnlyIfItIsAUid(string uid, bool stays)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0020_000D, "UI", uid).ToFile();

        string? output = ProtectedObject.Of(file).Text(0x0020_000D);

        (output == uid).Should().Be(stays);
        if (!stays) output.Should().StartWith("2.25.");
    }

    [Fact]
    public void Samples_AtTheLimit_Have64Characters() =>
        (SixtyFour.Length, RegisteredSixtyFour.Length).Should().Be((64, 64));
}
