using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What stands in originator, and with which of it a key is agreed. RFC 5753 3.1.1.</summary>
public sealed class OriginatorKeyTests
{
    private static readonly byte[] s_point = Point();

    [Fact]
    public void Read_WithoutParametersOrWithNull_TakesTheCurveOfTheRecipient()
    {
        foreach (byte[]? parameters in (byte[]?[])[null, [0x05, 0x00]])
        {
            OriginatorKey key = Read(Oids.EcPublicKey, parameters, s_point);
            key.IsOn(EllipticCurve.P256).Should().BeTrue();
            key.Refuse(EllipticCurve.P256).Should().BeNull();
            key.IsOn(EllipticCurve.P384).Should().BeFalse("its points are longer");
        }
    }

    [Fact]
    public void Refuse_NamedCurve_MustBeThatOfTheRecipient()
    {
        Read(Oids.EcPublicKey, Oid(Oids.P256), s_point).Refuse(EllipticCurve.P256).Should().BeNull();

        // A point of the right length does not help under another name.
        OriginatorKey named = Read(Oids.EcPublicKey, Oid(Oids.P384), s_point);
        named.IsOn(EllipticCurve.P256).Should().BeFalse();
        named.Refuse(EllipticCurve.P256).Should().Contain("P-256");
    }

    // Asked once, it remembers the answer.
    [Fact]
    public void Refuse_AskedAgain_SaysTheSame()
    {
        byte[] offTheCurve = [.. s_point];
        offTheCurve[^1] ^= 1;
        OriginatorKey key = Read(Oids.EcPublicKey, null, offTheCurve);
        for (int i = 0; i < 2; i++) key.Refuse(EllipticCurve.P256).Should().Be("The originator's key is no point on P-256.");
        key.Refuse(EllipticCurve.P384).Should().Contain("P-384, the curve of the recipient's key");
    }

    [Theory]
    [InlineData(Oids.RsaEncryption, "0500", "of type 1.2.840.113549.1.1.1")]
    [InlineData(Oids.EcPublicKey, "06092B2403030208010107", "a curve that is not known")]
    [InlineData(Oids.EcPublicKey, "3000", "a curve that is not known")]
    public void Read_KeyOfAnotherKind_HasAReason(string algorithm, string parameters, string reason)
    {
        OriginatorKey.Read(Encode(algorithm, Convert.FromHexString(parameters), s_point), out string? refusal).Should().BeNull();
        refusal.Should().Contain(reason);
    }

    [Fact]
    public void Read_CertificateOfTheSender_HasAReason()
    {
        OriginatorKey.Read(new BerReader(TestEnvelope.Tlv(0x80, 1, 2)), out string? refusal).Should().BeNull();
        refusal.Should().Contain("only an ephemeral key");
    }

    private static byte[] Point()
    {
        using ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new PublicKey(key).EncodedKeyValue.RawData;
    }

    private static byte[] Oid(string oid) => TestEnvelope.Der(writer => writer.WriteObjectIdentifier(oid));

    private static OriginatorKey Read(string algorithm, byte[]? parameters, byte[] point)
    {
        OriginatorKey? key = OriginatorKey.Read(Encode(algorithm, parameters, point), out string? refusal);
        refusal.Should().BeNull();
        return key!;
    }

    private static BerReader Encode(string algorithm, byte[]? parameters, byte[] point) =>
        new(TestEnvelope.Tlv(0xA1, [.. TestEnvelope.AlgorithmIdentifier(algorithm, parameters), .. TestEnvelope.Tlv(0x03, [0, .. point])]));
}
