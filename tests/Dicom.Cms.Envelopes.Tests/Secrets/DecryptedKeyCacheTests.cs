using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>One private-key operation for a group of envelopes; and nothing learned from when there is another.</summary>
public sealed class DecryptedKeyCacheTests
{
    private static readonly EnvelopeSuite s_suite = EnvelopeSuite.Authenticated.WithKeyDerivation();

    [Theory]
    [InlineData("authenticated")]
    [InlineData("oaep")]
    public void OpenAsync_AThousandOfAGroup_AskTheServiceOnce(string suite)
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        using var writer = new SharedKeyEnvelopeWriter(
            EnvelopeSuite.All.Single(s => s.Name == suite).WithKeyDerivation(), [TestKeys.Recipient()]);
        for (int i = 0; i < 1000; i++)
            key.Open(writer.Write("study", BitConverter.GetBytes(i))).ShouldBeOpenedAs(BitConverter.GetBytes(i));
        service.Count.Should().Be(1);

        key.Open(writer.Write("another", "x"u8)).ShouldBeOpenedAs("x"u8.ToArray());
        service.Count.Should().Be(2);
    }

    [Fact]
    public async Task OpenAsync_AThousandAtOnce_AskTheServiceOnce()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        var service = new SlowService();
        using RecipientKey key = service.NewKey();
        Task<EnvelopeOpening>[] openings = Start(writer, key, 1000);
        service.Release();

        EnvelopeOpening[] opened = await Task.WhenAll(openings);

        opened.Should().OnlyContain(opening => opening.IsOpened);
        service.Calls.Should().Be(1);
    }

    // Who comes second waits, and asks for itself when the first one got nothing.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_TheFirstOfManyFails_TheSecondAsksAgain(bool returnsRandomKey)
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        var service = new SlowService
        {
            Instead = call =>
            call > 1 ? null : returnsRandomKey ? RandomNumberGenerator.GetBytes(32) : throw new CryptographicException()
        };
        using RecipientKey key = service.NewKey();
        Task<EnvelopeOpening>[] openings = Start(writer, key, 50);
        service.Release();

        EnvelopeOpening[] opened = await Task.WhenAll(openings);

        opened.Count(opening => ReferenceEquals(opening, EnvelopeOpening.NotAuthentic)).Should().Be(1);
        opened.Count(opening => opening.IsOpened).Should().Be(49);
        (service.Calls, service.MostAtWork).Should().Be((2, 1));
    }

    // RFC 3218: the second answer to the same broken key must not come sooner for the one than for the other.
    [Theory]
    [InlineData("throws")]
    [InlineData("random key")]
    [InlineData("wrong length")]
    [InlineData("null")]
    public void OpenAsync_ServiceFails_IsOneFailureAndKeepsNothing(string how)
    {
        var service = new CountingDecryptor(TestKeys.Rsa())
        {
            Instead = (_, _) => new(how switch
            {
                "throws" => throw new CryptographicException("padding check failed"),
                "random key" => RandomNumberGenerator.GetBytes(32),
                "wrong length" => new byte[16],
                _ => null!,
            }),
        };
        using RecipientKey key = service.AsKey();
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        for (int round = 1; round <= 3; round++)
        {
            key.Open(writer.Write("study", "x"u8)).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
            service.Count.Should().Be(round);
        }
    }

    [Fact]
    public void OpenAsync_ContentTamperedWith_IsTheSameFailureWithAndWithoutTheKeyAtHand()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        byte[] good = writer.Write("study", "content"u8), tampered = writer.Write("study", "content"u8);
        tampered[^1] ^= 1;

        key.Open(tampered).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        service.Count.Should().Be(1, "nothing was opened with the key");
        key.Open(good).IsOpened.Should().BeTrue();
        key.Open(tampered).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        service.Count.Should().Be(2);
        key.Open(good).IsOpened.Should().BeTrue();
        service.Count.Should().Be(3, "a key that fails is asked for anew");
    }

    // One changed octet of the RecipientInfo is another RecipientInfo, whatever the key at hand would open.
    [Fact]
    public void OpenAsync_RecipientInfoTamperedWith_IsNotTakenForTheOneAtHand()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        byte[] encoded = writer.Write("study", "content"u8);
        key.Open(encoded).IsOpened.Should().BeTrue();
        int last = encoded.AsSpan().IndexOf(Envelope.Parse(encoded).Recipients[0].Encoded.Span)
            + Envelope.Parse(encoded).Recipients[0].EncodedLength - 1;
        encoded[last] ^= 1;

        key.Open(encoded).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        service.Count.Should().Be(2);
    }

    // Everything before the encryptedKey says how to decrypt it.
    [Fact]
    public void OpenAsync_TheSameEncryptedKeyInAnotherRecipientInfo_IsAskedFor()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        byte[] encoded = writer.Write("study", "content"u8);
        key.Open(encoded).IsOpened.Should().BeTrue();
        ReadOnlySpan<byte> recipient = Envelope.Parse(encoded).Recipients[0].Encoded.Span;
        int version = encoded.AsSpan().IndexOf(recipient) + recipient.IndexOf((ReadOnlySpan<byte>)[0x02, 0x01, 0x00]) + 2;
        encoded[version] = 2;

        key.Open(encoded).IsOpened.Should().BeTrue("the version says nothing the rid does not say itself");
        service.Count.Should().Be(2);
    }

    [Fact]
    public void CacheName_TwoEncryptedKeysOfOneKari_Differ()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        byte[] kari = new EnvelopeWriter(s_suite, [Recipient.FromCertificate(certificate)]).EncodeRecipientInfos(new byte[32]);
        var fields = new AsnReader(kari, AsnEncodingRules.DER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1));
        byte[] start = [.. fields.ReadEncodedValue().Span, .. fields.ReadEncodedValue().Span, .. fields.ReadEncodedValue().Span];
        byte[] first = fields.ReadSequence().ReadEncodedValue().ToArray(), second = [.. first];
        second[^1] ^= 1;
        byte[] both = TestEnvelope.Tlv(0xA1, [.. start, .. TestEnvelope.Tlv(0x30, [.. first, .. second])]);
        using ECDiffieHellman ecdh = certificate.GetECDiffieHellmanPrivateKey()!;
        using RecipientKey key = RecipientKey.FromECDiffieHellman(ecdh);
        var attempts = new AttemptList(EnvelopePolicy.Default, 16);

        key.FindAttempts(Envelope.Parse((TestEnvelope.Gcm() with { RecipientInfos = [both] }).Encode()).Recipients[0], attempts);

        attempts.ToAttempts().Should().HaveCount(2);
        attempts.ToAttempts().Select(attempt => attempt.CacheName).Should().OnlyHaveUniqueItems();
    }

    // No suite writes it, but others may. Whether the padding was right must not be told by whether there is another call.
    [Fact]
    public void OpenAsync_Pkcs1_IsAskedForEachTime()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        byte[] encoded = EncodeWithPkcs1();
        for (int round = 1; round <= 3; round++)
        {
            key.Open(encoded).IsOpened.Should().BeTrue();
            service.Count.Should().Be(round);
        }
    }

    [Fact]
    public void OpenAsync_KeysThatAreNotDerived_AreAskedForEachTime()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write("x"u8);
        for (int round = 1; round <= 3; round++)
        {
            key.Open(encoded).IsOpened.Should().BeTrue();
            service.Count.Should().Be(round);
        }
    }

    [Fact]
    public void OpenAsync_APolicyThatRefuses_RefusesTheKeyAtHandToo()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        using var writer = new SharedKeyEnvelopeWriter(EnvelopeSuite.Oaep.WithKeyDerivation(), [TestKeys.Recipient()]);
        key.Open(writer.Write("study", "x"u8)).IsOpened.Should().BeTrue();

        Opening.Open([key], Envelope.Parse(writer.Write("study", "x"u8)), EnvelopePolicy.AuthenticatedOnly)
            .Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        service.Count.Should().Be(1);
    }

    [Fact]
    public void OpenAsync_MoreGroupsThanAreKept_AsksAgainForTheOldest()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        byte[][] encoded = [.. Enumerable.Range(0, DecryptedKeyCache.Capacity + 1)
            .Select(_ => new EnvelopeWriter(s_suite, [TestKeys.Recipient()]).Write("x"u8))];
        foreach (byte[] each in encoded)
            key.Open(each).IsOpened.Should().BeTrue();
        service.Count.Should().Be(encoded.Length);

        key.Open(encoded[^1]).IsOpened.Should().BeTrue();
        service.Count.Should().Be(encoded.Length);
        key.Open(encoded[0]).IsOpened.Should().BeTrue();
        service.Count.Should().Be(encoded.Length + 1);
    }

    [Fact]
    public async Task OpenAsync_CancelledWhileAnotherAsks_EndsTheWaitOfThatOneAlone()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        var service = new SlowService();
        using RecipientKey key = service.NewKey();
        using var source = new CancellationTokenSource();
        Task<EnvelopeOpening> first = Start(writer, key, 1)[0], second = Start(writer, key, 1, source.Token)[0],
            third = Start(writer, key, 1)[0];
        await source.CancelAsync();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        first.IsCompleted.Should().BeFalse();
        service.Release();
        (await first).IsOpened.Should().BeTrue();
        (await third).IsOpened.Should().BeTrue();
        service.Calls.Should().Be(1);
    }

    [Fact]
    public async Task OpenAsync_TheOneThatAsksIsCancelled_TheNextAsks()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        var service = new SlowService();
        using RecipientKey key = service.NewKey();
        using var source = new CancellationTokenSource();
        Task<EnvelopeOpening> first = Start(writer, key, 1, source.Token)[0], second = Start(writer, key, 1)[0];
        await source.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        service.Release();
        (await second).IsOpened.Should().BeTrue();
        service.Calls.Should().Be(2);
    }

    [Fact]
    public void Dispose_TheLastRecipientKey_ClearsWhatWasKept()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [Recipient.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey)]);
        var secret = new KeyEncryptionKey([1], Kinds.KeyEncryptionKey);
        var attempt = new AttemptList(EnvelopePolicy.Default, 1);
        Envelope envelope = Envelope.Parse(writer.Write("study", "x"u8));
        secret.FindAttempts(envelope.Recipients[0], KeyIdentity.OfSymmetricKey(128), attempt);
        string name = attempt.ToAttempts()[0].CacheName!;
        Enter(secret, name, out DecryptedKeyUse turn).Should().BeNull();
        turn.Tell(opened: true, new byte[] { 1, 2, 3 });
        turn.Dispose();
        Enter(secret, name, out DecryptedKeyUse use).Should().Equal(1, 2, 3);
        secret.DecryptedKeys.Count.Should().Be(1);

        secret.Release();

        secret.DecryptedKeys.Count.Should().Be(0);
        use.CopyKept().Should().BeNull("it was cleared");
        Enter(secret, name, out DecryptedKeyUse late).Should().BeNull();
        late.Tell(opened: true, new byte[] { 1, 2, 3 });
        secret.DecryptedKeys.Count.Should().Be(0, "nothing is kept for a key that is gone");
    }

    [Fact]
    public void WithCertificate_TheSameKey_KeepsTogether()
    {
        var service = new CountingDecryptor(TestKeys.Rsa());
        RecipientKey key = service.AsKey();
        using RecipientKey same = key.WithCertificate(TestKeys.Certificate());
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        key.Open(writer.Write("study", "x"u8)).IsOpened.Should().BeTrue();
        key.Dispose();
        same.Open(writer.Write("study", "x"u8)).IsOpened.Should().BeTrue();
        service.Count.Should().Be(1);
    }

    private static byte[]? Enter(SecretKey key, string name, out DecryptedKeyUse use)
    {
        Task<DecryptedKeyUse> entering = key.DecryptedKeys.EnterAsync(name, CancellationToken.None).AsTask();
        entering.IsCompleted.Should().BeTrue();
        use = entering.GetAwaiter().GetResult();
        return use.CopyKept();
    }

    private static Task<EnvelopeOpening>[] Start(
        SharedKeyEnvelopeWriter writer, RecipientKey key, int count, CancellationToken cancellationToken = default) =>
        [.. Enumerable.Range(0, count).Select(i =>
            Envelope.Parse(writer.Write("study", BitConverter.GetBytes(i)))
                .OpenAsync([key], EnvelopePolicy.Default, cancellationToken).AsTask())];

    private static byte[] EncodeWithPkcs1()
    {
        byte[] inner = TestEnvelope.AlgorithmIdentifier(
            Oids.Aes256Gcm, TestEnvelope.GcmParameters([.. Enumerable.Repeat((byte)7, 12)], 16));
        byte[] derived = new byte[32];
        DerivedContentEncryption.DeriveKey(TestEnvelope.Key, inner, derived);
        return (TestEnvelope.Gcm(key: derived) with
        {
            RecipientInfos = [TestEnvelope.KtriPkcs1(TestEnvelope.Key)],
            Algorithm = Oids.CekHkdfSha256,
            Parameters = inner,
        }).Encode();
    }
}
