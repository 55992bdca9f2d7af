// Recovers a study with a private key that stays where it is.
//
//   dotnet run --project samples/KeyInService                   with a key in memory
//   dotnet run --project samples/KeyInService -- PKCS11-URI     with a key in a PKCS#11 token (RFC 7512), such as
//       "pkcs11:token=hospital;object=archive;type=private?pin-source=file:/run/secrets/pin"
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using KeyInService;
using QuickStart;

byte[][] study = [.. Enumerable.Range(1, 5).Select(number => Phantom.CreateFile(number))];

using RSA privateKey = args.Length == 0 ? RSA.Create(3072) : OpenToken(args[0]);
using X509Certificate2 certificate = CreateCertificate(privateKey);
using KeyService service = new(privateKey);
Console.WriteLine($"The key has {privateKey.KeySize} bits and is in {(args.Length == 0 ? "memory" : "a PKCS#11 token")}.");

bool isIdentical = true;
foreach (KeyScope scope in Enum.GetValues<KeyScope>())
{
    using Deidentifier deidentifier = Deidentifier
        .WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(certificate))
        .WithKeyScope(scope)
        .Build();

    // What was decrypted for a study is remembered until this is disposed.
    using RecipientKey key = RecipientKey.FromKeyService(service, certificate);
    Reidentifier reidentifier = Reidentifier.WithKeys(key);
    int before = service.Calls, identical = 0;
    foreach (byte[] slice in study)
    {
        using DicomObject original = DicomObject.Read(slice), shared = deidentifier.Protect(original).Object;
        using MemoryStream input = new(shared.Source.ReadRange(0, (int)shared.Source.Length).ToArray()), output = new();
        await reidentifier.RecoverAsync(input, output);
        if (output.ToArray().AsSpan().SequenceEqual(slice)) identical++;
    }

    Console.WriteLine(
        $"{scope}: {identical} of {study.Length} slices recovered byte for byte; "
        + $"calls of the key service: {service.Calls - before}");
    isIdentical &= identical == study.Length;
}

return isIdentical ? 0 : 1;

// libp11's OpenSSL engine (Debian: libengine-pkcs11-openssl) makes a token's key an RSA object; the key does not leave the token.
// Where OpenSSL has providers but no engines, SafeEvpPKeyHandle.OpenKeyFromProvider("pkcs11", uri) is the way.
static RSA OpenToken(string uri)
{
    if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Windows has CNG key storage providers instead: RSACng.");
    using SafeEvpPKeyHandle handle = SafeEvpPKeyHandle.OpenPrivateKeyFromEngine("pkcs11", uri);
    return new RSAOpenSsl(handle);
}

// In earnest it comes from a certification authority, and the service proves nothing but that it has the key.
static X509Certificate2 CreateCertificate(RSA key)
{
    CertificateRequest request = new("CN=Archive", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
    using X509Certificate2 withPrivateKey = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
    return X509CertificateLoader.LoadCertificate(withPrivateKey.RawData);
}
