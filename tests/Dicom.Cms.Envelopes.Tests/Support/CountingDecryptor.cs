using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>A key service in this process that counts how often its private key is used.</summary>
internal sealed class CountingDecryptor(RSA rsa) : IKeyTransportDecryptor
{
    private readonly List<KeyTransportRequest> _requests = [];

    internal int Count => _requests.Count;

    internal IReadOnlyList<KeyTransportRequest> Requests => _requests;

    internal Func<KeyTransportAlgorithm, bool> CanDo { get; init; } = static _ => true;

    /// <summary>Does what the service does instead of decrypting, where it is set.</summary>
    internal Func<KeyTransportRequest, CancellationToken, ValueTask<byte[]>>? Instead { get; init; }

    /// <summary>A service key under a name of rsa2048.</summary>
    internal static (CountingDecryptor Service, RecipientKey Key) Create(string name = "rsa2048")
    {
        var service = new CountingDecryptor(TestKeys.Rsa(name));
        return (service, service.AsKey(name));
    }

    internal RecipientKey AsKey(string name = "rsa2048") => RecipientKey.FromKeyService(this, TestKeys.Certificate(name));

    public bool Supports(KeyTransportAlgorithm algorithm) => CanDo(algorithm);

    public ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        _requests.Add(request);
        if (Instead is not null)
            return Instead(request, cancellationToken);

        RSAEncryptionPadding padding = request.Algorithm.Hash is { } hash
            ? RSAEncryptionPadding.CreateOaep(hash)
            : RSAEncryptionPadding.Pkcs1;
        return new(rsa.Decrypt(request.EncryptedKey.Span, padding));
    }
}
