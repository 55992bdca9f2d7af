using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Kinds of recipients x ciphers x encodings, with <c>openssl cms</c> in both directions.</summary>
public sealed class OpenSslTests : IDisposable
{
    private const string Password = "Passwort-1";

    private readonly OpenSsl _openSsl = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(1001);

    public static TheoryData<string> KindNames => ["rsa", "P-256", "P-384", "P-521", "kek128", "kek192", "kek256", "password"];

    public void Dispose() => _openSsl.Dispose();

    [OpenSslTheory]
    [MemberData(nameof(KindNames))]
    public async Task OpenAsync_WrittenByOpenSsl_Opens(string kind)
    {
        (Recipient _, RecipientKey key, string encrypt, string _) = Create(kind);
        using RecipientKey disposable = key;
        _openSsl.Write("in", _content);
        foreach (string cipher in new[] { "-aes128", "-aes192", "-aes256", "-des3", "-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm" })
        {
            // OpenSSL cannot wrap under a password in GCM mode.
            if (kind == "password" && cipher.EndsWith("gcm", StringComparison.Ordinal))
                continue;

            foreach (string form in new[] { "-outform DER", "-outform DER -stream", "-outform PEM" })
            {
                // For EC keys OpenSSL takes Triple DES to wrap too, unless told otherwise; that wrap is not read.
                string wrap = cipher == "-des3" && kind.StartsWith("P-", StringComparison.Ordinal) ? "-aes256-wrap" : "";
                string command = $"cms -encrypt -binary -in in {form} {cipher} {wrap} -out out {encrypt}";
                _openSsl.Run(command);
                EnvelopeOpening opening = await Kinds.Open(_openSsl.Read("out"), key);
                opening.ToString().Should().Be("Opened", command);
                opening.Content.Should().Equal(_content, command);
            }
        }
    }

    [OpenSslTheory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    public async Task OpenAsync_EveryKeyDerivationAndWrapOfOpenSsl_Opens(string kind)
    {
        (Recipient _, RecipientKey key, string encrypt, string _) = Create(kind);
        using RecipientKey disposable = key;
        _openSsl.Write("in", _content);
        foreach (string digest in new[] { "sha1", "sha224", "sha256", "sha384", "sha512" })
        {
            foreach (string option in new[] { "-aes128-wrap", "-aes192-wrap", "-aes256-wrap", "-keyid", "-keyopt ecdh_cofactor_mode:1" })
            {
                string command =
                    $"cms -encrypt -binary -in in -outform DER -aes256 -out out {encrypt} {option} -keyopt ecdh_kdf_md:{digest}";
                if (option == "-keyid")
                    command = $"cms -encrypt -binary -in in -outform DER -aes256 -out out -keyid {encrypt} -keyopt ecdh_kdf_md:{digest}";
                _openSsl.Run(command);
                EnvelopeOpening opening = await Kinds.Open(_openSsl.Read("out"), key);
                opening.ToString().Should().Be("Opened", command);
                opening.Content.Should().Equal(_content, command);
            }
        }
    }

    [OpenSslTheory]
    [InlineData("P-256")]
    public async Task OpenAsync_TripleDesWrapOfOpenSsl_SaysSo(string kind)
    {
        (Recipient _, RecipientKey key, string encrypt, string _) = Create(kind);
        using RecipientKey disposable = key;
        _openSsl.Write("in", _content);
        _openSsl.Run($"cms -encrypt -binary -in in -outform DER -des3 -out out {encrypt}");
        EnvelopeOpening opening = await Kinds.Open(_openSsl.Read("out"), key);
        opening.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        opening.Reason.Should().Contain("Triple DES");
    }

    [OpenSslTheory]
    [MemberData(nameof(KindNames))]
    public void Write_EverySuite_OpensWithOpenSsl(string kind)
    {
        (Recipient recipient, RecipientKey key, string _, string decrypt) = Create(kind);
        using RecipientKey disposable = key;
        foreach (EnvelopeSuite suite in new[] { EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep })
        {
            // One size does for a password: each costs twice 600,000 rounds, and the key's length is not what differs.
            foreach (int bits in kind == "password" ? [256] : new[] { 128, 192, 256 })
            {
                _openSsl.Write("in", new EnvelopeWriter(suite.WithKeySize(bits), [recipient]).Write(_content));
                _openSsl.Run($"cms -decrypt -binary -inform DER -in in -out out {decrypt}");
                _openSsl.Read("out").Should().Equal(_content, suite.WithKeySize(bits).Description);
            }
        }
    }

    [OpenSslTheory]
    [InlineData("authenticated")]
    [InlineData("oaep")]
    public void Write_EveryKindInOne_OpensWithOpenSslByEachKey(string suiteName)
    {
        string[] kinds = ["rsa", "P-256", "P-384", "P-521", "kek128", "kek192", "kek256", "password"];
        var created = kinds.Select(Create).ToList();
        EnvelopeSuite suite = EnvelopeSuite.All.Single(s => s.Name == suiteName);
        _openSsl.Write("in", new EnvelopeWriter(suite, [.. created.Select(c => c.Recipient)]).Write(_content));
        foreach ((Recipient _, RecipientKey key, string _, string decrypt) in created)
        {
            _openSsl.Run($"cms -decrypt -binary -inform DER -in in -out out {decrypt}");
            _openSsl.Read("out").Should().Equal(_content, decrypt);
            key.Dispose();
        }
    }

    private (Recipient Recipient, RecipientKey Key, string Encrypt, string Decrypt) Create(string kind)
    {
        switch (kind)
        {
            case "password":
                return (
                    Recipient.FromPassword(Password), RecipientKey.FromPassword(Password),
                    $"-pwri_password {Password}", $"-pwri_password {Password}");

            case "kek128" or "kek192" or "kek256":
                byte[] key = RandomNumberGenerator.GetBytes(
                    int.Parse(kind.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) / 8);
                byte[] identifier = [0xAB, (byte)key.Length];
                string options = $"-secretkey {Convert.ToHexString(key)} -secretkeyid {Convert.ToHexString(identifier)}";
                return (
                    Recipient.FromKeyEncryptionKey(identifier, key), RecipientKey.FromKeyEncryptionKey(identifier, key),
                    options, options);

            default:
                using (X509Certificate2 certificate = CreateCertificate(kind))
                {
                    using AsymmetricAlgorithm privateKey = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey()
                        ?? certificate.GetECDiffieHellmanPrivateKey()!;
                    _openSsl.Write($"{kind}.cert.pem", certificate.ExportCertificatePem());
                    _openSsl.Write($"{kind}.key.pem", privateKey.ExportPkcs8PrivateKeyPem());
                    return (
                        Recipient.FromCertificate(certificate), RecipientKey.FromCertificate(certificate),
                        $"-recip {kind}.cert.pem", $"-recip {kind}.cert.pem -inkey {kind}.key.pem");
                }
        }
    }

    private static X509Certificate2 CreateCertificate(string kind) => kind switch
    {
        "P-256" => Kinds.CreateEc(ECCurve.NamedCurves.nistP256, name: "CN=P-256"),
        "P-384" => Kinds.CreateEc(ECCurve.NamedCurves.nistP384, name: "CN=P-384"),
        "P-521" => Kinds.CreateEc(ECCurve.NamedCurves.nistP521, name: "CN=P-521"),
        _ => X509Certificate2.CreateFromPem(Vectors.ReadText("keys/rsa2048.cert.pem"), Vectors.ReadText("keys/rsa2048.key.pem")),
    };
}
