using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Xunit.Abstractions;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>System.Security.Cryptography.Pkcs as an independent peer, both ways.</summary>
public sealed class EnvelopedCmsTests(ITestOutputHelper output)
{
    private const int Seed = 20261121, Cases = 500, MaxContentLength = 64 << 10;

    private static readonly string[] s_names = ["rsa2048", "rsa2048b", "rsa3072", "rsa4096"];

    private static readonly Dictionary<string, Recipient> s_recipients = s_names.ToDictionary(name => name, TestKeys.Recipient);

    private static readonly (string Oid, string Name)[] s_algorithms =
        [(Oids.Aes128Cbc, "AES-128-CBC"), (Oids.Aes192Cbc, "AES-192-CBC"), (Oids.Aes256Cbc, "AES-256-CBC"),
            (Oids.DesEde3Cbc, "DES-EDE3-CBC")];

    private static readonly RSAEncryptionPadding[] s_paddings =
    [
        RSAEncryptionPadding.Pkcs1, RSAEncryptionPadding.OaepSHA1, RSAEncryptionPadding.OaepSHA256,
        RSAEncryptionPadding.OaepSHA384, RSAEncryptionPadding.OaepSHA512,
    ];

    [Fact]
    public void Write_RandomCases_EnvelopedCmsOpens()
    {
        Random random = NewRandom();
        for (int round = 0; round < Cases; round++)
        {
            EnvelopeSuite suite = (random.Next(2) == 0 ? EnvelopeSuite.Conformant : EnvelopeSuite.Oaep)
                .WithKeySize(128 + 64 * random.Next(3));
            string[] names = NextNames(random);
            byte[] content = NextContent(random);

            byte[] encoded = new EnvelopeWriter(suite, [.. names.Select(name => s_recipients[name])]).Write(content);

            var cms = new EnvelopedCms();
            cms.Decode(encoded);
            cms.RecipientInfos.Count.Should().Be(names.Length);
            cms.Decrypt([TestKeys.Certificate(NextOpener(random, names))]);
            cms.ContentInfo.Content.AsSpan().SequenceEqual(content).Should().BeTrue("seed {0}, round {1}: {2}", Seed, round, suite);
            cms.ContentInfo.ContentType.Value.Should().Be(Oids.Data);
        }
    }

    [Fact]
    public void OpenAsync_WhatEnvelopedCmsWrites_Opens()
    {
        Random random = NewRandom();
        for (int round = 0; round < Cases; round++)
        {
            (string oid, string name) = s_algorithms[random.Next(s_algorithms.Length)];
            string[] names = NextNames(random);
            var recipients = new CmsRecipientCollection();
            foreach (string recipient in names)
            {
                SubjectIdentifierType type = random.Next(2) == 0
                    ? SubjectIdentifierType.IssuerAndSerialNumber
                    : SubjectIdentifierType.SubjectKeyIdentifier;
                recipients.Add(new CmsRecipient(type, TestKeys.Certificate(recipient), s_paddings[random.Next(s_paddings.Length)]));
            }

            byte[] content = NextContent(random);
            var cms = new EnvelopedCms(new ContentInfo(content), new System.Security.Cryptography.Pkcs.AlgorithmIdentifier(new Oid(oid)));
            if (random.Next(4) == 0)
                cms.UnprotectedAttributes.Add(new Pkcs9DocumentName("unprotected"));
            if (random.Next(4) == 0)
                cms.Certificates.Add(TestKeys.Certificate("rsa4096")); // originatorInfo
            cms.Encrypt(recipients);

            string because = $"seed {Seed}, round {round}";
            Envelope envelope = Envelope.Parse(cms.Encode());
            envelope.ContentEncryption.Name.Should().Be(name, because);
            string ours = NextOpener(random, names);
            RecipientKey key = random.Next(2) == 0 ? TestKeys.Key(ours) : TestKeys.BareKey(ours);
            Opening.Open([key], envelope).ShouldBeOpenedAs(content, because);
        }
    }

    [Fact]
    public void OpenAsync_EnvelopedCmsForEachPadding_NamesTheHash()
    {
        foreach (RSAEncryptionPadding padding in s_paddings)
        {
            var cms = new EnvelopedCms(new ContentInfo([1, 2, 3]));
            cms.Encrypt(new CmsRecipient(TestKeys.Certificate(), padding));
            string expected = padding == RSAEncryptionPadding.Pkcs1
                ? "RSAES-PKCS1-v1_5"
                : "RSAES-OAEP SHA-" + padding.OaepHashAlgorithm.Name![3..];
            Envelope.Parse(cms.Encode()).Recipients.Single().KeyEncryption.Should().Be(expected);
        }
    }

    // Outside Windows it decodes kari but does not decrypt it (KeyAgreementTests); kekri and pwri it does not decode.
    [Fact]
    public void Write_ForACurveAndRsa_EnvelopedCmsOpensByRsa()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep,
            [Recipient.FromCertificate(certificate), TestKeys.Recipient()]).Write("x"u8);

        var cms = new EnvelopedCms();
        cms.Decode(encoded);
        cms.RecipientInfos.Cast<System.Security.Cryptography.Pkcs.RecipientInfo>().Select(info => info.Type).Should()
            .BeEquivalentTo([RecipientInfoType.KeyAgreement, RecipientInfoType.KeyTransport]);
        cms.Decrypt([TestKeys.Certificate()]);
        cms.ContentInfo.Content.Should().Equal("x"u8.ToArray());
    }

    private Random NewRandom()
    {
        output.WriteLine($"seed {Seed}, {Cases} cases each way");
        return new Random(Seed);
    }

    private static string[] NextNames(Random random)
    {
        string[] names = [.. s_names];
        random.Shuffle(names);
        return names[..random.Next(1, names.Length + 1)];
    }

    // RSA 4096 takes long to decrypt.
    private static string NextOpener(Random random, string[] names) =>
        names.Where(name => name != "rsa4096").ToArray() is { Length: > 0 } quick ? quick[random.Next(quick.Length)] : names[0];

    private static byte[] NextContent(Random random)
    {
        byte[] content =
            new byte[random.Next(3) switch { 0 => random.Next(40), 1 => random.Next(300), _ => random.Next(MaxContentLength + 1) }];
        random.NextBytes(content);
        return content;
    }
}
