using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>A key service for many threads: counts its calls, and does not answer before it is told to.</summary>
internal sealed class SlowService : IKeyTransportDecryptor
{
    private readonly RSA _rsa = TestKeys.Rsa();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls, _atWork, _mostAtWork;

    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>The most calls that were under way at once.</summary>
    internal int MostAtWork => Volatile.Read(ref _mostAtWork);

    /// <summary>What is done instead of decrypting, by the number of the call, from 1; null where it decrypts.</summary>
    internal Func<int, byte[]?>? Instead { get; init; }

    internal RecipientKey NewKey() => RecipientKey.FromKeyService(this, TestKeys.Certificate());

    internal void Release() => _release.SetResult();

    public async ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        int call = Interlocked.Increment(ref _calls);
        int atWork = Interlocked.Increment(ref _atWork);
        InterlockedMax(ref _mostAtWork, atWork);
        try
        {
            await _release.Task.WaitAsync(cancellationToken);
            return Instead?.Invoke(call)
                ?? _rsa.Decrypt(request.EncryptedKey.Span,
                    request.Algorithm.IsOaep ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.Pkcs1);
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
