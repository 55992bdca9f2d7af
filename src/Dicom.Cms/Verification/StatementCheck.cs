using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What the object says about itself: de-identification, dates, burned-in text, File Meta Information (PS3.15 E.1.1 steps 6 and 7).
/// </summary>
internal static class StatementCheck
{
    // Where text is usually part of the picture (PS3.3 C.7.3.1.1.1), and the SOP Classes of captured screens.
    private static readonly string[] TextModalities =
        ["US", "IVUS", "ES", "XC", "GM", "OT", "SC", "OP", "XA", "RF", "DOC", "EPS", "ECG", "BI", "NM", "PT"];
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    private static readonly Tag[] AllowedMeta =
    [
        Tags.FileMetaInformationGroupLength, Tags.FileMetaInformationVersion, Tags.MediaStorageSOPClassUID, Tags.MediaStorageSOPInstanceUID,
        Tags.TransferSyntaxUID, Tags.ImplementationClassUID, Tags.ImplementationVersionName,
    ];

    public static IEnumerable<VerificationFinding> Check(DicomObject file, ConfidentialityProfile profile)
    {
        if (profile.ClaimsBasicProfile)
        {
            bool hasMethod = file.Find(Tags.DeidentificationMethod) is { ValueLength: > 0 } || ClaimedOptions.ReadCodes(file).Count > 0;
            if (Text(file, Tags.PatientIdentityRemoved) != "YES") yield return Statement(Tags.PatientIdentityRemoved);
            if (!hasMethod) yield return Statement(Tags.DeidentificationMethodCodeSequence);
            if (Text(file, Tags.LongitudinalTemporalInformationModified) != profile.OptionSet.LongitudinalTemporalInformation)
                yield return Statement(Tags.LongitudinalTemporalInformationModified);
        }

        if (MayHaveTextBurnedIn(file)) yield return new VerificationFinding(VerificationRule.BurnedIn, $"{Tags.PixelData}");
        foreach (VerificationFinding finding in CheckMeta(file)) yield return finding;
    }

    private static IEnumerable<VerificationFinding> CheckMeta(DicomObject file)
    {
        if (file.HasPart10Marker && file.PrefixLength >= 132 && file.Source.ReadRange(0, 128).Span.ContainsAnyExcept((byte)0))
            yield return new VerificationFinding(VerificationRule.FileMeta, "The preamble");
        foreach (ElementLocation element in file.MetaElements)
        {
            if (!AllowedMeta.Contains(element.Tag)) yield return new VerificationFinding(VerificationRule.FileMeta, $"{element.Tag}");
        }

        ElementLocation? meta = file.MetaElements
            .Where(element => element.Tag == Tags.MediaStorageSOPInstanceUID)
            .Cast<ElementLocation?>()
            .LastOrDefault();
        bool agrees = meta is not { ValueLength: <= 256 } uid
            || Uids.Parse(file.Source.ReadRange(uid.ValueOffset, (int)uid.ValueLength).Span)
                == SourceObject.ReadUid(file, Tags.SOPInstanceUID);
        if (!agrees) yield return new VerificationFinding(VerificationRule.FileMeta, $"{Tags.MediaStorageSOPInstanceUID}");
    }

    private static bool MayHaveTextBurnedIn(DicomObject file)
    {
        if (file.Find(Tags.PixelData) is null) return false;
        string statement = Text(file, Tags.BurnedInAnnotation);
        bool usuallyHasText = TextModalities.Contains(Text(file, Tags.Modality))
            || SourceObject.ReadUid(file, Tags.SOPClassUID).StartsWith(SecondaryCapture, StringComparison.Ordinal);
        return statement == "YES" || (statement != "NO" && usuallyHasText);
    }

    private static string Text(DicomObject file, Tag tag) =>
        file.Find(tag) is { ValueLength: <= 1024 } location ? Uids.Parse(file.ReadValue(location).Span) : "";

    private static VerificationFinding Statement(Tag tag) => new(VerificationRule.Statement, $"{tag}");
}
