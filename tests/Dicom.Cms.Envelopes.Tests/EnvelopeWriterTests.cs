using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class EnvelopeWriterTests
{
    public static TheoryData<string> CbcSuites => ["oaep", "conformant"];

    [Theory]
    [MemberData(nameof(CbcSuites))]
    public void Write_CbcSuite_OpensWithEnvelopedCms(string name)
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        EnvelopeSuite suite = EnvelopeSuite.All.Single(s => s.Name == name);
        byte[] content = RandomNumberGenerator.GetBytes(1000);
        foreach (int bits in new[] { 128, 192, 256 })
        {
            byte[] encoded = new EnvelopeWriter(suite.WithKeySize(bits), [Recipient.FromCertificate(certificate)]).Write(content);

            var cms = new EnvelopedCms();
            cms.Decode(encoded);
            cms.Decrypt([certificate]);
            cms.ContentInfo.Content.Should().Equal(content);
        }
    }

    [Fact]
    public void GetEncodedLength_EveryLengthAroundTheBoundaries_IsWhatWriteWrites()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            var writer = new EnvelopeWriter(suite, [Recipient.FromCertificate(certificate)]);
            foreach (int length in new[] { 0, 1, 15, 16, 17, 111, 112, 127, 128, 255, 256, 65535, 65536 })
                writer.Write(new byte[length]).Should().HaveCount(writer.GetEncodedLength(length));
        }
    }

    [Fact]
    public void Constructor_NoRecipientsOrOneTwice_Refuses()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        Recipient recipient = Recipient.FromCertificate(certificate);

        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, [recipient, recipient])).Should().Throw<ArgumentException>();
    }
}
