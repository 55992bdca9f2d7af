using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Dicom.Cms.Envelopes.Tests.Rewraps;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What must not be re-wrapped, and changes that are none.</summary>
public class RewrapRefusalTests
{
    [Fact]
    public void Rewrap_WrongKey_IsNoMatchingRecipient()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write([1]);

        EnvelopeRewrapping rewrapping =
            Rewrap(encoded, RecipientChange.ReplaceAll([TestKeys.Recipient("rsa3072")]), TestKeys.Key("rsa2048b"));

        rewrapping.Opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        rewrapping.Encoded.Should().BeNull();
    }

    [Fact]
    public void Rewrap_TamperedContent_IsNotAuthentic()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write(TestEnvelope.Content);
        encoded[^1] ^= 1;

        EnvelopeRewrapping rewrapping = Rewrap(encoded, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

        rewrapping.Opening.ShouldBeNotAuthentic();
        rewrapping.Encoded.Should().BeNull();
    }

    [Fact]
    public void Rewrap_WrongContentKeyWhosePaddingComesOutRight_IsNotAuthentic()
    {
        // What a failed RSAES-PKCS1-v1_5 goes on with; for one such key in 256 the padding is right.
        TestEnvelope envelope = TestEnvelope.Cbc();
        byte[] wrong = Enumerable.Range(0, 100_000).Select(number => SHA256.HashData(BitConverter.GetBytes(number)))
            .First(key =>
                ContentEncryptionAlgorithm.Aes256Cbc.Decrypt(key, envelope.Parameters.AsSpan(2), envelope.Ciphertext, [], []) is not null);
        byte[] encoded = (envelope with { RecipientInfos = [TestEnvelope.KtriPkcs1(wrong)] }).Encode();
        RecipientChange change = Add(TestKeys.Recipient("rsa3072"));
        TestKeys.Key().Open(encoded).IsOpened.Should().BeTrue("CBC does not see it");

        EnvelopeRewrapping rewrapping =
            Rewrap(encoded, change, TestKeys.Key(), content => content.Span.SequenceEqual(TestEnvelope.Content));

        rewrapping.Opening.ShouldBeNotAuthentic();
        rewrapping.Encoded.Should().BeNull();
    }

    [Fact]
    public void Rewrap_SecondKeyIsTheRightOne_IsDoneWithThat()
    {
        TestEnvelope envelope = TestEnvelope.Cbc();
        byte[] wrong = Enumerable.Range(0, 100_000).Select(number => SHA256.HashData(BitConverter.GetBytes(number)))
            .First(key =>
                ContentEncryptionAlgorithm.Aes256Cbc.Decrypt(key, envelope.Parameters.AsSpan(2), envelope.Ciphertext, [], []) is not null);
        byte[] encoded = (envelope with
        {
            RecipientInfos = [TestEnvelope.KtriPkcs1(wrong), TestEnvelope.KtriPkcs1(TestEnvelope.Key)],
        }).Encode();

        EnvelopeRewrapping rewrapping = Rewrap(
            encoded, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key(), content => content.Span.SequenceEqual(TestEnvelope.Content));

        TestKeys.Key("rsa3072").Open(rewrapping.Encoded!.Value.ToArray()).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Rewrap_LastRecipientRemoved_IsRefused()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep, [TestKeys.Recipient()]).Write([1]);

        EnvelopeRewrapping rewrapping = Rewrap(encoded, Remove(TestKeys.Recipient().Name), TestKeys.Key());

        rewrapping.Refusal.Should().Contain("last recipient");
        rewrapping.Encoded.Should().BeNull();
    }

    [Fact]
    public void Rewrap_KindThatConformantDoesNotKnow_IsRefused()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Conformant, [TestKeys.Recipient()]).Write([1]);
        Recipient[] others =
            [Recipient.FromCertificate(certificate), Kinds.QuickPassword("a"), Recipient.FromKeyEncryptionKey([1], new byte[16])];

        foreach (Recipient other in others)
            Rewrap(encoded, Add(other), TestKeys.Key()).Refusal.Should().Contain("RSAES-PKCS1-v1_5").And.Contain(other.ToString());
    }

    [Fact]
    public void Rewrap_MoreRecipientsThanAreRead_IsRefused()
    {
        byte[] info = TestEnvelope.KtriOaep(TestEnvelope.Key);
        byte[] other = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier("1.2.3"), [1], TestEnvelope.KeyIdentifier([1]));
        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [info, .. Enumerable.Repeat(other, 4095)] }).Encode();

        Rewrap(encoded, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key()).Refusal.Should().Contain("4096");
    }

    [Fact]
    public void Rewrap_AlgorithmNotAccepted_UsesNoKey()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        byte[] encoded = TestEnvelope.Cbc().Encode();

        EnvelopeRewrapping rewrapping = Rewrap(encoded, Add(TestKeys.Recipient("rsa3072")), key, policy: EnvelopePolicy.AuthenticatedOnly);

        rewrapping.Opening.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        service.Count.Should().Be(0);
        key.Dispose();
    }

    [Fact]
    public void Change_OfNobodyOrAgainstItself_IsRefused()
    {
        Recipient one = TestKeys.Recipient(), again = TestKeys.Recipient();
        Action[] wrong =
        [
            () => RecipientChange.AddAndRemove([], []),
            () => RecipientChange.ReplaceAll([]),
            () => RecipientChange.AddAndRemove([one, again], []),
            () => RecipientChange.ReplaceAll([one, one]),
            () => RecipientChange.ReplaceAll([null!]),
            () => RecipientChange.AddAndRemove([one], [null!]),
            () => RecipientChange.AddAndRemove([one], [again.Name]),
            () => RecipientChange.AddAndRemove([Kinds.QuickPassword("a"), Kinds.QuickPassword("a")], []),
            () => RecipientName.OfKeyEncryptionKey([]),
        ];

        foreach (Action create in wrong)
            create.Should().Throw<ArgumentException>();
        RecipientChange.AddAndRemove([Kinds.QuickPassword("a"), Kinds.QuickPassword("b")], [RecipientName.Password]).Added
            .Should().HaveCount(2);
    }
}
