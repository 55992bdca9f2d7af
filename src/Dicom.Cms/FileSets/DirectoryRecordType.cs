using Dicom.Cms.Data;
using static Dicom.Cms.DirectoryKey;

namespace Dicom.Cms;

/// <summary>A type of Directory Record below SERIES, its keys (PS3.3 F.5) and the SOP Classes it is for (PS3.3 F.4).</summary>
internal sealed class DirectoryRecordType
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    private static readonly DirectoryKey s_number = Required(Tags.InstanceNumber);
    private static readonly DirectoryKey[] s_time = [Required(Tags.ContentDate), Required(Tags.ContentTime)];

    // PS3.3 Table 10-12, Content Identification Macro
    private static readonly DirectoryKey[] s_identification =
        [s_number, Required(Tags.ContentLabel), MayBeEmpty(Tags.ContentDescription), MayBeEmpty(Tags.ContentCreatorName)];

    private static readonly DirectoryRecordType s_image = new("IMAGE", s_number);
    private static readonly DirectoryRecordType s_rtDose = new("RT DOSE", s_number, Required(Tags.DoseSummationType));

    private static readonly DirectoryRecordType s_rtStructureSet = new(
        "RT STRUCTURE SET", s_number, Required(Tags.StructureSetLabel), MayBeEmpty(Tags.StructureSetDate),
        MayBeEmpty(Tags.StructureSetTime));

    private static readonly DirectoryRecordType s_rtPlan = new(
        "RT PLAN", s_number, Required(Tags.RTPlanLabel), MayBeEmpty(Tags.RTPlanDate), MayBeEmpty(Tags.RTPlanTime));

    private static readonly DirectoryRecordType s_rtTreatRecord = new(
        "RT TREAT RECORD", s_number, MayBeEmpty(Tags.TreatmentDate), MayBeEmpty(Tags.TreatmentTime));

    private static readonly DirectoryRecordType s_presentation = new(
        "PRESENTATION",
        [
            Required(Tags.PresentationCreationDate), Required(Tags.PresentationCreationTime),
            WherePresent(Tags.ReferencedSeriesSequence), WherePresent(Tags.BlendingSequence), .. s_identification,
        ]);

    private static readonly DirectoryRecordType s_waveform = new("WAVEFORM", [s_number, .. s_time]);

    private static readonly DirectoryRecordType s_srDocument = new(
        "SR DOCUMENT",
        [
            s_number, .. s_time, Required(Tags.CompletionFlag), Required(Tags.VerificationFlag), WherePresent(Tags.VerificationDateTime),
            Required(Tags.ConceptNameCodeSequence), WherePresent(Tags.ContentSequence),
        ]);

    private static readonly DirectoryRecordType s_keyObject = new(
        "KEY OBJECT DOC", [s_number, .. s_time, Required(Tags.ConceptNameCodeSequence), WherePresent(Tags.ContentSequence)]);

    private static readonly DirectoryRecordType s_spectroscopy = new(
        "SPECTROSCOPY",
        [
            s_number, .. s_time, Required(Tags.ImageType), WherePresent(Tags.ReferencedImageEvidenceSequence),
            Required(Tags.NumberOfFrames), Required(Tags.Rows), Required(Tags.Columns), Required(Tags.DataPointRows),
            Required(Tags.DataPointColumns),
        ]);

    private static readonly DirectoryRecordType s_rawData = new("RAW DATA", [MayBeEmpty(Tags.InstanceNumber), .. s_time]);
    private static readonly DirectoryRecordType s_registration = new("REGISTRATION", [.. s_time, .. s_identification]);
    private static readonly DirectoryRecordType s_fiducial = new("FIDUCIAL", [.. s_time, .. s_identification]);

    private static readonly DirectoryRecordType s_encapsulated = new(
        "ENCAP DOC", MayBeEmpty(Tags.ContentDate), MayBeEmpty(Tags.ContentTime), s_number, MayBeEmpty(Tags.DocumentTitle),
        WherePresent(Tags.HL7InstanceIdentifier), MayBeEmpty(Tags.ConceptNameCodeSequence), Required(Tags.MIMETypeOfEncapsulatedDocument));

    private static readonly DirectoryRecordType s_valueMap = new("VALUE MAP", [.. s_time, .. s_identification]);
    private static readonly DirectoryRecordType s_stereometric = new("STEREOMETRIC", WherePresent(Tags.InstanceNumber));
    private static readonly DirectoryRecordType s_plan = new("PLAN", WherePresent(Tags.InstanceNumber));
    private static readonly DirectoryRecordType s_measurement = new("MEASUREMENT", [.. s_time, .. s_identification]);
    private static readonly DirectoryRecordType s_surface = new("SURFACE", [.. s_time, .. s_identification]);
    private static readonly DirectoryRecordType s_surfaceScan = new("SURFACE SCAN", s_time);
    private static readonly DirectoryRecordType s_tract = new("TRACT", [.. s_time, .. s_identification]);

    private static readonly DirectoryRecordType s_assessment = new(
        "ASSESSMENT", s_number, Required(Tags.InstanceCreationDate), MayBeEmpty(Tags.InstanceCreationTime));

    private static readonly DirectoryRecordType s_radiotherapy = new(
        "RADIOTHERAPY", s_number, WherePresent(Tags.UserContentLabel), WherePresent(Tags.UserContentLongLabel),
        MayBeEmpty(Tags.ContentDescription), MayBeEmpty(Tags.ContentCreatorName));

    private static readonly DirectoryRecordType s_annotation = new("ANNOTATION", [.. s_time, .. s_identification]);

    private DirectoryRecordType(string name, params IReadOnlyList<DirectoryKey> keys) => (Name, Keys) = (name, keys);

    /// <summary>Directory Record Type (0004,1430).</summary>
    public string Name { get; }

    public IReadOnlyList<DirectoryKey> Keys { get; }

    /// <summary>The type for the objects of a SOP Class; null where there is none below SERIES, or the class is not known.</summary>
    public static DirectoryRecordType? Find(string sopClassUid)
    {
        if (sopClassUid is "1.2.840.10008.5.1.4.34.7" or "1.2.840.10008.5.1.4.34.10") return s_plan;
        if (!sopClassUid.StartsWith(Storage, StringComparison.Ordinal)) return null;
        string branch = sopClassUid[Storage.Length..];
        return FindSingle(branch) ?? FindFamily(branch.Split('.'));
    }

    private static DirectoryRecordType? FindSingle(string branch) => branch switch
    {
        "4.2" => s_spectroscopy,
        "66" => s_rawData,
        "66.1" or "66.3" => s_registration,
        "66.2" => s_fiducial,
        "66.5" => s_surface,
        "66.6" => s_tract,
        "67" => s_valueMap,
        "68.1" or "68.2" => s_surfaceScan,
        "77.1.5.3" => s_stereometric,
        "78.6" or "79.1" => s_srDocument,
        "88.59" => s_keyObject,
        "90.1" => s_assessment,
        "91.1" => s_annotation,
        "481.1" or "481.23" or "481.24" => s_image,
        "481.2" => s_rtDose,
        "481.3" => s_rtStructureSet,
        "481.5" or "481.8" => s_rtPlan,
        "481.4" or "481.6" or "481.7" or "481.9" => s_rtTreatRecord,
        _ => null,
    };

    private static DirectoryRecordType? FindFamily(string[] branch) => branch switch
    {
        ["9", ..] => s_waveform,
        ["11", _] or ["131"] => s_presentation, // 131: Basic Structured Display
        ["78", ..] or ["80", "1"] => s_measurement,
        ["88", ..] => s_srDocument,
        ["104", ..] => s_encapsulated,
        ["481", ..] => s_radiotherapy,
        ["1" or "2" or "3" or "4" or "5" or "6" or "7" or "12" or "13" or "14" or "20" or "30" or "77", ..] => s_image,
        ["81" or "82" or "128" or "130", ..] => s_image,
        ["66", "4" or "7" or "8"] => s_image,
        _ => null,
    };
}
