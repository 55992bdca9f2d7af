using System.Formats.Asn1;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>One key for a study: one call of the key service to recover it, and everything else as with a key for each instance.</summary>
public sealed class KeyScopeTests
{
    private const uint StudyInstanceUid = 0x0020_000D, EncryptedAttributes = 0x0400_0500;

    private static readonly Deidentifier PerStudy = Roundtrip.Builder().WithKeyScope(KeyScope.PerStudy).Build();

    [Fact]
    public void Recover_AThousandInstancesOfAStudy_CallsTheServiceOnce()
    {
        byte[][] originals = [.. Enumerable.Range(1, 1000).Select(number => Instance(number))];
        byte[][] protectedObjects = new byte[originals.Length][], recovered = new byte[originals.Length][];
        Parallel.For(0, originals.Length, i => protectedObjects[i] = Roundtrip.Protect(originals[i], PerStudy));
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Reidentifier reidentifier = Reidentifier.WithKeys(key);

        Parallel.For(0, originals.Length, i => recovered[i] = Roundtrip.Recover(protectedObjects[i], reidentifier).Output);

        service.Operations.Should().Be(1);
        for (int i = 0; i < originals.Length; i++) recovered[i].AsSpan().SequenceEqual(originals[i]).Should().BeTrue();
        protectedObjects.Select(each => RecipientInfosOf(each)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Recover_AKeyForEachInstance_CallsTheServiceForEach()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        foreach (Deidentifier deidentifier in new[]
        {
            Roundtrip.ForArchive,
            Roundtrip.Builder().WithKeyScope(KeyScope.PerInstance).Build(),
            Roundtrip.Builder(EnvelopeSuite.Authenticated.WithKeyDerivation()).Build(),
        })
        {
            int before = service.Operations;
            byte[][] protectedObjects = [.. Enumerable.Range(1, 3).Select(number => Roundtrip.Protect(Instance(number), deidentifier))];
            foreach (byte[] protectedObject in protectedObjects)
                Roundtrip.Recover(protectedObject, key).Result.IsOriginal.Should().BeTrue();
            service.Operations.Should().Be(before + 3);
            protectedObjects.Select(each => RecipientInfosOf(each)).Should().OnlyHaveUniqueItems();
        }
    }

    [Theory]
    [InlineData("authenticated", 128)]
    [InlineData("oaep", 256)]
    public void Protect_PerStudy_DerivesKeysAndSaysSo(string suite, int bits)
    {
        Deidentifier deidentifier = Roundtrip.Builder(EnvelopeSuite.All.Single(each => each.Name == suite).WithKeySize(bits))
            .WithKeyScope(KeyScope.PerStudy).Build();
        byte[] protectedObject = Roundtrip.Protect(Instance(1), deidentifier);

        EnvelopeOf(protectedObject).ContentEncryption.UsesKeyDerivation.Should().BeTrue();
        using DicomObject file = DicomObject.Read(protectedObject);
        string[] methods = System.Text.Encoding.ASCII.GetString(
            file.ReadValue(file.Find(Tags.DeidentificationMethod)!.Value).Span).Split('\\');
        methods.Should().Contain(method => method.Contains("HKDF", StringComparison.Ordinal))
            .And.OnlyContain(method => method.Length <= 64, "it is LO");
        Roundtrip.Recover(protectedObject).Output.Should().Equal(Instance(1));
    }

    [Fact]
    public void Protect_AnotherStudyOrAudienceOrDeidentifier_HasAnotherKey()
    {
        Deidentifier two = Roundtrip.Builder()
            .Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Archive)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Trial, RecoveryKeys.Registry)
            .Encrypt(AttributeSet.Of(Tags.PatientSex)).For(RecoveryKeys.Registry)
            .WithKeyScope(KeyScope.PerStudy).Build();
        byte[] first = Roundtrip.Protect(Instance(1), two), second = Roundtrip.Protect(Instance(2), two),
            other = Roundtrip.Protect(Instance(3, "1.2.3.66"), two);

