using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Recipients changed where two certificates of different keys share issuer and serial number.</summary>
public sealed class SharedNameRewrapTests : IDisposable
{
    private readonly X509Certificate2 _first = Twins.Certificate(false);
    private readonly X509Certificate2 _second;
    private readonly X509Certificate2 _archive = Twins.Certificate(false, serial: 8);
    private readonly RecipientKey _firstKey;
    private readonly RecipientKey _secondKey;
    private readonly RecipientKey _archiveKey;
    private readonly Recipient _one;
    private readonly Recipient _other;
    private readonly Recipient _trustee;

    public SharedNameRewrapTests()
    {
        _second = Twins.Certificate(true);
        (_firstKey, _secondKey, _archiveKey) =
            (RecipientKey.FromCertificate(_first), RecipientKey.FromCertificate(_second), RecipientKey.FromCertificate(_archive));
        (_one, _other, _trustee) =
            (Recipient.FromCertificate(_first), Recipient.FromCertificate(_second), Recipient.FromCertificate(_archive));
    }

    public void Dispose()
    {
        foreach (RecipientKey key in (RecipientKey[])[_firstKey, _secondKey, _archiveKey]) key.Dispose();
        foreach (X509Certificate2 certificate in (X509Certificate2[])[_first, _second, _archive]) certificate.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddAndRemove_TwoOfOneNameAdded_OpensForBoth(bool replacesAll)
    {
        RecipientChange change = replacesAll
            ? RecipientChange.ReplaceAll([_one, _other])
            : RecipientChange.AddAndRemove([_one, _other], []);

        EnvelopeRewrapping rewrapping = await Rewrap([_trustee], change, _archiveKey);

        rewrapping.Added.Should().Equal(_one, _other);
        (await Opens(rewrapping, _firstKey)).Should().BeTrue();
        (await Opens(rewrapping, _secondKey)).Should().BeTrue();
    }

    [Fact]
    public void AddAndRemove_TwoOfOneNameWithoutKeyIdentifiers_IsRefused()
    {
        using X509Certificate2 bare = Twins.Certificate(false, hasKeyIdentifier: false);
        Recipient recipient = Recipient.FromCertificate(bare);
        Action[] changes =
        [
            () => RecipientChange.AddAndRemove([_one, recipient], []),
            () => RecipientChange.ReplaceAll([_one, recipient]),
            () => RecipientChange.AddAndRemove([_one], []).WithRenewed([recipient]),
        ];

        foreach (Action change in changes) change.Should().Throw<ArgumentException>().WithMessage("*one issuer and serial number*");
    }

    [Fact]
    public async Task RewrapAsync_NewKeyUnderTheOldName_TakesItsPlace()
    {
        RecipientChange change = RecipientChange.AddAndRemove([_other], [_one.Name]);

        EnvelopeRewrapping rewrapping = await Rewrap([_one, _trustee], change, _firstKey);

        (rewrapping.RemovedCount, rewrapping.Added.Count).Should().Be((1, 1));
        (await Opens(rewrapping, _secondKey)).Should().BeTrue();
        (await Opens(rewrapping, _firstKey)).Should().BeFalse();
        (await Opens(rewrapping, _archiveKey)).Should().BeTrue();
    }

    [Fact]
    public async Task RewrapAsync_OpenedByAKeyWithoutCertificate_AddsTheOtherOfItsName()
    {
        using RecipientKey nameless = RecipientKey.FromRsa(_first.GetRSAPrivateKey()!);

        EnvelopeRewrapping rewrapping = await Rewrap([_one], RecipientChange.AddAndRemove([_other], []), nameless);

        rewrapping.AlreadyPresent.Should().BeEmpty("what the key opened is its own");
        (await Opens(rewrapping, _firstKey)).Should().BeTrue();
        (await Opens(rewrapping, _secondKey)).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RewrapAsync_OneRemovesTheOther_AndStays(bool isFirst)
    {
        (RecipientKey key, Recipient removed, RecipientKey removedKey) =
            isFirst ? (_firstKey, _other, _secondKey) : (_secondKey, _one, _firstKey);

        EnvelopeRewrapping rewrapping = await Rewrap([_one, _other], RecipientChange.AddAndRemove([], [removed.Name]), key);

        rewrapping.RemovedCount.Should().Be(1);
        (await Opens(rewrapping, key)).Should().BeTrue();
        (await Opens(rewrapping, removedKey)).Should().BeFalse();
    }

    [Fact]
    public async Task RewrapAsync_RemoveWhoIsNotThereUnderOurName_RemovesNobody()
    {
        EnvelopeRewrapping rewrapping = await Rewrap([_one, _trustee], RecipientChange.AddAndRemove([], [_other.Name]), _firstKey);

        rewrapping.NotPresent.Should().Equal(_other.Name);
        rewrapping.Encoded.Should().BeNull();
    }

    [Fact]
    public async Task RewrapAsync_RemoveOneOfTwo_IsRefusedWhereUnclear()
    {
        EnvelopeRewrapping one = await Rewrap(
            [_one, _other, _trustee], RecipientChange.AddAndRemove([], [_other.Name]), _archiveKey);
        EnvelopeRewrapping both = await Rewrap(
            [_one, _other, _trustee], RecipientChange.AddAndRemove([], [_one.Name, _other.Name]), _archiveKey);

        one.Refusal.Should().Contain("not clear");
        one.Encoded.Should().BeNull();
        both.RemovedCount.Should().Be(2);
        (await Opens(both, _firstKey)).Should().BeFalse();
        (await Opens(both, _secondKey)).Should().BeFalse();
        (await Opens(both, _archiveKey)).Should().BeTrue();
    }

    [Fact]
    public async Task RewrapAsync_RenewedBesideAnotherOfItsName_LocksNobodyOut()
    {
        using X509Certificate2 third = Twins.Certificate(false, serial: 9);
        RecipientChange change = RecipientChange.AddAndRemove([Recipient.FromCertificate(third)], []);

        EnvelopeRewrapping rewrapping = await Rewrap([_one, _other, _trustee], change.WithRenewed([_other]), _archiveKey);

        rewrapping.Renewed.Should().Equal(_other);
        (await Opens(rewrapping, _firstKey)).Should().BeTrue();
        (await Opens(rewrapping, _secondKey)).Should().BeTrue();
    }

    [Fact]
    public async Task OpenAsync_NamedByKeyIdentifierToo_TriesThatFirst()
    {
        CountingDecryptor decryptor = new(_first.GetRSAPrivateKey()!);
        using X509Certificate2 bare = Twins.Certificate(false);
        using RecipientKey key = RecipientKey.FromKeyService(decryptor, _first);
        byte[] envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(bare), _one]).Write("content"u8);

        (await Envelope.Parse(envelope).OpenAsync([key], EnvelopePolicy.Default)).IsOpened.Should().BeTrue();

        decryptor.Count.Should().Be(1, "issuer and serial number are another's too");
    }

    private static async Task<EnvelopeRewrapping> Rewrap(Recipient[] recipients, RecipientChange change, RecipientKey key)
    {
        byte[] envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, recipients).Write("content"u8);
        return await Envelope.Parse(envelope).RewrapAsync(change, [key], EnvelopePolicy.Default, _ => true);
    }

    private static async Task<bool> Opens(EnvelopeRewrapping rewrapping, RecipientKey key) =>
        (await Envelope.Parse(rewrapping.Encoded!.Value).OpenAsync([key], EnvelopePolicy.Default)).IsOpened;
}
