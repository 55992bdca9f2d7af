using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// What attackers on the restoration record can do: everybody can write an Item for a certificate, and who opens an Item knows all that
/// is in it. The victim is an object for the archive (everything), the trial and the registry (a part each).
/// </summary>
internal static class Forgery
{
    private const uint EncryptedAttributes = 0x0400_0500;

    /// <summary>The Items of the victim, in their order.</summary>
    public const int Whole = 0, OfTrial = 1, OfRegistry = 2;

    public static byte[] Original { get; } = RecoverySamples.Image();

    public static Reidentifier AsTrial { get; } = Reidentifier.WithKeys(RecoveryKeys.TrialKey);

    public static Reidentifier AsRegistry { get; } = Reidentifier.WithKeys(RecoveryKeys.RegistryKey);

    /// <summary>Protects the object, or another one, for the three; always under the same pseudonyms.</summary>
    public static byte[] Protect(byte[]? original = null)
    {
        using PseudonymKey key = ProtectedObject.Key();
        return Roundtrip.Protect(original ?? Original, Roundtrip.Builder()
            .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(RecoveryKeys.Trial)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Registry)
            .WithPseudonymKey(key).Build());
    }

    public static IReadOnlyList<SequenceItem> ItemsOf(byte[] file) => ObjectEditor.Open(file)[EncryptedAttributes].Items!;

    /// <summary>The object with other Items.</summary>
    public static byte[] WithItems(byte[] file, params IEnumerable<SequenceItem> items)
    {
        ObjectEditor editor = ObjectEditor.Open(file);
        return editor.Set(editor[EncryptedAttributes].WithItems([.. items])).Write();
    }

    /// <summary>The object with one more Item, first and last.</summary>
    public static IEnumerable<byte[]> Beside(byte[] file, SequenceItem added) =>
        [WithItems(file, [added, .. ItemsOf(file)]), WithItems(file, [.. ItemsOf(file), added])];

    /// <summary>The object with an Item in place of one of its own.</summary>
    public static byte[] InPlaceOf(byte[] file, int item, SequenceItem other) =>
        WithItems(file, ItemsOf(file).Select((each, index) => index == item ? other : each));

    /// <summary>What an Item holds, for whoever has its key.</summary>
    public static EncryptedAttributesDataSet Open(byte[] file, int item, RecipientKey key)
    {
        EnvelopeOpening opening = Envelope.Parse(ItemsOf(file)[item].Find(Tags.EncryptedContent)!.Value)
            .OpenAsync([key], EnvelopePolicy.Default).AsTask().GetAwaiter().GetResult();
        return EncryptedAttributesDataSetReader.Decode(opening.Content!, TransferSyntax.ExplicitLittleEndian);
    }

    /// <summary>A data set in a new envelope. Its content digest is right.</summary>
    public static SequenceItem Write(EncryptedAttributesDataSet dataSet, params Recipient[] recipients) =>
        Write(dataSet.Encode(), EnvelopeSuite.Authenticated, recipients);

    public static SequenceItem Write(byte[] plaintext, EnvelopeSuite suite, params Recipient[] recipients) =>
        ObjectEditor.Parse(DicomBytes.Explicit().Sequence(
            EncryptedAttributes, ForeignItem.Item(ForeignItem.Envelope(plaintext, suite, recipients)))).Items![0];

    /// <summary>The data set with another value for an Attribute, or with one more.</summary>
    public static EncryptedAttributesDataSet With(this EncryptedAttributesDataSet dataSet, uint tag, string vr, string value)
    {
        ProtectedAttribute attribute = new(new Tag(tag), DicomBytes.Explicit().Text(tag, vr, value).ToArray());
        return dataSet with
        {
            Attributes = [.. dataSet.Attributes.Where(each => each.Tag.Value != tag).Append(attribute).OrderBy(each => each.Tag)],
        };
    }

    /// <summary>Requires the sentence and status of a wrong key, and no octet.</summary>
    public static void ShouldLookLikeAWrongKey(byte[] file, Reidentifier reidentifier, string because = "")
    {
        foreach (RecoveryMode mode in Enum.GetValues<RecoveryMode>())
        {
            RecoveryException failure = Roundtrip.Refused(file, reidentifier.InMode(mode));
            (failure.Failure, failure.Message, failure.InnerException)
                .Should().Be((RecoveryFailure.NotAuthentic, new RecoveryException().Message, null), $"{mode}: {because}");
        }
    }

    /// <summary>Requires the original of the victim, and that nothing is said of what was added.</summary>
    public static void ShouldBeTheOriginal(byte[] file)
    {
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(file);
        output.Should().Equal(Original);
        (result.Outcome, result.Binding, result.ItemsForOthers, result.Warnings.Count)
            .Should().Be((RecoveryOutcome.Original, RecoveryBinding.Bound, 0, 0));
    }
}