        Enumerable.Range(0, 3).Select(item => RecipientInfosOf(first, item)).Should().OnlyHaveUniqueItems()
            .And.Equal(Enumerable.Range(0, 3).Select(item => RecipientInfosOf(second, item)))
            .And.NotIntersectWith(Enumerable.Range(0, 3).Select(item => RecipientInfosOf(other, item)));
        RecipientInfosOf(Roundtrip.Protect(Instance(1), PerStudy)).Should().NotBe(RecipientInfosOf(first));
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Roundtrip.Recover(first, key).Output.Should().Equal(Instance(1));
        Roundtrip.Recover(second, key).Output.Should().Equal(Instance(2));
        service.Operations.Should().Be(1, "the archive has one Item, though two audiences name it");
    }

    [Fact]
    public void Protect_ObjectsWithoutStudyInstanceUid_HaveKeysOfTheirOwn()
    {
        byte[][] originals = [.. Enumerable.Range(1, 3).Select(number => Instance(number, study: null))];
        byte[][] protectedObjects = [.. originals.Select(original => Roundtrip.Protect(original, PerStudy))];

        protectedObjects.Select(each => RecipientInfosOf(each)).Should().OnlyHaveUniqueItems();
        protectedObjects.Select(ScopeOf).Should().OnlyContain(scope => scope == KeyScope.PerInstance);
        Roundtrip.Recover(protectedObjects[0]).Output.Should().Equal(originals[0]);
    }

    [Fact]
    public void MayOpenOthers_EveryScope_IsKnownFromTheRecord()
    {
        byte[] perStudy = Roundtrip.Protect(Instance(1), PerStudy);
        byte[] derived = Roundtrip.Protect(Instance(1), Roundtrip.Builder(EnvelopeSuite.Authenticated.WithKeyDerivation()).Build());
        byte[] plain = Roundtrip.Protect(Instance(1));
        byte[] withoutRecord = Roundtrip.Protect(
            Instance(1), Roundtrip.Builder(EnvelopeSuite.Authenticated.WithKeyDerivation()).WithoutRestorationRecord().Build());
        new[] { perStudy, derived, plain, withoutRecord }.Select(ScopeOf)
            .Should().Equal(KeyScope.PerStudy, KeyScope.PerInstance, null, null);
        new[] { perStudy, derived, plain, withoutRecord }.Select(MayOpenOthers).Should().Equal(true, false, false, true);
    }

    [Fact]
    public void Recover_AnItemOfTheStudyMovedOrChanged_IsRefused()
    {
        byte[] first = Roundtrip.Protect(Instance(1), PerStudy), second = Roundtrip.Protect(Instance(2), PerStudy);
        Roundtrip.Recover(first).Result.IsOriginal.Should().BeTrue("from here on the key is at hand");

        byte[] moved = ObjectEditor.Open(second).Take(first, EncryptedAttributes).Write();
        Roundtrip.Refused(moved).Failure.Should().Be(RecoveryFailure.NotAuthentic);

        int last = second.AsSpan().IndexOf(ContentOf(second).Span) + ContentOf(second).Length - 2;
        second[last] ^= 1;
        RecoveryException failure = Roundtrip.Refused(second);
        failure.Failure.Should().Be(RecoveryFailure.NotAuthentic);
        failure.Message.Should().Be(new RecoveryException().Message);
    }

    [Fact]
    public void Build_PerStudyWithWhatItDoesNotGoWith_IsRefused()
    {
        foreach (EnvelopeSuite conformant in new[] { EnvelopeSuite.Conformant, EnvelopeSuite.Conformant.WithKeySize(128) })
        {
            FluentActions.Invoking(() => Roundtrip.Builder(conformant).WithKeyScope(KeyScope.PerStudy).Build())
                .Should().Throw<ArgumentException>().WithMessage("*\"conformant\"*");
        }

        FluentActions.Invoking(() => Roundtrip.Builder().WithKeyScope(KeyScope.PerStudy).With(EnvelopeSuite.Conformant).Build())
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Roundtrip.Builder().WithKeyScope(KeyScope.PerStudy).WithoutRestorationRecord().Build())
            .Should().Throw<ArgumentException>().WithMessage("*restoration record*");
        FluentActions.Invoking(() => Roundtrip.Builder().WithKeyScope((KeyScope)2)).Should().Throw<ArgumentOutOfRangeException>();
        Roundtrip.Builder(EnvelopeSuite.Conformant).WithKeyScope(KeyScope.PerStudy).WithKeyScope(KeyScope.PerInstance).Build()
            .Should().NotBeNull();
    }

    private static byte[] Instance(int number, string? study = "1.2.3.6")
    {
        byte[] file = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian, FormattableString.Invariant($"1.2.3.4.{number}"))
            .Words(0x7FE0_0010, "OW", RecoverySamples.Words(64, seed: number)).ToFile();
        return study == "1.2.3.6" ? file
            : study is null ? ObjectEditor.Open(file).Remove(StudyInstanceUid).Write()
            : ObjectEditor.Open(file).SetText(StudyInstanceUid, "UI", study).Write();
    }

    private static ReadOnlyMemory<byte> ContentOf(byte[] protectedObject, int item = 0) =>
        ObjectEditor.Open(protectedObject)[EncryptedAttributes].Items![item].Find(Tags.EncryptedContent)!.Value;

    private static Envelope EnvelopeOf(byte[] protectedObject, int item = 0) => Envelope.Parse(ContentOf(protectedObject, item));

    private static string RecipientInfosOf(byte[] protectedObject, int item = 0)
    {
        AsnReader contentInfo = new AsnReader(ContentOf(protectedObject, item), AsnEncodingRules.DER).ReadSequence();
        contentInfo.ReadObjectIdentifier();
        AsnReader enveloped = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        enveloped.ReadInteger();
        return Convert.ToHexString(enveloped.ReadEncodedValue().Span);
    }

    private static RestorationRecord? RecordOf(byte[] protectedObject)
    {
        EnvelopeOpening opening = EnvelopeOf(protectedObject).OpenAsync([RecoveryKeys.ArchiveKey], EnvelopePolicy.Default).AsTask()
            .GetAwaiter().GetResult();
        return EncryptedAttributesDataSetReader.Decode(opening.Content!, TransferSyntax.ExplicitLittleEndian).Record;
    }

    private static KeyScope? ScopeOf(byte[] protectedObject) => RecordOf(protectedObject)?.KeyScope;

    private static bool MayOpenOthers(byte[] protectedObject) =>
        KeyScopeValue.MayOpenOthers(EnvelopeOf(protectedObject).ContentEncryption, RecordOf(protectedObject));
}
