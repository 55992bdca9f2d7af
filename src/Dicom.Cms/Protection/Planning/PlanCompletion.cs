using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Step 4 of planning: what concerns the object as a whole.</summary>
internal sealed class PlanCompletion(
    ProtectionSurvey survey, IdentifyingValues identifying, ElementDecider decider, ProtectionOptions options, Pseudonyms pseudonyms)
{
    /// <summary>Completes the plan.</summary>
    /// <param name="elements">What was decided about each element of the source.</param>
    /// <param name="written">What is written in place of them, to which more is added.</param>
    public ProtectionPlan Complete(PlannedElement[] elements, WrittenElements written)
    {
        string sopInstanceUid = EnsureSopInstanceUid(elements, written);
        bool cleansPixels = survey.Pixels is not null;
        foreach (DataElement element in DeidentificationAttributes.For(options.Profile, cleansPixels, SuiteDescription))
            written.Replace(element);

        // What stays in clear and is written anew after all is removed.
        elements = Array.ConvertAll(
            elements, element => element is KeptElement && written.Contains(element.Tag) ? decider.Remove(element.Source) : element);
        return new ProtectionPlan
        {
            Source = survey.File,
            TransferSyntax = OutputTransferSyntax(survey.File),
            Elements = elements,
            Written = StableOrder.ByTag(written.ToArray(), element => element.Tag),
            Pixels = survey.Pixels,
            Copies = [.. CopiesOf(elements)],
            DeflatedDataSetLimit = options.EncryptedContentLimit,
            SopInstanceUid = sopInstanceUid,
            SopClassUid = UidIn(written, Tags.SOPClassUID) ?? survey.Source.ReadUid(Tags.SOPClassUID),
            Identifying = identifying,
            Warnings = [.. Warnings(), .. CodestreamWarnings(elements)],
        };
    }

    private string? SuiteDescription => options.Audiences.Count == 0 ? null : options.Suite.Description;

    private string EnsureSopInstanceUid(PlannedElement[] elements, WrittenElements written)
    {
        if (UidIn(written, Tags.SOPInstanceUID) is { Length: > 0 } replacement) return replacement;
        string present = survey.Source.ReadUid(Tags.SOPInstanceUID);
        bool mayStay = options.Profile.KeepsSopInstanceUid || options.Profile.OptionSet.RetainsUids;
        if (present.Length > 0 && mayStay && elements.Any(element => element is KeptElement && element.Tag == Tags.SOPInstanceUID))
            return present;

        string uid = pseudonyms.ReplaceUid(DigestOfSmallElements());
        written.Replace(new DataElement(
            Tags.SOPInstanceUID, ValueRepresentation.UI, Padding.Pad(Encoding.ASCII.GetBytes(uid), ValueRepresentation.UI)));
        return uid;
    }

    // The object has no UID, or one that cannot stay. What stands in its small elements tells it from others, the same in every process.
    private byte[] DigestOfSmallElements()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceElement element in survey.Source.Elements)
        {
            if (element.IsSmall) hash.AppendData(element.ReadBytes().Span);
        }

        return hash.GetHashAndReset();
    }

    private static string? UidIn(WrittenElements written, Tag tag) =>
        written.TryRead(tag, out DataElement? element) ? Uids.Of(element) : null;

    /// <summary>(0008,0005) tells a re-identifier how to read the text; (0008,0018) is what GDCM looks for.</summary>
    private static IEnumerable<ProtectedAttribute> CopiesOf(PlannedElement[] elements)
    {
        foreach (PlannedElement element in elements)
        {
            bool isCopied = element.Tag == Tags.SpecificCharacterSet || element.Tag == Tags.SOPInstanceUID;
            if (isCopied && element is KeptElement && element.Source.TryConvert() is { } bytes)
                yield return new ProtectedAttribute(element.Tag, bytes);
        }
    }

    /// <summary>
    /// The syntax that the output states: the one found. A compressed one stays although the headers are in another encoding than it
    /// asks for, because nothing else says how the pixels are compressed.
    /// </summary>
    private static TransferSyntax OutputTransferSyntax(DicomObject file)
    {
        bool encapsulated = file.Find(Tags.PixelData) is { HasUndefinedLength: true };
        return encapsulated && file.DeclaredTransferSyntax is { IsEncapsulated: true } declared ? declared : file.TransferSyntax;
    }

    private IEnumerable<Warning> CodestreamWarnings(PlannedElement[] elements)
    {
        if (survey.Codestreams is not { Problems: [{ } first, ..] problems } codestreams) yield break;
        string streams = problems.Count == 1 ? "a stream was" : $"{Counting.Of(problems.Count, "stream")} were";
        string reason = $"{Tags.PixelData}: {streams} not read ({first})";
        bool isRemoved = elements.Any(element => element is RemovedElement && element.Location.Offset == codestreams.Pixels.Offset);
        yield return isRemoved
            ? new Warning(
                WarningCodes.CodestreamRemoved, $"{reason}, and text or a protected value was found there: the pixels were removed.")
            : new Warning(WarningCodes.CodestreamNotRead, $"{reason}. What decoders ignore in it, comments for example, is still there.");
    }

    private IEnumerable<Warning> Warnings()
    {
        if (survey.File.Find(Tags.EncryptedAttributesSequence) is not null)
        {
            yield return options.Audiences.Count == 0
                ? new Warning(
                    WarningCodes.EncryptedAttributesRemoved,
                    "The object was protected already. Its Encrypted Attributes were removed with the rest.")
                : new Warning(
                    WarningCodes.AlreadyProtected,
                    "The object was protected already. Its Encrypted Attributes are now encrypted themselves: its recipients "
                        + "depend on the new ones.");
        }

        long deflatedLength = survey.File.IsDeflated ? survey.File.Source.Length - survey.File.PrefixLength : 0;
        if (options.Audiences.Count > 0 && deflatedLength > options.EncryptedContentLimit)
        {
            yield return new Warning(
                WarningCodes.DeflatedNotOriginal,
                "The deflated data set is larger than the limit of encrypted content: every value will come back, not the original file.");
        }

        if (options.Audiences.Count > 0 && !options.Audiences.Any(audience => audience.Attributes.IsAllProtected))
        {
            yield return new Warning(
                WarningCodes.NobodyCanRestore, "No recipient gets all protected Attributes: nobody can restore the original.");
        }
    }
}
