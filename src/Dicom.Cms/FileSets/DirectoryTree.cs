using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The records of a DICOMDIR as they hang together (PS3.3 F.4): PATIENT over STUDY over SERIES over objects.</summary>
internal sealed class DirectoryTree
{
    private static readonly DirectoryKey[] s_patientKeys =
        [DirectoryKey.MayBeEmpty(Tags.PatientName), DirectoryKey.Required(Tags.PatientID)]; // PS3.3 F.5.1

    private static readonly DirectoryKey[] s_studyKeys =
    [
        DirectoryKey.Required(Tags.StudyDate), DirectoryKey.Required(Tags.StudyTime), DirectoryKey.MayBeEmpty(Tags.AccessionNumber),
        DirectoryKey.MayBeEmpty(Tags.StudyDescription), DirectoryKey.Required(Tags.StudyInstanceUID), DirectoryKey.Required(Tags.StudyID),
    ]; // PS3.3 F.5.2

    private static readonly DirectoryKey[] s_seriesKeys =
    [
        DirectoryKey.Required(Tags.Modality), DirectoryKey.Required(Tags.SeriesInstanceUID), DirectoryKey.Required(Tags.SeriesNumber),
    ]; // PS3.3 F.5.3

    private readonly List<DirectoryRecord> _roots = [];
    private readonly Dictionary<(string Level, string Key), DirectoryRecord> _known = [];

    public IReadOnlyList<DirectoryRecord> Roots => _roots;

    /// <summary>Adds the record of an object, and those above it that are not there yet.</summary>
    /// <returns>Why it has no place; null if it has one now.</returns>
    public string? Add(DirectoryObject dicomObject, string[] fileId)
    {
        if (DirectoryRecordType.Find(dicomObject.SopClassUid) is not { } type)
            return "its SOP Class has no type of Directory Record below SERIES; PRIVATE records are not made";
        string patientId = dicomObject.Text(Tags.PatientID);
        string study = dicomObject.Text(Tags.StudyInstanceUID);
        string series = dicomObject.Text(Tags.SeriesInstanceUID);
        if (study.Length == 0) return "it has no Study Instance UID";
        if (series.Length == 0) return "it has no Series Instance UID";
        if (dicomObject.SopInstanceUid.Length == 0) return "it has no SOP Instance UID";

        string patient = patientId.Length > 0 ? patientId : $"\0{dicomObject.Text(Tags.PatientName)}";
        DirectoryRecord patientRecord = FindOrAdd("PATIENT", patient, _roots, dicomObject, s_patientKeys);
        DirectoryRecord studyRecord = FindOrAdd("STUDY", $"{patient}\0{study}", patientRecord.Lower, dicomObject, s_studyKeys);
        DirectoryRecord seriesRecord = FindOrAdd("SERIES", $"{patient}\0{study}\0{series}", studyRecord.Lower, dicomObject, s_seriesKeys);
        seriesRecord.Lower.Add(new DirectoryRecord(type.Name, [.. ReferenceTo(dicomObject, fileId), .. dicomObject.Read(type.Keys)]));
        return null;
    }

    private DirectoryRecord FindOrAdd(
        string level, string key, List<DirectoryRecord> siblings, DirectoryObject dicomObject, DirectoryKey[] keys)
    {
        if (_known.TryGetValue((level, key), out DirectoryRecord? record)) return record;
        record = new DirectoryRecord(level, [.. dicomObject.Read(keys)]);
        _known.Add((level, key), record);
        siblings.Add(record);
        return record;
    }

    private static IEnumerable<DataElement> ReferenceTo(DirectoryObject dicomObject, string[] fileId) =>
    [
        Element(Tags.ReferencedFileID, ValueRepresentation.CS, string.Join('\\', fileId)),
        Element(Tags.ReferencedSOPClassUIDInFile, ValueRepresentation.UI, dicomObject.SopClassUid),
        Element(Tags.ReferencedSOPInstanceUIDInFile, ValueRepresentation.UI, dicomObject.SopInstanceUid),
        Element(Tags.ReferencedTransferSyntaxUIDInFile, ValueRepresentation.UI, dicomObject.TransferSyntaxUid),
    ];

    private static DataElement Element(Tag tag, ValueRepresentation vr, string text) =>
        new(tag, vr, Padding.Pad(Encoding.Latin1.GetBytes(text), vr));
}
