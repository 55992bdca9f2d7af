using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

public sealed class DisposeTests
{
    private static readonly byte[] s_envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write("x"u8);

    [Fact]
    public void OpenAsync_DisposedKey_Throws()
    {
        RecipientKey key = RecipientKey.FromCertificate(TestKeys.Certificate());
        key.Dispose();
        key.Dispose();

        FluentActions.Invoking(() => key.Open(s_envelope)).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => key.WithCertificate(TestKeys.Certificate())).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => key.Matches(TestKeys.Certificate())).Should().Throw<ObjectDisposedException>();
        key.ToString().Should().StartWith("RSA 2048", "a message may still name it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithCertificate_EitherDisposedFirst_TheOtherStillOpens(bool isFirst)
    {
        RecipientKey bare = RecipientKey.FromPem(TestKeys.PrivateKeyPem());
        RecipientKey paired = bare.WithCertificate(TestKeys.Certificate());
        bare.HasCertificate.Should().BeFalse();
        paired.HasCertificate.Should().BeTrue();

        (RecipientKey gone, RecipientKey left) = isFirst ? (bare, paired) : (paired, bare);
        gone.Dispose();
        gone.Dispose();
        left.Open(s_envelope).ShouldBeOpenedAs("x"u8);
        FluentActions.Invoking(() => gone.Open(s_envelope)).Should().Throw<ObjectDisposedException>();
        left.Dispose();
        FluentActions.Invoking(() => left.Open(s_envelope)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void WithCertificate_LastHolderDisposed_DisposesTheRsaObject()
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PrivateKeyPem());
        var key = new RsaPrivateKey(rsa, ownsRsa: true);
        key.Hold();
        key.Release();
        rsa.KeySize.Should().Be(2048);
        key.Release();
        FluentActions.Invoking(() => rsa.ExportRSAPublicKey()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Hold_AfterTheLastRelease_ThrowsEveryTime()
    {
        using RSA rsa = TestKeys.Rsa();
        var key = new RsaPrivateKey(rsa, ownsRsa: false);
        key.Release();
        for (int i = 0; i < 3; i++)
            FluentActions.Invoking(key.Hold).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Dispose_KeyService_StaysTheCallers()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        key.Dispose();
        FluentActions.Invoking(() => key.Open(s_envelope)).Should().Throw<ObjectDisposedException>();
        service.AsKey().Open(s_envelope).ShouldBeOpenedAs("x"u8);
        service.Count.Should().Be(1);
    }
}
