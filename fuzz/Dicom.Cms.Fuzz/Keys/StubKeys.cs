using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>One key of each kind, none of which costs a private-key operation once the seeds were opened.</summary>
internal sealed class StubKeys
{
    public const string Password = "secret";

    private readonly Action _freeze;

    public StubKeys()
    {
        Certificate = X509Certificate2.CreateFromPem(SeedFiles.ReadText("keys/rsa2048.cert.pem"));
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(SeedFiles.ReadText("keys/rsa2048.key.pem"));
        StubDecryptor decryptor = new(rsa);

        ECDiffieHellman ecdh = ECDiffieHellman.Create();
        ecdh.ImportFromPem(SeedFiles.ReadText("keys/ecp256.key.pem"));
        StubKeyAgreement keyAgreement = new(ecdh);
        using X509Certificate2 ecCertificate = X509Certificate2.CreateFromPem(SeedFiles.ReadText("keys/ecp256.cert.pem"));

        All =
        [
            RecipientKey.FromKeyService(decryptor, Certificate),
            RecipientKey.FromECDiffieHellman(keyAgreement, ecCertificate),
            RecipientKey.FromKeyEncryptionKey(KeyIdentifier, KeyEncryptionKey),
            RecipientKey.FromPassword(Password),
        ];
        _freeze = () =>
        {
            decryptor.Freeze();
            keyAgreement.Freeze();
        };
    }

    /// <summary>As the seeds made with openssl cms have it.</summary>
    private static ReadOnlySpan<byte> KeyIdentifier => [1];

    private static ReadOnlySpan<byte> KeyEncryptionKey =>
        [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF];

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<RecipientKey> All { get; }

    /// <summary>From here on nothing more is learnt: what an iteration does depends on no other.</summary>
    public void Freeze() => _freeze();
}
