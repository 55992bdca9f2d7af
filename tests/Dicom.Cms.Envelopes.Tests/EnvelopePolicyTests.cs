using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Each axis of the policy: the envelopes that it refuses, the reason, and that no other axis refuses them.</summary>
public sealed class EnvelopePolicyTests
{
    private const string Authenticated = nameof(EnvelopePolicy.RequireAuthenticatedContent);
    private const string Derived = nameof(EnvelopePolicy.RequireKeyDerivation);
    private const string TripleDes = nameof(EnvelopePolicy.AllowTripleDes);
    private const string Pkcs1 = nameof(EnvelopePolicy.AllowRsaPkcs1);
    private const string Sha1 = nameof(EnvelopePolicy.AllowSha1);
    private const string Iterations = nameof(EnvelopePolicy.MaxPasswordIterations);
    private const string Certificates = nameof(EnvelopePolicy.Certificates);

    private static readonly Dictionary<string, EnvelopePolicy> s_axes = new()
    {
        [Authenticated] = EnvelopePolicy.Default with { RequireAuthenticatedContent = true },
        [Derived] = EnvelopePolicy.Default with { RequireKeyDerivation = true },
        [TripleDes] = EnvelopePolicy.Default with { AllowTripleDes = false },
        [Pkcs1] = EnvelopePolicy.Default with { AllowRsaPkcs1 = false },
        [Sha1] = EnvelopePolicy.Default with { AllowSha1 = false },
        [Iterations] = EnvelopePolicy.Default with { MaxPasswordIterations = 9 },
        [Certificates] = EnvelopePolicy.Default with { Certificates = CertificatePolicy.Default },
    };

    private static readonly EnvelopeSuite s_derived = EnvelopeSuite.Authenticated.WithKeyDerivation();

