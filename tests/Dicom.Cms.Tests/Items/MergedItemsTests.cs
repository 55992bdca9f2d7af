using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Several Items for our keys: all are opened and merged, none is dropped unseen.</summary>
public sealed class MergedItemsTests
{
    [Fact]
    public void Recover_TwoForeignItems_MergesThem()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane")),
            ForeignItem.Of(item => item.Text(0x0010_0020, "LO", "P1").Text(0x0010_0040, "CS", "F")));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign);

        result.RecoveredAttributes.Should().Equal(Tags.PatientName, Tags.PatientID, Tags.PatientSex);
        ContentTree.LineOf(output, 0x0010_0010).Should().Be("(0010,0010)=" + Convert.ToHexString("Doe^Jane"u8));
        ContentTree.LineOf(output, 0x0010_0020).Should().Be("(0010,0020)=" + Convert.ToHexString("P1"u8));
    }

    [Fact]
    public void Recover_EqualValuesInTwoItems_AreOneAttribute()
    {
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item =>
                item.Text(0x0010_0010, "PN", "Doe").Sequence(0x0040_0275, inner => inner.Text(0x0040_0006, "PN", "Roe"))),
            ForeignItem.Of(item =>
                item.Bytes(0x0010_0010, "PN", "Doe  "u8.ToArray())
                    .UndefinedSequence(0x0040_0275, inner => inner.Text(0x0040_0006, "PN", "Roe"))));

        Roundtrip.Recover(foreign).Result.RecoveredAttributes.Should().Equal(Tags.PatientName, Tags.RequestAttributesSequence);
    }

    [Fact]
    public void Recover_EqualValuesInTwoEncodings_AreOneAttribute()
    {
        byte[] implicitPlaintext = DicomBytes.Implicit()
            .Sequence(0x0400_0550, item => item.Words(0x0028_0010, "US", 258).Text(0x0010_0010, "PN", "Doe")).ToArray();
        byte[] bigEndianPlaintext = DicomBytes.BigEndian()
            .Sequence(0x0400_0550, item => item.Words(0x0028_0010, "US", 258).Text(0x0010_0010, "PN", "Doe")).ToArray();
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Item(ForeignItem.Envelope(implicitPlaintext), "1.2.840.10008.1.2"),
            ForeignItem.Item(ForeignItem.Envelope(bigEndianPlaintext), "1.2.840.10008.1.2.2"));

        byte[] output = Roundtrip.Recover(foreign).Output;

        ContentTree.LineOf(output, 0x0028_0010).Should().Be("(0028,0010)=0201");
    }

    public static TheoryData<string> Differences =>
        ["a value", "a nested value", "one Item more", "an element more", "a sequence against none"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void Recover_UnequalValuesInTwoItems_IsRefused(string difference)
    {
        Action<DicomBytes> jane = item => item.Text(0x0040_0006, "PN", "Jane"), john = item => item.Text(0x0040_0006, "PN", "John");
        Action<DicomBytes> other = difference switch
        {
            "a value" => item => item.Text(0x0010_0010, "PN", "Roe^Jane").Sequence(0x0040_0275, jane),
            "a nested value" => item => item.Sequence(0x0040_0275, john),
            "one Item more" => item => item.Sequence(0x0040_0275, jane, jane),
            "an element more" =>
                item => item.Sequence(0x0040_0275, inner => inner.Text(0x0040_0001, "AE", "X").Text(0x0040_0006, "PN", "Jane")),
            _ => item => item.Bytes(0x0040_0275, "OB", 1, 2),
        };
        byte[] foreign = ForeignItem.Object(
            ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane").Sequence(0x0040_0275, jane)),
            ForeignItem.Of(other));

        RecoveryException failure = Roundtrip.Refused(foreign);

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain(difference == "a value" ? "(0010,0010)" : "(0040,0275)")
            .And.NotContainAny("Jane", "Doe", "Roe", "John");
    }

    [Fact]
    public void Recover_AnItemThatNamesOurKeyAndFails_FailsTheObject()
    {
        Action<DicomBytes> good = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0020, "LO", "P1")));
        envelope[^1] ^= 1;

        RecoveryException first = Roundtrip.Refused(ForeignItem.Object(ForeignItem.Item(envelope), good));
        RecoveryException last = Roundtrip.Refused(ForeignItem.Object(good, ForeignItem.Item(envelope)));

        first.Failure.Should().Be(RecoveryFailure.NotAuthentic);
        last.Message.Should().Be(first.Message);
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
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound", "ForeignItems", "ItemsForOthers");
        IReadOnlyList<SequenceItem> items = ObjectEditor.Open(output)[0x0400_0500].Items!;
        items.Should().HaveCount(2);
        items[1].Find(Tags.EncryptedContent)!.Value.Span.TrimEnd((byte)0).SequenceEqual(others.AsSpan().TrimEnd((byte)0)).Should().BeTrue();
        ContentTree.LineOf(Roundtrip.Recover(output, RecoveryKeys.TrialKey).Output, 0x0010_0020)
            .Should().NotContain(Convert.ToHexString("dummy"u8));
    }

    public static TheoryData<string, bool> ForeignToUs => new()
    {
        { "no Encrypted Content", true }, { "empty Encrypted Content", true }, { "no CMS", true }, { "another algorithm", false },
        { "CBC under AuthenticatedOnly", false },
    };

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
    public void Recover_AnItemThatIsNotForUs_NeverFailsTheObject(string what, bool isForeign)
    {
        Action<DicomBytes> ours = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));
        Reidentifier reidentifier = Roundtrip.AsArchive.With(RecoveryPolicy.AuthenticatedOnly);
        foreach (byte[] foreign in new[] { ForeignItem.Object(ForeignToUsItem(what), ours),
            ForeignItem.Object(ours, ForeignToUsItem(what)) })
        {
            (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign, reidentifier);

            result.RecoveredAttributes.Should().Equal(Tags.PatientName);
            result.ItemsForOthers.Should().Be(1);
            result.Warnings.Any(warning =>
                warning.Code == "ForeignItems" && warning.Text.Contains("left as it is", StringComparison.Ordinal)).Should().Be(isForeign);
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
    public void Recover_AnItemForUsThatIsRefused_FailsTheObject()
    {
        Action<DicomBytes> refused = ForeignItem.Of(item => item.Text(0x0010_0020, "LO", "P1"), EnvelopeSuite.Oaep);
        Action<DicomBytes> ours = ForeignItem.Of(item => item.Text(0x0010_0010, "PN", "Doe^Jane"));

        RecoveryException failure = Roundtrip.Refused(
            ForeignItem.Object(ours, refused), Roundtrip.AsArchive.With(RecoveryPolicy.AuthenticatedOnly));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
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
        result.Warnings.Single(warning => warning.Code == "ForeignItems").Text.Should().Contain("gone, since all came back");
    }

    [Fact]
    public void Recover_NothingButWhatIsNoEnvelope_SaysSo()
    {
        Action recovery = () => Roundtrip.Recover(ForeignItem.Object(ForeignItem.Item("no envelope at all "u8.ToArray())));

        recovery.Should().Throw<EnvelopeFormatException>();
    }

    [Fact]
    public void Recover_TwoItemsWithEverything_GivesTheOriginal()
    {
        byte[] original = RecoverySamples.Image();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive, RecoveryKeys.Trial)
            .Build();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(Roundtrip.Protect(original, deidentifier));

        output.Should().Equal(original);
        result.ItemsForOthers.Should().Be(0);
    }

    [Fact]
    public void Recover_AForeignItemBesideOurs_IsNotTheOriginal()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Image());
        ObjectEditor editor = ObjectEditor.Open(protectedObject);
        DataElement items = editor[0x0400_0500];
        DataElement added = ObjectEditor.Parse(DicomBytes.Explicit()
            .Sequence(0x0400_0500, ForeignItem.Of(item => item.Text(0x0010_4000, "LT", "not in the original"))));
        editor.Set(items.WithItems([.. items.Items!, .. added.Items!]));

        (_, RecoveryResult result) = Roundtrip.Recover(editor.Write());

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        result.Binding.Should().Be(RecoveryBinding.NoRecord);
        result.Warnings.Select(warning => warning.Code).Should().Contain(["NotBound", "NotOriginal"]);
    }
}
