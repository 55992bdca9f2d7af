using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>One key for a group of envelopes: written once, derived into another for each (RFC 9709).</summary>
public sealed class SharedKeyEnvelopeWriterTests
{
    private static readonly EnvelopeSuite s_suite = EnvelopeSuite.Authenticated.WithKeyDerivation();

    [Theory]
    [InlineData("authenticated", 128)]
    [InlineData("authenticated", 192)]
    [InlineData("authenticated", 256)]
    [InlineData("oaep", 128)]
    [InlineData("oaep", 256)]
    public void Write_AGroup_HasOneRecipientInfosAndAKeyForEachEnvelope(string name, int bits)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(s => s.Name == name).WithKeyDerivation().WithKeySize(bits);
        using var writer = new SharedKeyEnvelopeWriter(
            suite, [TestKeys.Recipient(), Kinds.QuickPassword("pass"), Recipient.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey)]);
        writer.Suite.Should().BeSameAs(suite);

        byte[][] encoded = [.. Enumerable.Range(0, 4).Select(i => writer.Write("study", [(byte)i, 7, 7, 7, 7]))];

        encoded.Should().OnlyContain(each => each.Length == writer.GetEncodedLength(5));
        encoded.Select(RecipientInfosOf).Distinct().Should().ContainSingle();
        encoded.Select(each => Convert.ToHexString(Envelope.Parse(each).ContentEncryption.Iv.Span))
            .Should().OnlyHaveUniqueItems("the key is derived with it");
        encoded.Select(DerivedKeyOf).Should().OnlyHaveUniqueItems();
        for (int i = 0; i < encoded.Length; i++)
            TestKeys.Key().Open(encoded[i]).ShouldBeOpenedAs([(byte)i, 7, 7, 7, 7]);
    }

    [Fact]
    public void Write_EveryKindOfRecipient_OpensTheGroup()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 ec = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        using var writer = new SharedKeyEnvelopeWriter(
            s_suite,
            [TestKeys.Recipient(), Recipient.FromCertificate(ec), Recipient.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey),
                Kinds.QuickPassword("pass")]);
        RecipientKey[] keys =
        [
            TestKeys.Key(), TestKeys.BareKey(), RecipientKey.FromCertificate(ec),
            RecipientKey.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey), RecipientKey.FromPassword("pass"),
        ];
        byte[][] encoded = [.. Enumerable.Range(0, 3).Select(i => writer.Write("study", [(byte)i]))];
        foreach (RecipientKey key in keys)
        {
            for (int i = 0; i < encoded.Length; i++)
                key.Open(encoded[i]).ShouldBeOpenedAs([(byte)i]);
        }
    }

    [Fact]
    public void Write_AnotherGroupOrWriter_HasAnotherKey()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        using var other = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        new[] { writer.Write("1", []), writer.Write("2", []), writer.Write("", []), other.Write("1", []) }.Select(RecipientInfosOf)
            .Should().OnlyHaveUniqueItems();
        new[] { writer.Write("1", []), writer.Write("2", []) }.Select(InputKeyOf).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Write_MoreGroupsThanAreKept_ForgetsTheOneNotUsedTheLongest()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [Recipient.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey)]);
        string first = RecipientInfosOf(writer.Write("first", [])), second = RecipientInfosOf(writer.Write("second", []));
        for (int i = 2; i < SharedKeyEnvelopeWriter.Capacity; i++)
            writer.Write(FormattableString.Invariant($"group {i}"), []);
        RecipientInfosOf(writer.Write("first", [])).Should().Be(first, "there was room for all");

        writer.Write("one more", []);

        RecipientInfosOf(writer.Write("first", [])).Should().Be(first, "it was used");
        byte[] again = writer.Write("second", [9]);
        RecipientInfosOf(again).Should().NotBe(second);
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey);
        key.Open(again).ShouldBeOpenedAs([9]);
    }

    // Groups come and go under eight threads; whatever is written opens.
    [Fact]
    public void Write_ManyThreadsAndGroups_OpensAndSharesOneKeyAGroup()
    {
        using var writer = new SharedKeyEnvelopeWriter(s_suite, [Recipient.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey)]);
        byte[][] encoded = new byte[4000][];
        Parallel.For(0, encoded.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            encoded[i] = writer.Write(FormattableString.Invariant($"{i % (i < 2000 ? 10 : 2 * SharedKeyEnvelopeWriter.Capacity)}"),
                BitConverter.GetBytes(i)));

        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([1], Kinds.KeyEncryptionKey);
        for (int i = 0; i < encoded.Length; i++)
            key.Open(encoded[i]).ShouldBeOpenedAs(BitConverter.GetBytes(i));
        encoded.Take(2000).Select(RecipientInfosOf).Distinct().Count()
            .Should().BeLessThan(30, "ten groups, of which the other half drives some out");
    }

    [Fact]
    public void Dispose_Twice_ClearsTheKeysAndRefusesMore()
    {
        var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        byte[] encoded = writer.Write("1", "x"u8);
        writer.Dispose();
        writer.Dispose();
        FluentActions.Invoking(() => writer.Write("1", [])).Should().Throw<ObjectDisposedException>();
        TestKeys.Key().Open(encoded).ShouldBeOpenedAs("x"u8.ToArray());
    }

    [Fact]
    public void TryCopyTo_AKeyThatWasCleared_IsFalseForGood()
    {
        var writer = new EnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        byte[] copy = new byte[32];
        SharedKey used = new(), unused = new();
        used.TryCopyTo(copy, writer, out byte[]? infos).Should().BeTrue();
        infos.Should().NotBeNull();
        foreach (SharedKey key in new[] { used, unused })
        {
            key.Clear();
            key.TryCopyTo(copy, writer, out _).Should().BeFalse();
        }
    }

    [Fact]
    public void Constructor_BadArguments_Throws()
    {
        FluentActions.Invoking(() => new SharedKeyEnvelopeWriter(null!, [TestKeys.Recipient()])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new SharedKeyEnvelopeWriter(s_suite, [])).Should().Throw<ArgumentException>();
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            FluentActions.Invoking(() => new SharedKeyEnvelopeWriter(suite, [TestKeys.Recipient()]))
                .Should().Throw<ArgumentException>().WithMessage("*RFC 9709*");
        }

        using var writer = new SharedKeyEnvelopeWriter(s_suite, [TestKeys.Recipient()]);
        FluentActions.Invoking(() => writer.Write(null!, [])).Should().Throw<ArgumentNullException>();
    }

    private static string RecipientInfosOf(byte[] encoded) =>
        string.Join(' ', Envelope.Parse(encoded).Recipients.Select(recipient => Convert.ToHexString(recipient.Encoded.Span)));

    private static string InputKeyOf(byte[] encoded) => Convert.ToHexString(Decrypt(encoded));

    private static string DerivedKeyOf(byte[] encoded)
    {
        ContentEncryption content = Envelope.Parse(encoded).ContentEncryption;
        ContentEncryptionAlgorithm inner = ContentEncryptionAlgorithm.Find(content.Oid)!;
        byte[] derived = new byte[inner.KeyLength];
        DerivedContentEncryption.DeriveKey(Decrypt(encoded), inner.EncodeAlgorithmIdentifier(content.Iv.Span), derived);
        return Convert.ToHexString(derived);
    }

    private static byte[] Decrypt(byte[] encoded)
    {
        KeyTransRecipientInfo recipient = Envelope.Parse(encoded).Recipients.OfType<KeyTransRecipientInfo>().Single();
        using RSA rsa = TestKeys.Rsa();
        return rsa.Decrypt(recipient.EncryptedKey.Span, recipient.Algorithm!.Padding!);
    }
}
