using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

public sealed class EnvelopeWriterArgumentTests
{
    [Fact]
    public void Constructor_Null_Throws()
    {
        FluentActions.Invoking(() => new EnvelopeWriter(null!, [TestKeys.Recipient()])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, [TestKeys.Recipient(), null!]))
            .Should().Throw<ArgumentException>().WithMessage("*null*").WithParameterName("recipients");
    }

    [Fact]
    public void Constructor_NoRecipient_Throws() =>
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, []))
            .Should().Throw<ArgumentException>().WithMessage("*at least one*").WithParameterName("recipients");

    [Fact]
    public void Constructor_SameCertificateTwice_Throws()
    {
        // Two objects, one certificate, others between them.
        Recipient[] recipients =
            [TestKeys.Recipient(), TestKeys.Recipient("rsa3072"), TestKeys.Recipient("rsa2048b"), TestKeys.Recipient()];
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, recipients))
            .Should().Throw<ArgumentException>().WithMessage("*twice*").WithParameterName("recipients");
    }

    [Fact]
    public void Constructor_TwoCertificatesOfOneKey_AreTwoRecipients()
    {
        using RSA rsa = TestKeys.Rsa();
        var writer = new EnvelopeWriter(
            EnvelopeSuite.Authenticated, [TestKeys.Recipient(), Recipient.FromCertificate(TestKeys.Issue(rsa))]);
        Envelope.Parse(writer.Write("x"u8)).Recipients.Should().HaveCount(2);
    }

    [Fact]
    public void Constructor_MoreRecipientsThanAreRead_Throws()
    {
        // 4096 of them get as far as being compared.
        Recipient[] recipients = [.. Enumerable.Repeat(TestKeys.Recipient(), 4097)];
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Conformant, recipients))
            .Should().Throw<ArgumentException>().WithMessage("*4096*").WithParameterName("recipients");
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Conformant, recipients[1..]))
            .Should().Throw<ArgumentException>().WithMessage("*twice*");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Write_DestinationOfAnotherLength_Throws(int difference)
    {
        var writer = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]);
        byte[] destination = new byte[writer.GetEncodedLength(10) + difference];
        FluentActions.Invoking(() => writer.Write(new byte[10], destination))
            .Should().Throw<ArgumentException>().WithParameterName("destination");
        destination.Should().OnlyContain(octet => octet == 0);
    }

    [Fact]
    public void Write_OverlappingBuffers_ThrowsAndLeavesThemAlone()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            var writer = new EnvelopeWriter(suite, [TestKeys.Recipient()]);
            int length = writer.GetEncodedLength(100);
            byte[] buffer = [.. Enumerable.Repeat((byte)0x55, length + 200)];
            foreach (int start in new[] { 1, 100, 150, length + 99 })
            {
                FluentActions.Invoking(() => writer.Write(buffer.AsSpan(start, 100), buffer.AsSpan(100, length)))
                    .Should().Throw<ArgumentException>().WithMessage("*overlaps*");
            }

            buffer.Should().OnlyContain(octet => octet == 0x55);
            writer.Write(buffer.AsSpan(0, 100), buffer.AsSpan(100, length));
            TestKeys.Key().Open(buffer[100..(100 + length)]).ShouldBeOpenedAs(buffer.AsSpan(0, 100));
        }
    }

    [Fact]
    public void Write_ManyThreadsOnOneWriterAndOneKey_EachOpensItsOwn()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            var writer = new EnvelopeWriter(suite, [TestKeys.Recipient(), TestKeys.Recipient("rsa2048b")]);
            RecipientKey key = TestKeys.Key();
            Parallel.For(0, 160, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
            {
                byte[] content = [.. Enumerable.Repeat((byte)i, i)];
                key.Open(writer.Write(content)).ShouldBeOpenedAs(content, $"{suite}, {i}");
            });
        }
    }

    [Fact]
    public void OpenAsync_ManyThreadsOnOneEnvelopeThroughLibcrypto_EachOpens()
    {
        Envelope envelope = Envelope.Parse(Vectors.Read("oaep/sha384-mgf1sha1-label.p7"));
        RecipientKey key = RecipientKey.FromRsa(TestKeys.Rsa()); // Copied to libcrypto by whichever thread comes first.
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
            Opening.Open([key], envelope).ShouldBeOpenedAs(Vectors.Hello, $"{i}"));
    }
}
