using System.Buffers.Binary;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What a caller is told when nothing comes back, and what never.</summary>
public sealed class RecoveryFailureTests
{
    private static readonly byte[] Original = RecoverySamples.Image();

    [Fact]
    public void Recover_AnObjectThatIsNotProtected_SaysSo()
    {
        RecoveryException failure = Roundtrip.Refused(Original);

        failure.Failure.Should().Be(RecoveryFailure.NotProtected);
        failure.Message.Should().Be("The object has no Encrypted Attributes Sequence (0400,0500): it is not protected.");
    }

    [Fact]
    public void Recover_NoItem_HasNoRecipient() =>
        Roundtrip.Refused(ForeignItem.Object()).Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);

    [Fact]
    public void Recover_EncryptedAttributesThatAreNoSequence_IsAFormatError()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2").Bytes(0x0400_0500, "OB", 1, 2).ToFile();

        Action recovery = () => Roundtrip.Recover(file);

        recovery.Should().Throw<DicomFormatException>().Which.Tag.Should().Be(Tags.EncryptedAttributesSequence);
    }

    [Fact]
    public void Recover_AnItemWithoutEncryptedContent_IsAFormatError()
    {
        Action recovery = () => Roundtrip.Recover(ForeignItem.Object(item => item.Text(0x0400_0510, "UI", "1.2.840.10008.1.2.1")));

        recovery.Should().Throw<DicomFormatException>().Which.Tag.Should().Be(Tags.EncryptedContent);
    }

    [Fact]
    public void Recover_BytesThatAreNoObject_IsAFormatError()
    {
        Action recovery = () => Roundtrip.Recover([1, 2, 3]);

        recovery.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void Recover_AKeyThatIsNotNamed_HasNoRecipient()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] protectedObject = Roundtrip.Protect(Original, Roundtrip.Builder(suite).Build());

            RecoveryException failure = Roundtrip.Refused(
                protectedObject, Reidentifier.WithKeys(RecoveryKeys.TrialKey, RecoveryKeys.RegistryKey));

            failure.Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
        }
    }

    [Fact]
    public void Recover_AWrongKeyThatIsOnlyTried_HasNoRecipient()
    {
        using RecipientKey wrong = RecoveryKeys.Nameless("rsa2048b");
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] protectedObject = Roundtrip.Protect(Original, Roundtrip.Builder(suite).Build());

            RecoveryException failure = Roundtrip.Refused(protectedObject, Reidentifier.WithKeys(wrong));

            failure.Failure.Should().Be(RecoveryFailure.NoMatchingRecipient, suite.Name);
        }
    }

    [Fact]
    public void Recover_AKeyOfAnotherLength_HasNoRecipient()
    {
        using RecipientKey wrong = RecoveryKeys.Nameless("rsa3072");

        Roundtrip.Refused(Roundtrip.Protect(Original), Reidentifier.WithKeys(wrong)).Failure
            .Should().Be(RecoveryFailure.NoMatchingRecipient);
    }

    [Theory]
    [InlineData("authenticated")]
    [InlineData("oaep")]
    [InlineData("conformant")]
    public void Recover_TamperedContent_NeverGivesTheOriginal(string suiteName)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(each => each.Name == suiteName);
        byte[] protectedObject = Roundtrip.Protect(Original, Roundtrip.Builder(suite).Build());
        (int start, int end) = EnvelopeOf(protectedObject);
        for (int at = start; at < end; at += 37)
        {
            byte[] tampered = [.. protectedObject];
            tampered[at] ^= 0x10;
            RecoveryResult? result = null;
            Action recovery = () => result = Roundtrip.Recover(tampered).Result;

            Exception? failure = Record.Exception(recovery);

            (failure is null or RecoveryException or EnvelopeFormatException).Should().BeTrue($"octet {at}: {failure}");
            if (failure is not null) continue;
            suite.IsAuthenticated.Should().BeFalse($"GCM sees every change, octet {at}");
            (result!.IsOriginal, result.Integrity).Should().Be((false, RecoveryIntegrity.NotProtected), $"octet {at}");
        }
    }

    [Fact]
    public void Recover_EveryCauseOfNotAuthentic_HasOneMessage()
    {
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane")));
        byte[] content = [.. envelope], tag = [.. envelope];
        content[^40] ^= 1;
        tag[^1] ^= 1;

        RecoveryException[] failures =
            [.. new[] { content, tag }.Select(each => Roundtrip.Refused(ForeignItem.Object(ForeignItem.Item(each))))];

        failures.Should().OnlyContain(failure =>
            failure.Failure == RecoveryFailure.NotAuthentic && failure.Message == new RecoveryException().Message);
    }

    [Fact]
    public void Recover_AnyFailure_HoldsNoValue()
    {
        byte[] protectedObject = Roundtrip.Protect(Original);
        byte[][] objects =
        [
            Original,
            ObjectEditor.Open(protectedObject).SetText(0x0008_0018, "UI", "2.25.4711").Write(),
            ObjectEditor.Open(protectedObject).SetText(0x0008_0018, "UI", RecoverySamples.Uid).Write(),
            ObjectEditor.Open(protectedObject).Remove(0x7FE0_0010).Write(),
            ForeignItem.Object(ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
                ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Roe"))),
        ];

        foreach (byte[] each in objects)
        {
            string text = Roundtrip.Refused(each).ToString();

            text.Should().NotContainAny("Doe", "Roe", "PAT-0815", "4711", "1.2.3.4.5", "ISO_IR");
        }

        byte[] altered = ObjectEditor.Open(protectedObject)
            .SetText(0x0010_0010, "PN", "Roe").SetText(0x0008_0005, "CS", "ISO_IR 192").Write();
        Roundtrip.Refused(altered, Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).ToString()
            .Should().Contain("(0010,0010)").And.NotContainAny("Doe", "Roe", "ISO_IR");
    }

    [Fact]
    public void Recover_Result_HoldsNoValue()
    {
        RecoveryResult result =
            Roundtrip.Recover(ObjectEditor.Open(Roundtrip.Protect(Original)).SetText(0x0032_1060, "LO", "planted").Write()).Result;

        string text = $"{result} {string.Join(' ', result.Warnings)}";
        text.Should().NotContainAny("Doe", "PAT-0815", "1.2.3.4.5", "planted");
    }

    [Fact]
    public void RecoveryException_EveryConstructor_KeepsWhatItIsGiven()
    {
        Exception cause = new InvalidOperationException();

        new RecoveryException().Failure.Should().Be(RecoveryFailure.NotAuthentic);
        new RecoveryException("reason").Message.Should().Be("reason");
        new RecoveryException("reason", cause).InnerException.Should().BeSameAs(cause);
        new RecoveryException("reason", cause).Failure.Should().Be(RecoveryFailure.NotAuthentic);
        new RecoveryException(RecoveryFailure.NotAccepted, "reason").Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    /// <summary>Where the envelope stands, without the octet that pads it (PS3.5 7.1.1).</summary>
    private static (int Start, int End) EnvelopeOf(byte[] protectedObject)
    {
        ReadOnlySpan<byte> value = ObjectEditor.Open(protectedObject)[0x0400_0500].Items![0].Find(Tags.EncryptedContent)!.Value.Span;
        int start = protectedObject.AsSpan().IndexOf(value);
        return (start, start + 4 + BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
    }
}
