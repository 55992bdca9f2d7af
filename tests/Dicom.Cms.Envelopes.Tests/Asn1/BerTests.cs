using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The same envelope in the forms that BER, PEM and DICOM give it.</summary>
public sealed class BerTests
{
    // All that are DER, and open with rsa2048.
    public static TheoryData<string> Files =>
    [
        .. Vectors.Table()
            .Where(row => row is { Key: "rsa2048", Outcome: "plain" or "hello" })
            .Where(row => !row.File.Contains("-ber-", StringComparison.Ordinal) && !row.File.Contains("PEM", StringComparison.Ordinal))
            .Select(row => row.File),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void OpenAsync_IndefiniteOrLongLengths_GivesTheSameContent(string file)
    {
        byte[] der = Der(file);
        byte[] expected = TestKeys.Key().Open(der).Content!;
        foreach (int segmentLength in new[] { 0, 1, 7, 1000 })
        {
            CheckAlike(BerForms.Indefinite(der, segmentLength));
            CheckAlike(BerForms.LongLengths(der, segmentLength));
        }

        void CheckAlike(byte[] ber)
        {
            ber.Should().NotEqual(der);
            Envelope envelope = Envelope.Parse(ber);
            Opening.Open([TestKeys.Key()], envelope).ShouldBeOpenedAs(expected);
            envelope.Recipients.Select(r => r.ToString()).Should().Equal(Envelope.Parse(der).Recipients.Select(r => r.ToString()));
            TestKeys.Key().Open([.. ber, 0]).ShouldBeOpenedAs(expected);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parse_BareEnvelopedData_Opens(bool isIndefinite)
    {
        byte[] bare = TestEnvelope.Cbc().EncodeBare();
        if (isIndefinite)
            bare = BerForms.Indefinite(bare, 5);
        TestKeys.Key().Open(bare).ShouldBeOpenedAs(TestEnvelope.Content);
        TestKeys.Key().Open([.. bare, 0]).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    // It has the same beginning as EnvelopedData; the mac gives it away.
    [Fact]
    public void Parse_BareAuthEnvelopedData_IsRefused() =>
        FluentActions.Invoking(() => Envelope.Parse(TestEnvelope.Gcm().EncodeBare())).Should().Throw<EnvelopeFormatException>()
            .Which.Field.Should().Be("EnvelopedData");

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000", false)]
    [InlineData("01", false)]
    [InlineData("0001", false)]
    [InlineData("20", false)]
    [InlineData("000000", false)]
    public void Parse_OctetsAfterTheEnvelope_OneZeroOnly(string trailing, bool isAccepted = true)
    {
        foreach (byte[] encoded in new[] { TestEnvelope.Cbc().Encode(), TestEnvelope.Cbc().EncodeBare(), TestEnvelope.Gcm().Encode() })
        {
            Action parse = () => Envelope.Parse((byte[])[.. encoded, .. Convert.FromHexString(trailing)]);
            if (isAccepted)
                parse.Should().NotThrow();
            else
                parse.Should().Throw<EnvelopeFormatException>().Which.Position.Should().Be(encoded.Length);
        }
    }

    [Theory]
    [InlineData("CMS", "", "")]
    [InlineData("PKCS7", "", "\n")]
    [InlineData("CMS", "\r\n \t", "\r\n \t")]
    [InlineData("CMS", "", "\n\0")]
    [InlineData("PKCS7", "", "\0")]
    public void Parse_Pem_Opens(string label, string before, string after)
    {
        foreach (byte[] der in new[] { TestEnvelope.Cbc().Encode(), TestEnvelope.Gcm().Encode() })
            TestKeys.Key().Open(Encoding.ASCII.GetBytes(before + PemEncoding.WriteString(label, der) + after))
                .ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Theory]
    [InlineData("CERTIFICATE", "", "", "label")]
    [InlineData("X\u0007Y", "", "", "PEM text")]
    [InlineData("CMS", "Comment\n", "", "ContentInfo")]
    [InlineData("CMS", "", "\n\0\0", "beside")]
    [InlineData("CMS", "", "\nComment", "beside")]
    [InlineData("CMS", "", "\n-----BEGIN CMS-----\nAAAA\n-----END CMS-----", "beside")]
    public void Parse_OtherPem_IsRefused(string label, string before, string after, string problem)
    {
        string pem = before + "-----BEGIN " + label + "-----\n" + Convert.ToBase64String(TestEnvelope.Cbc().Encode()) + "\n-----END "
            + label + "-----" + after;
        FluentActions.Invoking(() => Envelope.Parse(Encoding.ASCII.GetBytes(pem)))
            .Should().Throw<EnvelopeFormatException>().WithMessage($"*{problem}*");
    }

    [Theory]
    [InlineData("-----BEGIN CMS-----")]
    [InlineData("-----BEGIN CMS-----\nAAA\n-----END CMS-----")]
    [InlineData("-----BEGIN CMS-----\nA*AA\n-----END CMS-----")]
    [InlineData("-----BEGIN CMS-----\nAAAA\n-----END PKCS7-----")]
    [InlineData("-----BEGIN CMS-----\n-----END CMS-----")]
    [InlineData("  -----BEGIN")]
    [InlineData("PEM follows: -----BEGIN CMS-----\nAAAA\n-----END CMS-----")]
    public void Parse_BrokenPem_IsRefused(string pem) =>
        FluentActions.Invoking(() => Envelope.Parse(Encoding.ASCII.GetBytes(pem))).Should().Throw<EnvelopeFormatException>();

    [Fact]
    public void Parse_PemOfGarbage_CountsPositionsInTheDecodedOctets()
    {
        byte[] der = TestEnvelope.Cbc().Encode();
        byte[] pem = Encoding.ASCII.GetBytes(PemEncoding.WriteString("CMS", [.. der, 1]));
        FluentActions.Invoking(() => Envelope.Parse(pem)).Should().Throw<EnvelopeFormatException>().Which.Position.Should().Be(der.Length);
    }

    private static byte[] Der(string file)
    {
        byte[] encoded = Vectors.Read(file);
        AsnDecoder.ReadEncodedValue(encoded, AsnEncodingRules.DER, out _, out _, out int consumed);
        return encoded[..consumed];
    }
}