    private static readonly X509Certificate2 s_expired = Periods.Issue(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

    [Theory]
    [InlineData("nothing")]
    [InlineData("CBC", Authenticated, "only authenticated content is accepted")]
    [InlineData("not derived", Derived, "only RFC 9709 is accepted")]
    [InlineData("Triple-DES", TripleDes, "DES-EDE3-CBC; Triple-DES is not accepted", Authenticated, Derived)]
    [InlineData("Triple-DES under a password", TripleDes, "PWRI DES-EDE3-CBC; Triple-DES is not accepted", Derived)]
    [InlineData("PKCS #1 v1.5", Pkcs1, "RSAES-PKCS1-v1_5; only RSAES-OAEP is accepted", Derived)]
    [InlineData("SHA-1 in MGF1", Sha1, "encrypted with RSAES-OAEP SHA-256, MGF1 SHA-1; SHA-1 is not accepted", Derived)]
    [InlineData("SHA-1 in OAEP", Sha1, "SHA-1, MGF1 SHA-256; SHA-1 is not accepted", Authenticated, Derived)]
    [InlineData("SHA-1 in ECDH", Sha1, "agreed with ECDH SHA-1 KDF, AES-256 wrap; SHA-1 is not accepted", Authenticated, Derived)]
    [InlineData("SHA-1 in PBKDF2", Sha1, "derived with PBKDF2 HMAC-SHA-1, 9 iterations; SHA-1 is not accepted", Derived)]
    [InlineData("iterations", Iterations, "10 iterations; 9 are accepted")]
    [InlineData("certificate", Certificates, "The certificate expired on 1970-01-02")]
    public async Task OpenAsync_EachAxisAlone_RefusesWhatItNames(
        string sample, string? axis = null, string reason = "", params string[] others)
    {
        (byte[] encoded, RecipientKey key) = Make(sample);
        using RecipientKey owned = key;

        (await Kinds.Open(encoded, key)).Status.Should().Be(EnvelopeOpeningStatus.Opened);
        List<string> refusing = [];
        foreach ((string name, EnvelopePolicy policy) in s_axes)
        {
            EnvelopeOpening opening = await Kinds.Open(encoded, key, policy);
            if (opening.IsOpened) continue;

            refusing.Add(name);
            if (name == axis) opening.ShouldBeNotAccepted(reason);
        }

        refusing.Should().BeEquivalentTo(axis is null ? [] : (string[])[axis, .. others]);
    }

    [Fact]
    public void Presets_EachAxis_IsWhatTheTableSays()
    {
        EnvelopePolicy.AuthenticatedOnly.Should().Be(s_axes[Authenticated]);
        EnvelopePolicy.OaepOnly.Should().Be(s_axes[Pkcs1]);
        EnvelopePolicy.Strict.Should().Be(EnvelopePolicy.Default with
        {
            RequireAuthenticatedContent = true,
            AllowTripleDes = false,
            AllowRsaPkcs1 = false,
            AllowSha1 = false,
        });
        EnvelopePolicy.Default.Should().Be(new EnvelopePolicy());
        (EnvelopePolicy.Default.MaxPasswordIterations, EnvelopePolicy.Default.Certificates).Should().Be((10_000_000, null));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("not derived", true)]
    [InlineData("CBC", false)]
    [InlineData("Triple-DES", false)]
    [InlineData("Triple-DES under a password", false)]
    [InlineData("PKCS #1 v1.5", false)]
    [InlineData("SHA-1 in MGF1", false)]
    [InlineData("SHA-1 in PBKDF2", false)]
    public async Task OpenAsync_Strict_RefusesBeforeTheKeyIsUsed(string sample, bool isOpened)
    {
        (byte[] encoded, RecipientKey key) = Make(sample);
        using RecipientKey owned = key;

        (await Kinds.Open(encoded, key, EnvelopePolicy.Strict)).Status
            .Should().Be(isOpened ? EnvelopeOpeningStatus.Opened : EnvelopeOpeningStatus.NotAccepted);
    }

    [Fact]
    public void ToString_EveryAxis_IsNamed()
    {
        EnvelopePolicy.Default.ToString().Should().Be("default");
        EnvelopePolicy.OaepOnly.ToString().Should().Be("no RSAES-PKCS1-v1_5");
        (EnvelopePolicy.Strict with
        {
            RequireKeyDerivation = true,
            MaxPasswordIterations = 7,
            Certificates = CertificatePolicy.Default,
        }).ToString().Should().Be("authenticated content only, key derivation required, no Triple-DES, no RSAES-PKCS1-v1_5, no SHA-1, "
            + "at most 7 iterations, certificates checked");
    }

    [Fact]
    public void MaxPasswordIterations_LessThanOne_Throws() =>
        FluentActions.Invoking(() => new EnvelopePolicy { MaxPasswordIterations = 0 }).Should().Throw<ArgumentOutOfRangeException>();

    private static (byte[] Encoded, RecipientKey Key) Make(string sample) => sample switch
    {
        "nothing" => (Write(s_derived, TestKeys.Recipient()), Rsa()),
        "CBC" => (Write(EnvelopeSuite.Oaep.WithKeyDerivation(), TestKeys.Recipient()), Rsa()),
        "not derived" => (Write(EnvelopeSuite.Authenticated, TestKeys.Recipient()), Rsa()),
        "Triple-DES" => (WithTripleDes(), Rsa()),
        "Triple-DES under a password" =>
            (ForPassword(ContentEncryptionAlgorithm.DesEde3Cbc, Oids.HmacSha256), RecipientKey.FromPassword("secret")),
        "SHA-1 in PBKDF2" => (ForPassword(ContentEncryptionAlgorithm.Aes256Cbc, Oids.HmacSha1), RecipientKey.FromPassword("secret")),
        "PKCS #1 v1.5" => (TestEnvelope.Gcm().Encode(), Rsa()),
        "SHA-1 in MGF1" => (Vectors.Read("oaep/gcm-sha256-mgf1sha1.p7"), Rsa()),
        "SHA-1 in OAEP" => (Vectors.Read("oaep/sha1-mgf1sha256.p7"), Rsa()),
        "SHA-1 in ECDH" => (Vectors.Read("crafted/15-ecdh-kari-p256.p7"), RecipientKey.FromPem(TestKeys.PrivateKeyPem("ecp256"))),
        "iterations" =>
            (Write(s_derived, Kinds.QuickPassword("secret", 10)), RecipientKey.FromPassword("secret")),
        "certificate" =>
            (Write(s_derived, Recipient.FromCertificate(s_expired, TestKeys.AtAnyTime)), RecipientKey.FromCertificate(s_expired)),
        _ => throw new ArgumentOutOfRangeException(nameof(sample)),
    };

    private static RecipientKey Rsa() => RecipientKey.FromPem(TestKeys.PrivateKeyPem());

    private static byte[] Write(EnvelopeSuite suite, Recipient recipient) => new EnvelopeWriter(suite, [recipient]).Write("x"u8);

    private static byte[] WithTripleDes()
    {
        byte[] key = TestEnvelope.Key[..24], iv = [.. Enumerable.Repeat((byte)3, 8)];
#pragma warning disable CA5350 // Other software writes it; the test shows that it can be refused.
        using var cipher = TripleDES.Create();
#pragma warning restore CA5350
        cipher.Key = key;
        return (TestEnvelope.Cbc() with
        {
            RecipientInfos = [TestEnvelope.KtriOaep(key)],
            Algorithm = Oids.DesEde3Cbc,
            Parameters = TestEnvelope.Tlv(0x04, iv),
            Ciphertext = cipher.EncryptCbc(TestEnvelope.Content, iv),
        }).Encode();
    }

    /// <summary>An AuthEnvelopedData for a password, by 9 iterations.</summary>
    private static byte[] ForPassword(ContentEncryptionAlgorithm cipher, string prf)
    {
        byte[] parameters = TestEnvelope.Tlv(0x30, [
            .. TestEnvelope.Tlv(0x04, 1, 2, 3, 4, 5, 6, 7, 8), .. TestEnvelope.Der(w => w.WriteInteger(9)),
            .. TestEnvelope.AlgorithmIdentifier(prf, [0x05, 0x00])]);
        byte[] derivation = TestEnvelope.AlgorithmIdentifier(Oids.Pbkdf2, parameters);
        HashAlgorithmName hash = prf == Oids.HmacSha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        byte[] keyEncryptionKey = Rfc2898DeriveBytes.Pbkdf2("secret"u8, [1, 2, 3, 4, 5, 6, 7, 8], 9, hash, cipher.KeyLength);
        var wrap = new PasswordKeyWrap((CbcContentEncryption)cipher, new byte[cipher.IvLength]);
        derivation[0] = 0xA0; // [0] IMPLICIT
        byte[] recipient = [
            0x02, 0x01, 0x00, .. derivation, .. TestEnvelope.Der(wrap.WriteAlgorithmIdentifier),
            .. TestEnvelope.Tlv(0x04, wrap.Wrap(keyEncryptionKey, TestEnvelope.Key))];
        return (TestEnvelope.Gcm() with { RecipientInfos = [TestEnvelope.Tlv(0xA3, recipient)] }).Encode();
    }
}
