using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Several kinds in one envelope, and envelopes that were changed.</summary>
public sealed class MixedKindsTests : IDisposable
{
    private static readonly byte[] s_kek = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private readonly X509Certificate2 _rsa =
        X509Certificate2.CreateFromPem(Vectors.ReadText("keys/rsa2048.cert.pem"), Vectors.ReadText("keys/rsa2048.key.pem"));
    private readonly X509Certificate2 _p256 = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _p384 = Kinds.CreateEc(ECCurve.NamedCurves.nistP384);
    private readonly X509Certificate2 _p521 = Kinds.CreateEc(ECCurve.NamedCurves.nistP521);

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in new[] { _rsa, _p256, _p384, _p521 })
            certificate.Dispose();
    }

    [Fact]
    public async Task OpenAsync_EveryKindInOne_OpensWithEach()
    {
        foreach (EnvelopeSuite suite in new[] { EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep,
            EnvelopeSuite.Oaep.WithKeyDerivation().WithKeySize(128) })
        {
            var writer = new EnvelopeWriter(suite, CreateRecipients());
            byte[] content = RandomNumberGenerator.GetBytes(777);
            byte[] encoded = writer.Write(content);
            encoded.Should().HaveCount(writer.GetEncodedLength(content.Length));
            foreach (RecipientKey key in CreateKeys())
            {
                using (key)
                    (await Kinds.Open(encoded, key)).Content.Should().Equal(content, $"{key} opens {suite}");
            }
        }
    }

    // RFC 5652 6.1; RFC 5083 2.1
    [Fact]
    public void Write_Kinds_DecideTheVersion()
    {
        Recipient rsa = Recipient.FromCertificate(_rsa);
        Recipient ec = Recipient.FromCertificate(_p256);
        Recipient kek = Recipient.FromKeyEncryptionKey([1], s_kek);
        Recipient password = Kinds.QuickPassword("secret");
        foreach ((Recipient[] recipients, int version) in new[]
        {
            (new[] { rsa }, 0), ([ec], 2), ([kek], 2), ([rsa, kek], 2), ([rsa, ec], 2), ([password], 3), ([rsa, password], 3),
            ([ec, kek, password], 3),
        })
        {
            Envelope.Parse(new EnvelopeWriter(EnvelopeSuite.Oaep, recipients).Write("x"u8)).Version.Should().Be(version);
            Envelope.Parse(new EnvelopeWriter(EnvelopeSuite.Authenticated, recipients).Write("x"u8)).Version.Should().Be(0);
        }
    }

    // X.690 11.6: whatever the ephemeral keys and salts are.
    [Fact]
    public void Write_EveryKindInOne_IsDer()
    {
        var writer = new EnvelopeWriter(EnvelopeSuite.Authenticated, [.. CreateRecipients(), Kinds.QuickPassword("other")]);
        for (int i = 0; i < 50; i++)
            RequireDer(writer.Write("x"u8));
    }

    [Fact]
    public void Constructor_ConformantWithOtherThanRsa_RefusesAndSaysWhy()
    {
        foreach ((Recipient recipient, string how) in new[]
        {
            (Recipient.FromCertificate(_p256), "key agreement"),
            (Recipient.FromKeyEncryptionKey([0xAB], s_kek), "a symmetric key"),
            (Kinds.QuickPassword("secret"), "a password"),
        })
        {
            FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Conformant, [Recipient.FromCertificate(_rsa), recipient]))
                .Should().Throw<ArgumentException>().Which.Message.Should().Contain("PS3.15 E.1.1").And.Contain(how)
                .And.NotContain("secret");
        }
    }

    [Fact]
    public void Constructor_OneTwice_Refuses()
    {
        foreach (Recipient[] twice in new[]
        {
            [Recipient.FromCertificate(_p256), Recipient.FromCertificate(_p256)],
            new[] { Recipient.FromKeyEncryptionKey([1], s_kek), Recipient.FromKeyEncryptionKey([1], s_kek) },
            [.. Enumerable.Repeat(Kinds.QuickPassword("secret"), 2)],
        })
        {
            FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, twice))
                .Should().Throw<ArgumentException>().WithMessage("*twice*");
        }
    }

    [Fact]
    public async Task Parse_EveryTruncation_ThrowsFormatException()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, CreateRecipients()).Write("content"u8);
        for (int length = 0; length < encoded.Length; length++)
            FluentActions.Invoking(() => Envelope.Parse(encoded.AsMemory(0, length))).Should().Throw<EnvelopeFormatException>();
        using RecipientKey key = RecipientKey.FromPassword("secret");
        (await Kinds.Open(encoded, key)).IsOpened.Should().BeTrue();
    }

    // A change anywhere gives the content as it was, the one failure, or a reason; never an exception or another content.
    [Fact]
    public async Task OpenAsync_TwentyThousandMutations_NothingButTheContentOrARefusal()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        Recipient[] recipients =
            [Recipient.FromCertificate(_p256), Recipient.FromKeyEncryptionKey([1], s_kek), Kinds.QuickPassword("secret")];
        using RecipientKey bareEc = RecipientKey.FromPem(_p256.GetECDiffieHellmanPrivateKey()!.ExportPkcs8PrivateKeyPem());
        RecipientKey[] keys =
        [
            RecipientKey.FromCertificate(_p256), RecipientKey.FromKeyEncryptionKey([1], s_kek), RecipientKey.FromPassword("secret"), bareEc,
        ];
        EnvelopePolicy policy = EnvelopePolicy.Default with { MaxPasswordIterations = 1000 };
        byte[] content = "content"u8.ToArray();
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated.WithKeyDerivation(), recipients).Write(content);
        string kek = Convert.ToHexString(s_kek);
        var outcomes = new Dictionary<EnvelopeOpeningStatus, int>();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = Mutate(encoded, random);
            Envelope envelope;
            try
            {
                envelope = Envelope.Parse(changed);
            }
            catch (EnvelopeFormatException)
            {
                continue;
            }

            EnvelopeOpening opening = await envelope.OpenAsync([keys[i % keys.Length]], policy);
            outcomes[opening.Status] = outcomes.GetValueOrDefault(opening.Status) + 1;
            string because = $"mutation {i} of seed {Seed}";
            if (opening.IsOpened)
                opening.Content.Should().Equal(content, because);
            if (opening.Status == EnvelopeOpeningStatus.NotAuthentic)
                Assert.Same(EnvelopeOpening.NotAuthentic, opening);
            string texts = string.Join('\n', envelope.Recipients.Select(recipient => recipient.ToString())) + opening.Reason;
            if (texts.Contains("secret", StringComparison.Ordinal) || texts.Contains(kek, StringComparison.Ordinal))
                Assert.Fail($"{because}: {texts}");
        }

        outcomes.Keys.Should().BeEquivalentTo(Enum.GetValues<EnvelopeOpeningStatus>());
        foreach (RecipientKey key in keys)
            key.Dispose();
    }

    [Fact]
    public async Task OpenAsync_DisposedKey_Throws()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, CreateRecipients()).Write("x"u8);
        foreach (RecipientKey key in CreateKeys())
        {
            key.Dispose();
            await FluentActions.Awaiting(() => Kinds.Open(encoded, key)).Should().ThrowAsync<ObjectDisposedException>();
        }
    }

    private Recipient[] CreateRecipients() =>
    [
        Recipient.FromCertificate(_rsa), Recipient.FromCertificate(_p256), Recipient.FromCertificate(_p384),
        Recipient.FromCertificate(_p521),
        Recipient.FromKeyEncryptionKey([1], s_kek), Recipient.FromKeyEncryptionKey([2, 3], new byte[32]), Kinds.QuickPassword("secret"),
    ];

    private RecipientKey[] CreateKeys() =>
    [
        RecipientKey.FromCertificate(_rsa), RecipientKey.FromCertificate(_p256), RecipientKey.FromCertificate(_p384),
        RecipientKey.FromCertificate(_p521),
        RecipientKey.FromKeyEncryptionKey([1], s_kek), RecipientKey.FromKeyEncryptionKey([2, 3], new byte[32]),
        RecipientKey.FromPassword("secret"),
    ];

    private static byte[] Mutate(byte[] encoded, Random random)
    {
        byte[] changed = [.. encoded];
        switch (random.Next(4))
        {
            case 0:
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                break;
            case 1:
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                int from = random.Next(changed.Length);
                random.NextBytes(changed.AsSpan(from, random.Next(Math.Min(8, changed.Length - from))));
                break;
            default:
                int a = random.Next(changed.Length);
                int b = random.Next(changed.Length);
                changed.AsSpan(a, Math.Min(4, changed.Length - Math.Max(a, b))).ToArray().CopyTo(changed, b);
                break;
        }

        return changed;
    }

    private static void RequireDer(ReadOnlyMemory<byte> encoded)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        while (reader.HasData)
        {
            Asn1Tag tag = reader.PeekTag();
            if (!tag.IsConstructed)
            {
                reader.ReadEncodedValue();
                continue;
            }

            // ReadSetOf checks the order.
            AsnReader inner = tag == Asn1Tag.SetOf ? reader.ReadSetOf() : reader.ReadSequence(tag);
            while (inner.HasData)
                RequireDer(inner.ReadEncodedValue());
        }
    }
}
