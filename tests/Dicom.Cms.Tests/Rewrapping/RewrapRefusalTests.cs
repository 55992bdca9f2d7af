using System.Security.Cryptography;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What is not re-wrapped: nothing is written, and nobody is given a key that was not proven.</summary>
public sealed class RewrapRefusalTests
{
    [Fact]
    public void Rewrap_WrongKey_NamesWhomToAsk()
    {
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.TrialKey).Add(RecoveryKeys.Registry).Build();

        RecoveryException failure = Rewraps.Refused(Roundtrip.Protect(RecoverySamples.Image()), rewrapper);

        failure.Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
        failure.Message.Should().Contain("Items name");
    }

    [Fact]
    public void Rewrap_OneKeyForAStudy_IsRefused()
    {
        Deidentifier perStudy = Roundtrip.Builder().WithKeyScope(KeyScope.PerStudy).Build();

        RecoveryException failure = Rewraps.Refused(Roundtrip.Protect(RecoverySamples.Image(), perStudy));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain("opens other objects too");
    }

    [Fact]
    public void Rewrap_NotProtected_SaysSo()
    {
        RecoveryException failure = Rewraps.Refused(RecoverySamples.Image());

        failure.Failure.Should().Be(RecoveryFailure.NotProtected);
        failure.Message.Should().Contain("not protected");
    }

    [Theory]
    [InlineData("authenticated")]
    [InlineData("conformant")]
    public void Rewrap_TamperedContent_IsNotAuthentic(string name)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(suite => suite.Name == name);
        byte[] plaintext = ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        byte[] envelope = ForeignItem.Envelope(plaintext, suite);
        envelope[^1] ^= 1;

        Rewraps.Refused(ForeignItem.Object(ForeignItem.Item(envelope))).Failure.Should().Be(RecoveryFailure.NotAuthentic);
    }

    [Fact]
    public void Rewrap_ContentThatIsNoDataSet_IsNotAuthentic() =>
        Rewraps.Refused(ForeignItem.Object(ForeignItem.Item(ForeignItem.Envelope("gibberish"u8.ToArray())))).Failure
            .Should().Be(RecoveryFailure.NotAuthentic);

    [Fact]
    public async Task Rewrap_RandomKeyWhosePaddingComesOutRight_IsNotAuthentic()
    {
        // RSAES-PKCS1-v1_5 fails by going on with a random key (RFC 3218 2.3.2); for one in 256 the padding of CBC is right.
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
            EnvelopeSuite.Conformant);
        RandomKeyService service = new();
        using RecipientKey key = RecipientKey.FromKeyService(service, RecoveryKeys.ArchiveCertificate);
        while (!(await Envelope.Parse(envelope).OpenAsync([key], EnvelopePolicy.Default)).IsOpened) service.Number++;

        byte[] before = ForeignItem.Object(ForeignItem.Item(envelope));
        foreach (RewrapperBuilder builder in new[] { Rewrapper.WithKeys(key).Add(RecoveryKeys.Registry),
            Rewrapper.WithKeys(key).Remove(RecoveryKeys.Trial.Name) })
        {
            Rewraps.Refused(before, builder.Build()).Failure.Should().Be(RecoveryFailure.NotAuthentic);
        }
    }

    [Fact]
    public void Rewrap_OneOfOurItemsFails_FailsTheObjectUnlessAnotherOpens()
    {
        Action<DicomBytes> good = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        byte[] broken = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")));
        broken[^1] ^= 1;

        Rewraps.Refused(ForeignItem.Object(ForeignItem.Item(broken))).Failure.Should().Be(RecoveryFailure.NotAuthentic);
        Rewraps.Rewrap(ForeignItem.Object(good, ForeignItem.Item(broken))).Result.ItemsChanged.Should().Be(1);
    }

    [Fact]
    public void Rewrap_LastRecipient_IsNotRemoved()
    {
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Remove(RecoveryKeys.Archive.Name).Build();

        RecoveryException failure = Rewraps.Refused(Roundtrip.Protect(RecoverySamples.Image()), rewrapper);

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain("last recipient");
    }

    [Fact]
    public void Rewrap_KindThatAnnexEDoesNotKnow_IsRefusedForConformant()
    {
        byte[] before = Roundtrip.Protect(RecoverySamples.Image(), Roundtrip.Builder(EnvelopeSuite.Conformant).Build());
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(Recipient.FromKeyEncryptionKey([1], new byte[16])).Build();

        Rewraps.Refused(before, rewrapper).Message.Should().Contain("PS3.15 E.1.1");
    }

    [Fact]
    public void Rewrap_ItemOfAnotherObject_IsRefusedUnlessAccepted()
    {
        byte[] mine = Roundtrip.Protect(RecoverySamples.Image()),
            other = Roundtrip.Protect(RecoverySamples.Head(WireEncoding.ExplicitLittleEndian, "1.2.3.99").ToFile());
        byte[] swapped = ObjectEditor.Open(mine).Take(other, 0x0400_0500).Write();
        RewrapperBuilder builder = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Registry);

        Rewraps.Refused(swapped, builder.Build()).Message.Should().Be(RecoveryException.NotAuthenticText);

        RecoveryPolicy accepting = RecoveryPolicy.Default with { AcceptMismatchedBinding = true };
        Rewraps.Rewrap(swapped, builder.With(accepting).Build()).Result.ItemsChanged.Should().Be(1);
    }

    [Fact]
    public void Rewrap_AlgorithmNotAccepted_UsesNoKey()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Rewrapper rewrapper = Rewrapper.WithKeys(key).Add(RecoveryKeys.Registry).With(RecoveryPolicy.AuthenticatedOnly).Build();
        byte[] before = Roundtrip.Protect(RecoverySamples.Image(), Roundtrip.Builder(EnvelopeSuite.Oaep).Build());

        Rewraps.Refused(before, rewrapper).Failure.Should().Be(RecoveryFailure.NotAccepted);

        service.Operations.Should().Be(0);
    }

    private sealed class RandomKeyService : IKeyTransportDecryptor
    {
        public int Number { get; set; }

        public ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken) =>
            new(SHA256.HashData(BitConverter.GetBytes(Number)));
    }
}
