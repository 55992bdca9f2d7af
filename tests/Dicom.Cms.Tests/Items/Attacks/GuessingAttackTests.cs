using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>A stranger guesses protected values and UIDs: what a recovery says and writes is the same, right or wrong.</summary>
public sealed class GuessingAttackTests
{
    private const string Right = "Doe^Jane", Wrong = "Roe^Jane";

    private static readonly byte[] Victim = Forgery.Protect();

    private static readonly Reidentifier[] OfEverything =
    [
        Roundtrip.AsArchive,
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard),
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard).With(RecoveryPolicy.Default with { AcceptAltered = true }),
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true }),
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true, AcceptAltered = true })
            .InMode(RecoveryMode.Standard),
    ];

    private static readonly Reidentifier[] OfAPart =
    [
        Forgery.AsRegistry,
        Forgery.AsRegistry.With(RecoveryPolicy.Default with { AcceptAltered = true }),
        Forgery.AsRegistry.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true, AcceptAltered = true }),
    ];

    [Fact]
    public void Recover_AForeignItemWithAGuessBesideOurs_IsTheSameRightOrWrong() => ShouldBeTheSame(
        Forgery.Beside(Victim, Foreign(Right)), Forgery.Beside(Victim, Foreign(Wrong)));

    [Fact]
    public void Recover_AnItemWithARecordAndAGuessBesideOurs_IsTheSameRightOrWrong()
    {
        EncryptedAttributesDataSet own = Forgery.Open(Forgery.Protect(), Forgery.OfTrial, RecoveryKeys.TrialKey);

        ShouldBeTheSame(Forgery.Beside(Victim, WithRecord(Right)), Forgery.Beside(Victim, WithRecord(Wrong)));

        SequenceItem WithRecord(string guess) =>
            Forgery.Write(own.With(0x0010_0010, "PN", guess), RecoveryKeys.Archive, RecoveryKeys.Registry);
    }

    [Fact]
    public void Recover_AWholeItemWithAGuessBesideOurs_IsTheSameRightOrWrong()
    {
        EncryptedAttributesDataSet whole = Forgery.Open(Forgery.Protect(), Forgery.Whole, RecoveryKeys.ArchiveKey);

        ShouldBeTheSame(Forgery.Beside(Victim, With(Right)), Forgery.Beside(Victim, With(Wrong)));

        SequenceItem With(string guess) =>
            Forgery.Write(whole.With(0x0010_0010, "PN", guess), RecoveryKeys.Archive, RecoveryKeys.Registry);
    }

    [Fact]
    public void Recover_AGuessInPlaceOfADummy_IsTheSameRightOrWrong() => ShouldBeTheSame(
        [ObjectEditor.Open(Victim).SetText(0x0010_0010, "PN", Right).Write()],
        [ObjectEditor.Open(Victim).SetText(0x0010_0010, "PN", Wrong).Write()]);

    [Theory]
    [InlineData(0x0008_0018u)]
    [InlineData(0x0020_000Du)]
    [InlineData(0x0020_000Eu)]
    public void Recover_AGuessOfAUid_IsTheSameRightOrWrong(uint tag)
    {
        string right = System.Text.Encoding.ASCII.GetString(ObjectEditor.Open(Forgery.Original)[tag].Value.Span).TrimEnd('\0');
        string wrong = right[..^1] + (right[^1] == '8' ? '9' : '8');
        byte[] ofRight = ObjectEditor.Open(Victim).SetText(tag, "UI", right).Write();
        byte[] ofWrong = ObjectEditor.Open(Victim).SetText(tag, "UI", wrong).Write();

        foreach (Reidentifier recipient in OfEverything) Of(recipient, ofRight).Should().Be(Of(recipient, ofWrong));
        foreach (Reidentifier recipient in OfAPart) Of(recipient, ofRight, right).Should().Be(Of(recipient, ofWrong, wrong));
    }

    [Theory]
    [InlineData(RecoveryMode.Best)]
    [InlineData(RecoveryMode.Standard)]
    public void Recover_AnAttributeAdded_DoesNotTellWhetherTheOriginalHadOne(RecoveryMode mode)
    {
        // The presence oracle: (0010,1010) is removed by the profile.
        byte[] with = Forgery.Protect(ObjectEditor.Open(Forgery.Original).SetText(0x0010_1010, "AS", "077Y").Write());
        RecoveryPolicy[] policies = [RecoveryPolicy.Default, RecoveryPolicy.Default with { AcceptAltered = true }];
        foreach (RecoveryPolicy policy in policies)
        {
            Reidentifier recipient = Roundtrip.AsArchive.InMode(mode).With(policy);
            string hasOne = Said(recipient, ObjectEditor.Open(with).SetText(0x0010_1010, "AS", "011Y").Write());
            string hasNone = Said(recipient, ObjectEditor.Open(Victim).SetText(0x0010_1010, "AS", "011Y").Write());

            hasOne.Should().Be(hasNone);
            hasOne.Should().Contain("(0010,1010)");
        }
    }

    private static SequenceItem Foreign(string guess) => Forgery.Write(
        ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", guess)), EnvelopeSuite.Authenticated,
        RecoveryKeys.Archive, RecoveryKeys.Registry);

    private static void ShouldBeTheSame(IEnumerable<byte[]> ofRight, IEnumerable<byte[]> ofWrong)
    {
        foreach ((byte[] right, byte[] wrong) in ofRight.Zip(ofWrong))
        {
            foreach (Reidentifier recipient in OfEverything.Concat(OfAPart)) Of(recipient, right).Should().Be(Of(recipient, wrong));
        }
    }

    /// <summary>All that a recovery gives away, the guess itself left out: of a subset the clear part goes with it.</summary>
    private static string Of(Reidentifier recipient, byte[] file, string guess = "")
    {
        using MemoryStream output = new();
        try
        {
            RecoveryResult result = recipient.Recover(new MemoryStream(file), output);
            string octets = Convert.ToHexString(output.ToArray());
            if (guess.Length > 0) octets = octets.Replace(Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(guess)), "GUESS");
            return $"{Said(result)} {octets}";
        }
        catch (RecoveryException failure)
        {
            return $"{failure.Failure} {failure.Message} {output.Length}";
        }
    }

    private static string Said(Reidentifier recipient, byte[] file)
    {
        try
        {
            return Said(Roundtrip.Recover(file, recipient).Result);
        }
        catch (RecoveryException failure)
        {
            return $"{failure.Failure} {failure.Message}";
        }
    }

    private static string Said(RecoveryResult result) =>
        $"{result.Outcome} {result.Integrity} {result.Binding} {result.ItemsForOthers} {string.Join(',', result.AlteredAttributes)} "
        + string.Join(' ', result.Warnings.Select(warning => $"{warning.Code} {warning.Text}"));
}
