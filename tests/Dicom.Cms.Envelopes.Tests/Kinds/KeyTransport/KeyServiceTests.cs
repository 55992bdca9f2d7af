using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>
/// <see cref="IKeyTransportDecryptor"/>: whatever the service says of one encryptedKey ends as NotAuthentic with the same
/// text; what it says of itself (its line is broken) reaches the caller.
/// </summary>
public sealed class KeyServiceTests
{
    private static readonly byte[] s_gcm = TestEnvelope.Gcm().Encode();
    private static readonly byte[] s_cbc = TestEnvelope.Cbc().Encode();

    private static RecipientKey Service(Func<KeyTransportRequest, CancellationToken, ValueTask<byte[]>> instead) =>
        new CountingDecryptor(TestKeys.Rsa()) { Instead = instead }.AsKey();

    [Fact]
    public void OpenAsync_Service_IsGivenTheKeyAsItStands()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        byte[] encoded = Vectors.Read("crafted/03-aes256cbc-oaep-sha256.p7");
        key.Open(encoded).ShouldBeOpenedAs(Vectors.Plain);
        var recipient = (KeyTransRecipientInfo)Envelope.Parse(encoded).Recipients[0];
        service.Requests.Should().ContainSingle();
        service.Requests[0].EncryptedKey.ToArray().Should().Equal(recipient.EncryptedKey.ToArray());
        service.Requests[0].Algorithm.Should().BeSameAs(KeyTransportAlgorithm.RsaesOaepSha256);
        service.Requests[0].ToString().Should().NotContain(Convert.ToHexString(recipient.EncryptedKey.Span[..8]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(1_000_000)]
    public void OpenAsync_ServiceReturnsAnotherLength_IsNotAuthentic(int length)
    {
        using RecipientKey key = Service((_, _) => new(new byte[length]));
        for (int round = 0; round < 100; round++)
            key.Open(s_cbc).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        key.Open(s_gcm).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    [Fact]
    public void OpenAsync_ServiceReturnsNull_IsNotAuthentic()
    {
        using RecipientKey key = Service((_, _) => new((byte[])null!));
        key.Open(s_gcm).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OpenAsync_ServiceThrowsCryptographicException_IsNotAuthentic(bool isAsynchronous)
    {
        using RecipientKey key = Service(async (_, _) =>
        {
            if (isAsynchronous)
                await Task.Yield();
            throw new CryptographicException("padding check failed");
        });
        foreach (byte[] encoded in new[] { s_cbc, s_gcm })
        {
            EnvelopeOpening opening = key.Open(encoded);
            opening.Should().BeSameAs(EnvelopeOpening.NotAuthentic);
            opening.ToString().Should().NotContain("padding check failed");
        }

        using RecipientKey thrower = Service(static (_, _) => throw new AuthenticationTagMismatchException());
        thrower.Open(s_gcm).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    // Documented: it says nothing about the envelope, and "the key does not fit" would send people the wrong way.
    [Fact]
    public void OpenAsync_ServiceCannotBeReached_PassesItsExceptionOn()
    {
        using RecipientKey key = Service(static (_, _) => throw new HttpRequestException("no route to host"));
        FluentActions.Invoking(() => key.Open(s_gcm)).Should().Throw<HttpRequestException>();
    }

    [Fact]
    public void OpenAsync_ServiceFails_ClearsNothingOfTheCallersAndTriesTheNextKey()
    {
        using RecipientKey broken = Service(static (_, _) => throw new CryptographicException());
        Opening.Open([broken, TestKeys.Key()], Envelope.Parse(s_gcm)).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void OpenAsync_ReturnedKey_IsClearedAfterwards()
    {
        foreach (byte[] returned in new byte[][] { [.. TestEnvelope.Key], RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(16) })
        {
            using RecipientKey key = Service((_, _) => new(returned));
            key.Open(s_gcm);
            returned.Should().OnlyContain(octet => octet == 0);
        }
    }

    [Fact]
    public void OpenAsync_ServiceDoesNotSupportTheAlgorithm_IsNotAskedToDecrypt()
    {
        var service = new CountingDecryptor(TestKeys.Rsa()) { CanDo = static algorithm => !algorithm.IsOaep };
        using RecipientKey key = service.AsKey();
        key.Open(Vectors.Read("crafted/03-aes256cbc-oaep-sha256.p7"))
            .ShouldBeNotAccepted("The key service does not do RSAES-OAEP SHA-256.");
        service.Count.Should().Be(0);
        key.Open(Vectors.Read("crafted/01-aes256cbc-pkcs1.p7")).ShouldBeOpenedAs(Vectors.Plain);
    }

    [Fact]
    public void Supports_NotImplemented_IsTrue() =>
        ((IKeyTransportDecryptor)new Minimal()).Supports(KeyTransportAlgorithm.RsaesPkcs1).Should().BeTrue();

    [Fact]
    public void FromKeyService_BadArguments_Throw()
    {
        var service = new Minimal();
        FluentActions.Invoking(() => RecipientKey.FromKeyService(null!, TestKeys.Certificate())).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RecipientKey.FromKeyService(service, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RecipientKey.FromKeyService(service, TestKeys.Certificate("ecp256")))
            .Should().Throw<ArgumentException>().WithMessage("*ECC (1.2.840.10045.2.1)*");
    }

    [Fact]
    public void OpenAsync_CancelledBefore_ThrowsAndAsksNobody()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        FluentActions.Invoking(() => Opening.Open([key], Envelope.Parse(s_gcm), cancellationToken: new CancellationToken(canceled: true)))
            .Should().Throw<OperationCanceledException>();
        service.Count.Should().Be(0);
    }

    [Fact]
    public async Task OpenAsync_CancelledWhileTheServiceWorks_EndsTheWait()
    {
        using var source = new CancellationTokenSource();
        var never = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        using RecipientKey key = Service((_, token) => new(never.Task.WaitAsync(token)));

        ValueTask<EnvelopeOpening> opening = Envelope.Parse(s_gcm).OpenAsync([key], EnvelopePolicy.Default, source.Token);
        opening.IsCompleted.Should().BeFalse();
        await source.CancelAsync();

        await FluentActions.Awaiting(() => opening.AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task OpenAsync_ServiceAnswersLater_Opens()
    {
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        using RecipientKey key = Service((_, _) => new(answer.Task));
        ValueTask<EnvelopeOpening> opening = Envelope.Parse(s_gcm).OpenAsync([key], EnvelopePolicy.AuthenticatedOnly);
        opening.IsCompleted.Should().BeFalse();
        answer.SetResult([.. TestEnvelope.Key]);
        (await opening).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void OpenAsync_LocalKeys_CompleteAtOnce()
    {
        Envelope envelope = Envelope.Parse(s_gcm);
        foreach (string name in new[] { "rsa2048", "rsa3072" })
            envelope.OpenAsync([TestKeys.Key(name)], EnvelopePolicy.Default).AsTask().IsCompletedSuccessfully.Should().BeTrue();
    }

    private sealed class Minimal : IKeyTransportDecryptor
    {
        public ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
