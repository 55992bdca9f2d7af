using System.Globalization;
using Dicom.Cms.Data;
using static Dicom.Cms.Benchmarks.GeneratedObject;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// A structured report (PS3.3 C.17.3): 25 containers of 99 Content Items each, every one with its concept name: 5,000 Items.
/// </summary>
internal static class GeneratedReport
{
    public const string ClassUid = "1.2.840.10008.5.1.4.1.1.88.33"; // Comprehensive SR Storage

    private const int Containers = 25, ItemsOfContainer = 99;

    public static IReadOnlyList<DataElement> Create(string instanceUid) =>
    [
        Text(Tags.SpecificCharacterSet, "ISO_IR 192"),
        Text(Tags.SOPClassUID, ClassUid),
        Text(Tags.SOPInstanceUID, instanceUid),
        Text(Tags.StudyDate, "20260101"),
        Text(Tags.ContentDate, "20260101"),
        Text(Tags.ContentTime, "120000"),
        Text(Tags.AccessionNumber, "ACC0001"),
        Text(Tags.Modality, "SR"),
        Text(Tags.Manufacturer, "ACME"),
        Text(Tags.ReferringPhysicianName, "Ref^Doctor"),
        Text(Tags.PatientName, "Doe^John"),
        Text(Tags.PatientID, "PID0001"),
        Text(Tags.PatientBirthDate, "19700101"),
        Text(Tags.PatientSex, "M"),
        Text(Tags.StudyInstanceUID, "2.25.87654321098765432109876543210987001"),
        Text(Tags.SeriesInstanceUID, "2.25.87654321098765432109876543210987003"),
        Text(Tags.StudyID, "S1"),
        Text(Tags.SeriesNumber, "9"),
        Text(Tags.InstanceNumber, "1"),
        Text(Tags.ValueType, "CONTAINER"),
        Text(Tags.ContinuityOfContent, "SEPARATE"),
        Text(Tags.CompletionFlag, "COMPLETE"),
        Text(Tags.VerificationFlag, "UNVERIFIED"),
        new DataElement(Tags.ContentSequence, [.. Enumerable.Range(0, Containers).Select(Container)]),
    ];

    private static SequenceItem Container(int number) => new(
    [
        Text(Tags.RelationshipType, "CONTAINS"),
        Text(Tags.ValueType, "CONTAINER"),
        ConceptName(number),
        Text(Tags.ContinuityOfContent, "SEPARATE"),
        new DataElement(Tags.ContentSequence,
            [.. Enumerable.Range(0, ItemsOfContainer).Select(index => ContentItem((number * ItemsOfContainer) + index))]),
    ]);

    private static SequenceItem ContentItem(int number)
    {
        (string type, DataElement value) = (number % 4) switch
        {
            0 => ("PNAME", Text(Tags.PersonName, "Doe^John")),
            1 => ("DATE", Text(Tags.Date, "20260101")),
            2 => ("UIDREF", Text(Tags.UID, string.Create(CultureInfo.InvariantCulture, $"2.25.8765432109876543210987{number:00000}"))),
            _ => ("TEXT", Text(Tags.TextValue,
                string.Create(CultureInfo.InvariantCulture, $"Finding {number}: a nodule of 4 mm, unchanged since it was last seen"))),
        };
        return new SequenceItem(
            [.. ((DataElement[])[Text(Tags.RelationshipType, "CONTAINS"), Text(Tags.ValueType, type), ConceptName(number), value]).OrderBy(
                element => element.Tag)]);
    }

    private static DataElement ConceptName(int number) => new(Tags.ConceptNameCodeSequence,
    [
        new SequenceItem(
        [
            Text(Tags.CodeValue, string.Create(CultureInfo.InvariantCulture, $"{121000 + (number % 100)}")),
            Text(Tags.CodingSchemeDesignator, "DCM"),
            Text(Tags.CodeMeaning, "Finding"),
        ]),
    ]);
}
