using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Dicom.Cms.Envelopes.Tests.Rewraps;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Contracts over every suite and kind of recipient.</summary>
public class RewrapTests
{
    private static readonly byte[] s_content = TestEnvelope.Content;

    public static TheoryData<string, int, bool> Suites()
    {
        var data = new TheoryData<string, int, bool>();
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            foreach (int bits in new[] { 128, 192, 256 })
            {
                data.Add(suite.Name, bits, false);
                if (suite != EnvelopeSuite.Conformant)
                    data.Add(suite.Name, bits, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Rewrap_AddAndRemove_NewKeyOpensAndOldOneDoesNot(string name, int bits, bool derived)
    {
        EnvelopeSuite suite = SuiteOf(name, bits, derived);
        byte[] before = new EnvelopeWriter(suite, [TestKeys.Recipient(), TestKeys.Recipient("rsa3072")]).Write(s_content);
        RecipientChange change = RecipientChange.AddAndRemove([TestKeys.Recipient("rsa2048b")], [TestKeys.Recipient().Name]);

        byte[] after = RewrapAndCompare(before, change, TestKeys.Key());

        TestKeys.Key("rsa2048b").Open(after).ShouldBeOpenedAs(s_content);
        TestKeys.Key("rsa3072").Open(after).ShouldBeOpenedAs(s_content);
        TestKeys.Key().Open(after).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        RecipientInfos(after).Intersect(RecipientInfos(before)).Should().ContainSingle("who stays keeps the RecipientInfo");
        Envelope.Parse(after).Recipients.Should().OnlyContain(recipient => recipient.KeyEncryption == suite.KeyTransport.Name);
        ShouldBeDer(after);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Rewrap_ReplaceAll_LeavesOnlyThose(string name, int bits, bool derived)
    {
        byte[] before = new EnvelopeWriter(SuiteOf(name, bits, derived),
            [TestKeys.Recipient(), TestKeys.Recipient("rsa3072")]).Write(s_content);

        EnvelopeRewrapping rewrapping =
            Rewrap(before, RecipientChange.ReplaceAll([TestKeys.Recipient("rsa2048b"), TestKeys.Recipient("rsa3072")]), TestKeys.Key());

        byte[] after = rewrapping.Encoded!.Value.ToArray();
        rewrapping.Added.Select(recipient => recipient.ToString()).Should().Equal(TestKeys.Recipient("rsa2048b").ToString());
        rewrapping.AlreadyPresent.Should().ContainSingle();
        rewrapping.RemovedCount.Should().Be(1);
        TestKeys.Key("rsa2048b").Open(after).ShouldBeOpenedAs(s_content);
        TestKeys.Key("rsa3072").Open(after).ShouldBeOpenedAs(s_content);
        TestKeys.Key().Open(after).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        RecipientInfos(after).Intersect(RecipientInfos(before)).Should().BeEmpty("nobody vouches for what stood there");
    }

    [Fact]
    public void Rewrap_EveryKindAdded_OpensWithEach()
    {
        using X509Certificate2 p256 = Kinds.CreateEc(ECCurve.NamedCurves.nistP256), p521 = Kinds.CreateEc(ECCurve.NamedCurves.nistP521);
        using RecipientKey ec = RecipientKey.FromCertificate(p256), large = RecipientKey.FromCertificate(p521);
        using RecipientKey password = RecipientKey.FromPassword("correct horse"),
            kek = RecipientKey.FromKeyEncryptionKey([1, 2], Kinds.KeyEncryptionKey);
        RecipientChange change = Add(
            Recipient.FromCertificate(p256), Recipient.FromCertificate(p521), Kinds.QuickPassword("correct horse"),
            Recipient.FromKeyEncryptionKey([1, 2], Kinds.KeyEncryptionKey), TestKeys.Recipient("rsa3072"));

        foreach (EnvelopeSuite suite in new[] { EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep.WithKeySize(128),
            EnvelopeSuite.Oaep.WithKeyDerivation() })
        {
            byte[] after = RewrapAndCompare(new EnvelopeWriter(suite, [TestKeys.Recipient()]).Write(s_content), change, TestKeys.Key());

            foreach (RecipientKey key in new[] { ec, large, password, kek, TestKeys.Key("rsa3072"), TestKeys.Key() })
                key.Open(after).ShouldBeOpenedAs(s_content, key.ToString());
            Envelope.Parse(after).Version
                .Should().Be(suite.Kind == EnvelopeKind.AuthEnvelopedData ? 0 : 3, "RFC 5652 6.1: a pwri is there");
            ShouldBeDer(after);

            // And each of them can do the same.
            byte[] back = RewrapAndCompare(after, RecipientChange.ReplaceAll([TestKeys.Recipient("rsa2048b")]), kek);
            TestKeys.Key("rsa2048b").Open(back).ShouldBeOpenedAs(s_content);
            Envelope.Parse(back).Version.Should().Be(0, "RFC 5652 6.1: nobody is left who asks for more");
        }
    }

    [Fact]
    public void Rewrap_RemoveByKind_TakesOutEachOfThem()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        Recipient kek = Recipient.FromKeyEncryptionKey([1, 2], Kinds.KeyEncryptionKey), ec = Recipient.FromCertificate(certificate);
        byte[] before = new EnvelopeWriter(EnvelopeSuite.Oaep,
            [TestKeys.Recipient(), kek, ec, Kinds.QuickPassword("a"), Kinds.QuickPassword("b")]).Write(s_content);

        byte[] after = RewrapAndCompare(before, Remove(RecipientName.Password), TestKeys.Key());
        Envelope.Parse(after).Recipients.Select(recipient => recipient.Kind).Should().BeEquivalentTo(["ktri", "kekri", "kari"]);
        after = RewrapAndCompare(after, Remove(RecipientName.OfKeyEncryptionKey([1, 2])), TestKeys.Key());
        Envelope.Parse(after).Version.Should().Be(2);
        after = RewrapAndCompare(after, Remove(RecipientName.OfCertificate(certificate)), TestKeys.Key());

        Envelope.Parse(after).Recipients.Select(recipient => recipient.Kind).Should().Equal("ktri");
        Envelope.Parse(after).Version.Should().Be(0);
    }

    [Fact]
    public void Rewrap_OneAlreadyThere_IsNotAddedAgain()
    {
        byte[] before = new EnvelopeWriter(EnvelopeSuite.Authenticated,
            [TestKeys.Recipient(), TestKeys.Recipient("rsa3072")]).Write(s_content);

        EnvelopeRewrapping rewrapping = Rewrap(before, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

        rewrapping.Encoded.Should().BeNull("it is as it was");
        rewrapping.Added.Should().BeEmpty();
        rewrapping.AlreadyPresent.Should().ContainSingle();
    }

    [Fact]
    public void Rewrap_OneNamedByKeyIdentifier_IsFoundByItsCertificate()
    {
        byte[] identifier = [1, 2, 3];
        using X509Certificate2 certificate = TestKeys.Issue(
            TestKeys.Rsa("rsa2048b"), new X509SubjectKeyIdentifierExtension(identifier, critical: false));
        using RecipientKey key = TestKeys.BareKey("rsa2048b").WithCertificate(certificate);
        byte[] named = TestEnvelope.Ktri(
            TestEnvelope.Der(KeyTransportAlgorithm.RsaesOaepSha256.WriteAlgorithmIdentifier),
            TestEnvelope.Encrypt(TestEnvelope.Key, RSAEncryptionPadding.OaepSHA256, TestKeys.Certificate("rsa2048b")),
            TestEnvelope.KeyIdentifier(identifier));
        byte[] before = (TestEnvelope.Gcm() with { RecipientInfos = [TestEnvelope.KtriOaep(TestEnvelope.Key), named] }).Encode();

        key.Open(before).ShouldBeOpenedAs(s_content);

        Rewrap(before, Add(Recipient.FromCertificate(certificate)), TestKeys.Key()).AlreadyPresent.Should().ContainSingle();
        byte[] after = RewrapAndCompare(before, Remove(RecipientName.OfCertificate(certificate)), TestKeys.Key());

        key.Open(after).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void Rewrap_OneNotThere_IsSaidAndNothingChanges()
    {
        byte[] before = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write(s_content);

        EnvelopeRewrapping rewrapping = Rewrap(before, Remove(TestKeys.Recipient("rsa4096").Name, RecipientName.Password), TestKeys.Key());

        rewrapping.Encoded.Should().BeNull();
        rewrapping.NotPresent.Should().HaveCount(2);
    }

    [Fact]
    public void Rewrap_CertificateTooWeakToWriteFor_IsRemoved()
    {
        using X509Certificate2 weak = TestKeys.Issue(TestKeys.Rsa1024);
        byte[] before = (TestEnvelope.Cbc() with
        {
            RecipientInfos = [TestEnvelope.KtriPkcs1(TestEnvelope.Key), TestEnvelope.KtriPkcs1(TestEnvelope.Key, weak)],
        }).Encode();

        byte[] after = RewrapAndCompare(before, Remove(RecipientName.OfCertificate(weak)), TestKeys.Key());

        Envelope.Parse(after).Recipients.Should().ContainSingle();
    }

    private static EnvelopeSuite SuiteOf(string name, int bits, bool derived)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(suite => suite.Name == name).WithKeySize(bits);
        return derived ? suite.WithKeyDerivation() : suite;
    }
}
