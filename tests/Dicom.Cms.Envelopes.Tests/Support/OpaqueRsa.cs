using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>
/// rsa2048 as a hardware module would show it: it decrypts, and gives its private part to nobody. So nothing goes
/// through libcrypto.
/// </summary>
internal class OpaqueRsa : RSA
{
    private readonly RSA _rsa = TestKeys.Rsa();

    public override int KeySize => _rsa.KeySize;

    public override KeySizes[] LegalKeySizes => _rsa.LegalKeySizes;

    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding) => _rsa.Decrypt(data, padding);

    public override RSAParameters ExportParameters(bool includePrivateParameters) =>
        includePrivateParameters ? throw new CryptographicException("The key stays here.") : _rsa.ExportParameters(false);

    public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rsa.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The same, and it counts.</summary>
internal sealed class CountingRsa : OpaqueRsa
{
    internal int Count { get; private set; }

    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)
    {
        Count++;
        return base.Decrypt(data, padding);
    }
}
