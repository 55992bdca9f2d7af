using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The key derivation of kari: what goes into it, and that every block of the key comes out. RFC 5753 7.1.4, 7.2.</summary>
public sealed class X963KeyDerivationTests
{
    // SEQUENCE { keyInfo, [0] { ukm } where there is one, [2] { bits of the key-encryption key } }
    [Theory]
    [InlineData("P-256", 16, null, "3015300B0609608648016503040105A206040400000080")]
    [InlineData("P-256", 24, null, "3015300B0609608648016503040119A2060404000000C0")]
    [InlineData("P-256", 32, null, "3015300B060960864801650304012DA206040400000100")]
    [InlineData("P-521", 16, null, "3015300B060960864801650304012DA206040400000100")]
    [InlineData("P-256", 16, "AABB", "301B300B0609608648016503040105A0040402AABBA206040400000080")]
    [InlineData("P-256", 16, "", "3019300B0609608648016503040105A0020400A206040400000080")]
    public void EncodeSharedInfo_KeyAndUkm_AreBoundToTheKey(string curve, int keyLength, string? ukm, string expected)
    {
        KeyAgreementAlgorithm algorithm = KeyAgreementAlgorithm.For(EllipticCurve.All.Single(c => c.Name == curve), keyLength);
        ReadOnlyMemory<byte>? userKeyingMaterial = ukm is null ? null : (ReadOnlyMemory<byte>?)Convert.FromHexString(ukm);

        Convert.ToHexString(algorithm.EncodeSharedInfo(userKeyingMaterial)).Should().Be(expected);
    }

    // Keys shorter than a block, of one block, and of several.
    [Theory]
    [InlineData("SHA-1")]
    [InlineData("SHA-224")]
    [InlineData("SHA-256")]
    [InlineData("SHA-384")]
    [InlineData("SHA-512")]
    public void Derive_KeyOfAnyLength_IsHashOfSecretCounterAndInfo(string name)
    {
        DigestAlgorithm digest = DigestAlgorithm.All.Append(DigestAlgorithm.Sha224).Single(d => d.Name == name);
        if (!digest.IsAvailable) return; // SHA-224 needs OpenSSL.

        using ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using ECDiffieHellman other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] secret = own.DeriveRawSecretAgreement(other.PublicKey), info = [1, 2, 3];
        foreach (int length in (int[])[1, 16, 20, 24, 28, 32, 33, 64, 65, 100])
        {
            byte[] key = new byte[length];
            X963KeyDerivation.Derive(own, other.PublicKey, digest, info, key);
            key.Should().Equal(Expected(digest, secret, info, length));
        }
    }

    // .NET cannot compute SHA-224: of that the blocks are checked here, and the digest by files of OpenSSL.
    private static byte[] Expected(DigestAlgorithm digest, byte[] secret, byte[] info, int length)
    {
        List<byte> octets = [];
        for (uint counter = 1; octets.Count < length; counter++)
        {
            byte[] input = [.. secret, .. new byte[4], .. info];
            BinaryPrimitives.WriteUInt32BigEndian(input.AsSpan(secret.Length), counter);
            octets.AddRange(digest == DigestAlgorithm.Sha224
                ? Libcrypto.HashSha224(input)
                : CryptographicOperations.HashData(digest.HashAlgorithmName, input));
        }

        return [.. octets[..length]];
    }
}
