using System.Security.Cryptography;

namespace Dicom.Cms.Fuzz;

/// <summary>Agrees with the real key until it is frozen, and remembers; then it answers whatever is new with a constant.</summary>
internal sealed class StubKeyAgreement(ECDiffieHellman key) : ECDiffieHellman
{
    private readonly Dictionary<string, byte[]> _known = [];
    private bool _isFrozen;

    public override ECDiffieHellmanPublicKey PublicKey => key.PublicKey;

    public override int KeySize => key.KeySize;

    public void Freeze() => _isFrozen = true;

    public override ECParameters ExportParameters(bool includePrivateParameters) => key.ExportParameters(includePrivateParameters);

    public override byte[] DeriveKeyFromHash(
        ECDiffieHellmanPublicKey otherPartyPublicKey, HashAlgorithmName hashAlgorithm, byte[]? secretPrepend, byte[]? secretAppend) =>
        Remember(
            $"{hashAlgorithm} {Convert.ToHexString(secretAppend ?? [])} {NameOf(otherPartyPublicKey)}",
            () => key.DeriveKeyFromHash(otherPartyPublicKey, hashAlgorithm, secretPrepend, secretAppend));

    public override byte[] DeriveRawSecretAgreement(ECDiffieHellmanPublicKey otherPartyPublicKey) =>
        Remember(NameOf(otherPartyPublicKey), () => key.DeriveRawSecretAgreement(otherPartyPublicKey));

    private static string NameOf(ECDiffieHellmanPublicKey publicKey) => Convert.ToHexString(publicKey.ExportParameters().Q.X!);

    private byte[] Remember(string question, Func<byte[]> derive)
    {
        if (_known.TryGetValue(question, out byte[]? answer)) return [.. answer];
        answer = _isFrozen ? new byte[32] : derive();
        if (!_isFrozen) _known[question] = [.. answer];
        return answer;
    }
}
