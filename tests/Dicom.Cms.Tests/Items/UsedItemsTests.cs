using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// Several Items for our keys: one of ours decides every value, and only disjoint ones of other software are used together.
/// </summary>
public sealed class UsedItemsTests
{
    [Fact]
    public void Recover_TwoDisjointForeignItems_UsesBoth()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
            ForeignItem.Of(item => item.Text(0x0010_0020, "LO", "P1").Text(0x0010_0040, "CS", "F")));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.RecoveredAttributes.Should().Equal(Tags.PatientName, Tags.PatientID, Tags.PatientSex);
        ContentTree.LineOf(output, 0x0010_0010).Should().Be("(0010,0010)=" + Convert.ToHexString("Doe^Jane"u8));
        ContentTree.LineOf(output, 0x0010_0020).Should().Be("(0010,0020)=" + Convert.ToHexString("P1"u8));
    }

    public static TheoryData<string> Values => ["the same value", "another value", "the same in another padding", "the same Items"];

    [Theory]
    [MemberData(nameof(Values))]
    public void Recover_AnAttributeInTwoForeignItems_LooksLikeAWrongKey(string value)
    {
        Action<DicomBytes> jane = item => item.Text(0x0040_0006, "PN", "Jane");
        Action<DicomBytes> other = value switch
        {
            "the same value" => item => item.Text(0x0010_0010, "PN", "Doe^Jane"),
            "another value" => item => item.Text(0x0010_0010, "PN", "Roe^Jane"),
            "the same in another padding" => item => item.Bytes(0x0010_0010, "PN", "Doe^Jane  "u8.ToArray()),
            _ => item => item.Sequence(0x0040_0275, jane),
        };

        RecoveryException failure = Roundtrip.Refused(ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane").Sequence(0x0040_0275, jane)), ForeignItem.Of(other)));

        (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAuthentic, new RecoveryException().Message),
            "whether two values are the same would tell of a guess");
    }

    [Fact]
    public void Recover_TheCharacterSetInTwoForeignItems_UsesBoth()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0008_0005, "CS", "ISO_IR 100").Text(0x0010_0010, "PN", "Doe^Jane")),
            ForeignItem.Of(item => item.Text(0x0008_0005, "CS", "ISO_IR 100").Text(0x0010_0020, "LO", "P1")));

        Roundtrip.Recover(foreign).Result.RecoveredAttributes.Should().Equal(Tags.PatientName, Tags.PatientID);
    }

    [Fact]
    public void Recover_AnItemThatNamesOurKeyAndFails_FailsTheObjectUnlessAnotherOpened()
    {
        Action<DicomBytes> good = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")));
        envelope[^1] ^= 1;
        Action<DicomBytes> bad = ForeignItem.Item(envelope);

        foreach (byte[] foreign in (byte[][])[ForeignItem.Object(bad, good), ForeignItem.Object(good, bad)])
        {
            RecoveryResult result = Roundtrip.Recover(foreign).Result;
            result.RecoveredAttributes.Should().Equal(Tags.PatientName);
            result.ItemsForOthers.Should().Be(1);
        }

        RecoveryException failure = Roundtrip.Refused(ForeignItem.Object(bad));
        (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAuthentic, new RecoveryException().Message));
        byte[] forTrial =
            ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0040, "CS", "F")), null, RecoveryKeys.Trial);
        Roundtrip.Refused(
            ForeignItem.Object(bad, ForeignItem.Item(forTrial)), Reidentifier.WithKeys(RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey))
            .Failure.Should().Be(RecoveryFailure.NotAuthentic, "what opened is under another name");
    }

    [Fact]
    public void Recover_ItemsForOthersAndWhatIsNoEnvelope_StayAsTheyAre()
    {
        byte[] others = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")), null, RecoveryKeys.Trial);
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Item("no envelope at all "u8.ToArray()),
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
            ForeignItem.Item(others));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.ItemsForOthers.Should().Be(2);
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound", "ItemsForOthers");
        IReadOnlyList<SequenceItem> items = ObjectEditor.Open(output)[0x0400_0500].Items!;
        items.Should().HaveCount(2);
        items[1].Find(Tags.EncryptedContent)!.Value.Span.TrimEnd((byte)0).SequenceEqual(others.AsSpan().TrimEnd((byte)0)).Should().BeTrue();
        ContentTree.LineOf(Roundtrip.Recover(output, RecoveryKeys.TrialKey).Output, 0x0010_0020)
            .Should().NotContain(Convert.ToHexString("dummy"u8));
    }

    public static TheoryData<string> ForeignToUs =>
        ["no Encrypted Content", "empty Encrypted Content", "no CMS", "another algorithm", "CBC under AuthenticatedOnly"];

    private static Action<DicomBytes> ForeignToUsItem(string what)
    {
        byte[] others = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")),
            EnvelopeSuite.Oaep, RecoveryKeys.Trial);
        int oid = others.AsSpan().IndexOf(Convert.FromHexString("060960864801650304012A")); // id-aes256-CBC
        if (what == "another algorithm") others[oid + 10] = 0x7F;
        return what switch
        {
            "no Encrypted Content" => item => item.Text(0x0400_0510, "UI", "1.2.840.10008.1.2.1"),
            "empty Encrypted Content" => ForeignItem.Item([]),
            "no CMS" => ForeignItem.Item("gAAAAABh "u8.ToArray()),
            _ => ForeignItem.Item(others),
        };
    }

    [Theory]
    [MemberData(nameof(ForeignToUs))]
    public void Recover_AnItemThatIsNotForUs_NeverFailsTheObject(string what)
    {
        Action<DicomBytes> ours = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        Reidentifier reidentifier = Roundtrip.AsArchive.With(RecoveryPolicy.AuthenticatedOnly);
        foreach (byte[] foreign in new[] { ForeignItem.Object(ForeignToUsItem(what), ours),
            ForeignItem.Object(ours, ForeignToUsItem(what)) })
        {
            (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign, reidentifier);

            result.RecoveredAttributes.Should().Equal(Tags.PatientName);
            result.ItemsForOthers.Should().Be(1);
            result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound", "ItemsForOthers");
            ObjectEditor.Open(output)[0x0400_0500].Items!.Should().ContainSingle();
        }
    }

    // rsa2048b could be meant by rsa2048 without a certificate, but is not named by it.
    [Fact]
    public void Recover_AKeyWithoutCertificateAndAnItemForAnotherOfItsSize_OpensItsOwn()
    {
        using RecipientKey key = RecoveryKeys.Nameless("rsa2048");
        Action<DicomBytes> ours = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));

        byte[] foreign = ForeignItem.Object(ForeignToUsItem("another algorithm"), ours);

        Roundtrip.Recover(foreign, Reidentifier.WithKeys(key)).Result.RecoveredAttributes.Should().Equal(Tags.PatientName);
        Roundtrip.Refused(ForeignItem.Object(ForeignToUsItem("another algorithm")), Reidentifier.WithKeys(key)).Failure
            .Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_AnItemForUsThatIsRefused_FailsTheObjectUnlessAnotherOpened()
    {
        Action<DicomBytes> refused = ForeignItem.Of(item => item.Text(0x0010_0020, "LO", "P1"), EnvelopeSuite.Oaep);
        Action<DicomBytes> ours = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        Reidentifier authenticated = Roundtrip.AsArchive.With(RecoveryPolicy.AuthenticatedOnly);

        RecoveryResult result = Roundtrip.Recover(ForeignItem.Object(ours, refused), authenticated).Result;

        (result.RecoveredAttributes.Count, result.ItemsForOthers, result.Integrity).Should().Be((1, 1, RecoveryIntegrity.Authenticated));
        Roundtrip.Refused(ForeignItem.Object(refused), authenticated).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_NothingForUs_NamesTheRecipientsOfEveryItem()
    {
        byte[] forTrial = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")), null, RecoveryKeys.Trial);
        byte[] forKek = ForeignItem.Envelope(
            ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")), null, Recipient.FromKeyEncryptionKey([0xAB], new byte[16]));

        RecoveryException failure = Roundtrip.Refused(
            ForeignItem.Object(ForeignToUsItem("no CMS"), ForeignItem.Item(forTrial), ForeignItem.Item(forKek)));

        failure.Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
        failure.Message.Should().Be(
            $"No Item names this key ({RecoveryKeys.ArchiveKey}); Items name: issuer {RecoveryKeys.Trial}; key identifier AB.");
    }

    [Fact]
    public void Recover_NothingForUsAndManyRecipients_NamesSomeOfThem()
    {
        byte[] plaintext = ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1"));
        byte[] many = ForeignItem.Envelope(plaintext, null,
            [.. Enumerable.Range(0, 20).Select(i => Recipient.FromKeyEncryptionKey([(byte)i], new byte[16]))]);

        string message =
            Roundtrip.Refused(ForeignItem.Object(ForeignItem.Item(many), ForeignItem.Item(many),
                ForeignItem.Item(ForeignItem.Envelope(plaintext, null, RecoveryKeys.Trial)))).Message;

        message.Split("key identifier ").Should().HaveCount(9);
        message.Should().EndWith("; and more.");
    }

    [Fact]
    public void Recover_WithoutEncryptedContent_NamesThePlace()
    {
        Action recovery = () => Roundtrip.Recover(ForeignItem.Object(ForeignToUsItem("no Encrypted Content")));

        DicomFormatException failure = recovery.Should().Throw<DicomFormatException>().Which;
        failure.Tag.Should().Be(Tags.EncryptedContent);
        failure.Position.Should().BePositive();
    }

    [Fact]
    public void Recover_AForeignItemBesideAllOfOurs_GoesWithTheSequence()
    {
        byte[] original = RecoverySamples.Image();
        ObjectEditor editor = ObjectEditor.Open(Roundtrip.Protect(original));
        DataElement items = editor[0x0400_0500];
        DataElement added = ObjectEditor.Parse(DicomBytes.Explicit().Sequence(0x0400_0500, ForeignToUsItem("no CMS")));
        editor.Set(items.WithItems([.. items.Items!, .. added.Items!]));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(editor.Write());

        output.Should().Equal(original);
        (result.Outcome, result.ItemsForOthers, result.Warnings.Count).Should().Be((RecoveryOutcome.Original, 0, 0));
    }

    [Fact]
    public void Recover_NothingButWhatIsNoEnvelope_SaysSo()
    {
        Action recovery = () => Roundtrip.Recover(ForeignItem.Object(ForeignItem.Item("no envelope at all "u8.ToArray())));

        recovery.Should().Throw<EnvelopeFormatException>();
    }

    [Fact]
    public void Protect_TwoAudiencesOfEverything_GetOneItem()
    {
        byte[] original = RecoverySamples.Image();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive, RecoveryKeys.Trial)
            .Build();

        byte[] protectedObject = Roundtrip.Protect(original, deidentifier);

        ObjectEditor.Open(protectedObject)[0x0400_0500].Items.Should().ContainSingle();
        foreach (RecipientKey key in (RecipientKey[])[RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey])
            Roundtrip.Recover(protectedObject, key).Output.Should().Equal(original);
    }

    [Fact]
    public void Recover_AForeignItemForUsBesideOurs_TakesNoPart()
    {
        byte[] original = RecoverySamples.Image();
        ObjectEditor editor = ObjectEditor.Open(Roundtrip.Protect(original));
        DataElement items = editor[0x0400_0500];
        DataElement added = ObjectEditor.Parse(DicomBytes.Explicit()
            .Sequence(0x0400_0500, ForeignItem.Of(item => item.Text(0x0010_4000, "LT", "not in the original"))));
        foreach (SequenceItem[] order in (SequenceItem[][])[[.. items.Items!, .. added.Items!], [.. added.Items!, .. items.Items!]])
        {
            (byte[] output, RecoveryResult result) = Roundtrip.Recover(editor.Set(items.WithItems(order)).Write());

            output.Should().Equal(original);
            (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Original, RecoveryBinding.Bound));
            result.Warnings.Should().BeEmpty();
            result.RecoveredAttributes.Should().NotContain(new Tag(0x0010_4000));
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void Recover_ManyItems_IsRefusedBeyondTheLimit(int count)
    {
        byte[] forTrial = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")), null, RecoveryKeys.Trial);
        byte[] foreign = ForeignItem.Object(
            [ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
                .. Enumerable.Repeat(ForeignItem.Item(forTrial), count - 1)]);

        if (count <= 64) Roundtrip.Recover(foreign).Result.ItemsForOthers.Should().Be(count - 1);
        else Roundtrip.Refused(foreign).Failure.Should().Be(RecoveryFailure.NotAccepted);
        Roundtrip.Recover(foreign, Roundtrip.AsArchive.With(RecoveryPolicy.Default with { EncryptedItemLimit = 65 })).Result
            .ItemsForOthers.Should().Be(count - 1);
    }
}
