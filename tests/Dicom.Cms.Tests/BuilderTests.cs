using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>A caller's mistake is an <see cref="ArgumentException"/>, at Build at the latest; stages are immutable.</summary>
public sealed class BuilderTests : IDisposable
{
    private readonly LearnedKeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(0x0000_0010)]
    [InlineData(0x0002_0010)]
    [InlineData(0x0008_0000)]
    [InlineData(0x0400_0500)]
    [InlineData(0x0400_0550)]
    [InlineData(0xFFFE_E000)]
    [InlineData(0xFFFE_E0DD)]
    public void AttributeSet_OfWhatCannotBeEncrypted_IsRefused(uint tag)
    {
        Action make = () => AttributeSet.Of(Tags.PatientName, new Tag(tag));

        make.Should().Throw<ArgumentException>().WithMessage($"{new Tag(tag)}*");
    }

    [Fact]
    public void AttributeSet_OfNothing_IsRefused()
    {
        Action none = () => AttributeSet.Of(), nothing = () => AttributeSet.Of(null!);

        none.Should().Throw<ArgumentException>();
        nothing.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void AttributeSet_OfTags_ContainsThemAndNoOthers()
    {
        AttributeSet set = AttributeSet.Of(Tags.PatientName, Tags.PatientName, Tags.PatientID, new Tag(0x0009_1001));

        set.IsAllProtected.Should().BeFalse();
        set.Tags.Should().BeEquivalentTo([Tags.PatientName, Tags.PatientID, new Tag(0x0009_1001)]);
        set.Contains(Tags.PatientID).Should().BeTrue();
        set.Contains(Tags.StudyID).Should().BeFalse();
        set.ToString().Should().Be("3 Attributes");
        AttributeSet.AllProtected.ToString().Should().Be("all protected Attributes");
        AttributeSet.AllProtected.IsAllProtected.Should().BeTrue();
        AttributeSet.AllProtected.Tags.Should().BeEmpty();
        AttributeSet.AllProtected.Contains(Tags.StudyID).Should().BeTrue();
    }

    [Fact]
    public void Stages_WithoutArgument_AreRefused()
    {
        DeidentifierProfileStage profile = Deidentifier.WithProfile(ConfidentialityProfile.Basic);
        DeidentifierAudienceStage audience = profile.Encrypt(AttributeSet.AllProtected);
        DeidentifierRecoveryBuilder builder = audience.For(_keys.Recipient);
        Action[] nulls =
        [
            () => Deidentifier.WithProfile(null!), () => profile.Encrypt(null!), () => audience.For(null!), () => builder.Encrypt(null!),
            () => builder.With(null!), () => builder.WithPseudonymKey(null!), () => profile.WithoutRecovery().WithPseudonymKey(null!),
            () => Reidentifier.WithKeys(null!), () => Reidentifier.WithKeys(_keys.Key).With(null!),
        ];
        foreach (Action action in nulls) action.Should().Throw<ArgumentNullException>();

        Action none = () => audience.For(), noKeys = () => Reidentifier.WithKeys();
        none.Should().Throw<ArgumentException>();
        noKeys.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Build_RecipientTwice_IsRefused()
    {
        Action build = () =>
            Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
                .For(_keys.Recipient, _keys.Recipient).Build();

        build.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void WithEncryptedContentLimit_NotPositive_IsRefused(long octets)
    {
        Action limit = () => Builder().WithEncryptedContentLimit(octets);

        limit.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(" trial")]
    [InlineData("trial ")]
    [InlineData("a\\b")]
    [InlineData("tri\nal")]
    [InlineData("Prüfung")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void WithPurpose_NotALegalLabel_IsRefused(string purpose)
    {
        Action label = () => Builder().WithPurpose(purpose);

        label.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("Trial 7/b: {all} sites~")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void WithPurpose_LegalLabel_ComesBackAndStandsNowhereInClear(string purpose)
    {
        ProtectedObject output = ProtectedObject.Of(HostileSamples.Source("explicit"), Builder().WithPurpose(purpose).Build());
        using MemoryStream input = new(output.Bytes), recovered = new();

        Reidentifier.WithKeys(_keys.PrivateKey).Recover(input, recovered).Purposes.Should().Equal(purpose);
        if (purpose.Length > 3) output.Holds(purpose).Should().BeFalse();
    }

    [Fact]
    public void Stages_AreImmutable_SoThatTwoBranchesDoNotMix()
    {
        DeidentifierRecoveryBuilder builder = Builder();
        _ = builder.WithPurpose("other").With(EnvelopeSuite.Conformant).WithEncryptedContentLimit(1).WithoutRestorationRecord();
        _ = builder.Encrypt(AttributeSet.Of(Tags.PatientName)).For(_keys.Recipient);

        ProtectedObject output = ProtectedObject.Of(HostileSamples.Source("explicit"), builder.Build());

        output.Find(0x0400_0500)!.Items.Should().ContainSingle();
        output.Text(0x0012_0063).Should().EndWith(EnvelopeSuite.Authenticated.Description);
    }

    [Fact]
    public void WithoutPixelBinding_AlteredPixels_AreNotNoticed()
    {
        byte[] bound = ProtectedObject.Of(HostileSamples.Source("explicit"), Builder().Build()).Bytes;
        byte[] unbound = ProtectedObject.Of(HostileSamples.Source("explicit"), Builder().WithoutPixelBinding().Build()).Bytes;
        bound[^1] ^= 1;
        unbound[^1] ^= 1;
        using MemoryStream first = new(bound), second = new(unbound), output = new();

        Action recover = () => Reidentifier.WithKeys(_keys.PrivateKey).Recover(first, output);

        recover.Should().Throw<RecoveryException>().Which.Failure.Should().Be(RecoveryFailure.NotAccepted);
        Reidentifier.WithKeys(_keys.PrivateKey).Recover(second, output).Warnings
            .Should().Contain(warning => warning.Code == "PixelsNotBound");
    }

    [Fact]
    public void WithoutRestorationRecord_Object_HasNothingOfOurs()
    {
        byte[] bytes = ProtectedObject.Of(HostileSamples.Source("explicit"), Builder().WithoutRestorationRecord().Build()).Bytes;

        EncryptedAttributesDataSet dataSet = EncryptedAttributesDataSetReader.Decode(
            _keys.Learn(bytes[LearnedKeyService.EnvelopeIn(bytes)], out _), TransferSyntax.ExplicitLittleEndian);

        dataSet.Record.Should().BeNull();
        dataSet.Attributes.Should().Contain(attribute => attribute.Tag == Tags.SOPInstanceUID);
    }

    [Fact]
    public void ProtectionException_EachConstructor_SaysWhatItIsGiven()
    {
        InvalidOperationException cause = new("cause");

        new ProtectionException().Message.Should().NotBeEmpty();
        new ProtectionException("reason", cause).InnerException.Should().BeSameAs(cause);
        new ProtectionException("reason", Tags.PatientName).Tag.Should().Be(Tags.PatientName);
        new ProtectionException("reason").Tag.Should().BeNull();
    }

    [Fact]
    public void Protect_NullOrEmptyArguments_AreRefused()
    {
        Deidentifier deidentifier = Builder().Build();
        using MemoryStream stream = new();
        Action[] wrong =
        [
            () => deidentifier.Protect((string)null!, "out"), () => deidentifier.Protect("", "out"), () => deidentifier.Protect("in", ""),
            () => deidentifier.Protect("in", (string)null!),
            () => deidentifier.Protect((Stream)null!, stream), () => deidentifier.Protect(stream, (Stream)null!),
            () => deidentifier.Protect(null!), () => deidentifier.Protect(null!, CancellationToken.None),
        ];

        foreach (Action action in wrong) action.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Protect_FileInMemory_GivesWhatTheStreamGives()
    {
        using PseudonymKey key = ProtectedObject.Key();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
        using DicomObject source = DicomObject.Read(HostileSamples.Source("explicit"));

        using DicomObject first = deidentifier.Protect(source).Object;
        (DicomObject second, ProtectionResult result) = deidentifier.Protect(source);

        byte[] expected = ProtectedObject.Of(HostileSamples.Source("explicit")).Bytes;
        first.Source.ReadRange(0, (int)first.Source.Length).ToArray().Should().Equal(expected);
        second.Source.ReadRange(0, (int)second.Source.Length).ToArray().Should().Equal(expected);
        result.TransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
    }

    [Fact]
    public void Protect_NamedAttributeThatTheProfileKeeps_TravelsForItsRecipient()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.Of(Tags.Rows))
            .For(_keys.Recipient).Build();

        ProtectedObject output = ProtectedObject.Of(HostileSamples.Source("explicit"), deidentifier);

        output.Find(0x0028_0010).Should().BeNull("who asks for it to be encrypted does not want it in clear");
        output.Result.ProtectedAttributes.Should().Contain(Tags.Rows);
    }

    private DeidentifierRecoveryBuilder Builder() =>
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient);
}
