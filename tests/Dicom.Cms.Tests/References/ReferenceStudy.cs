using Dicom.Cms.Testing;
using static Dicom.Cms.Tests.StructuredContentObject;

namespace Dicom.Cms.Tests;

/// <summary>
/// A study of which each object refers to others, octet by octet: two CT images; a structure set, a plan and a dose; a segmentation; a
/// presentation state; a report; a selection of key objects; an encapsulated PDF; a waveform with annotations; a registration.
/// </summary>
internal static class ReferenceStudy
{
    public const string Study = "1.3.6.1.4.1.55555.1", Series = "1.3.6.1.4.1.55555.2", Frame = "1.3.6.1.4.1.55555.3";
    public const string Ct1 = "1.3.6.1.4.1.55555.11", Ct2 = "1.3.6.1.4.1.55555.12", Structures = "1.3.6.1.4.1.55555.13",
        Plan = "1.3.6.1.4.1.55555.14";
    public const string Dose = "1.3.6.1.4.1.55555.15", Segmentation = "1.3.6.1.4.1.55555.16", Presentation = "1.3.6.1.4.1.55555.17",
        Report = "1.3.6.1.4.1.55555.18";
    public const string KeyObjects = "1.3.6.1.4.1.55555.19", Document = "1.3.6.1.4.1.55555.20", Waveform = "1.3.6.1.4.1.55555.21",
        Registration = "1.3.6.1.4.1.55555.22";

    private const string Storage = "1.2.840.10008.5.1.4.1.1.", CtClass = Storage + "2";

    /// <summary>All objects by their SOP Instance UID.</summary>
    public static IReadOnlyDictionary<string, byte[]> In(WireEncoding encoding) => new Dictionary<string, byte[]>
    {
        [Ct1] = Image(encoding, Ct1),
        [Ct2] = Image(encoding, Ct2),
        [Structures] = StructureSet(encoding),
        [Plan] = RtPlan(encoding),
        [Dose] = RtDose(encoding),
        [Segmentation] = Segments(encoding),
        [Presentation] = PresentationState(encoding),
        [Report] = StructuredReport(encoding),
        [KeyObjects] = KeyObjectSelection(encoding),
        [Document] = EncapsulatedPdf(encoding),
        [Waveform] = Ecg(encoding),
        [Registration] = SpatialRegistration(encoding),
    };

    private static byte[] Image(WireEncoding encoding, string uid) => Head(encoding, "2", uid, "CT")
        .Text(0x0020_000D, "UI", Study).Text(0x0020_000E, "UI", Series).Text(0x0020_0052, "UI", Frame).ToFile();

    private static byte[] StructureSet(WireEncoding encoding) => Identified(encoding, "481.3", Structures, "RTSTRUCT", Frame)
        .Text(0x3006_0002, "SH", "SMITH pelvis").Text(0x3006_0008, "DA", "20240301").Text(0x3006_0009, "TM", "101500")
        .Sequence(0x3006_0010, frame => frame.Text(0x0020_0052, "UI", Frame).Sequence(
            0x3006_0012, study => Reference(study, "1.2.840.10008.3.1.2.3.1", Study).Sequence(
                0x3006_0014, series =>
                    series.Text(0x0020_000E, "UI", Series).Sequence(0x3006_0016, ReferTo(CtClass, Ct1), ReferTo(CtClass, Ct2)))))
        .Sequence(0x3006_0020, roi =>
            roi.Text(0x3006_0022, "IS", "7").Text(0x3006_0024, "UI", Frame).Text(0x3006_0026, "LO", "SMITH's bladder")
                .Text(0x3006_0036, "CS", "MANUAL"))
        .Sequence(0x3006_0039, contours => contours.Sequence(
            0x3006_0040, contour =>
                contour.Sequence(0x3006_0016, ReferTo(CtClass, Ct2)).Text(0x3006_0042, "CS", "POINT").Text(0x3006_0046, "IS", "1")
                    .Text(0x3006_0050, "DS", "1.5\\2.5\\3.5"))
            .Text(0x3006_0084, "IS", "7"))
        .Sequence(0x3006_0080, observation =>
            observation.Text(0x3006_0082, "IS", "1").Text(0x3006_0084, "IS", "7").Text(0x3006_00A4, "CS", "ORGAN")
                .Text(0x3006_00A6, "PN", "DOE^JANE"))
        .ToFile();

    private static byte[] RtPlan(WireEncoding encoding) => Identified(encoding, "481.5", Plan, "RTPLAN", Frame)
        .Text(0x300A_0002, "SH", "SMITH boost").Text(0x300A_0006, "DA", "20240302").Text(0x300A_000C, "CS", "PATIENT")
        .Sequence(0x300A_0070, group =>
            group.Text(0x300A_0071, "IS", "1").Text(0x300A_0078, "IS", "30").Text(0x300A_0080, "IS", "1").Text(0x300A_00A0, "IS", "0")
            .Sequence(0x300C_0004, beam => beam.Text(0x300A_0086, "DS", "123.5").Text(0x300C_0006, "IS", "4")))
        .Sequence(0x300A_00B0, beam =>
            beam.Text(0x300A_00B2, "SH", "LINAC 3").Text(0x300A_00C0, "IS", "4").Text(0x300A_00C4, "CS", "STATIC")
                .Text(0x300A_00C6, "CS", "PHOTON"))
        .Sequence(0x300C_0060, ReferTo(Storage + "481.3", Structures)).ToFile();

    private static byte[] RtDose(WireEncoding encoding) => Identified(encoding, "481.2", Dose, "RTDOSE", Frame)
        .Text(0x3004_0002, "CS", "GY").Text(0x3004_000A, "CS", "PLAN").Sequence(0x300C_0002, ReferTo(Storage + "481.5", Plan)).ToFile();

    private static byte[] Segments(WireEncoding encoding) => Before(encoding, "66.4", Segmentation, "SEG", bytes => bytes
            .Sequence(0x0008_1115, series =>
                series.Sequence(0x0008_114A, ReferTo(CtClass, Ct1), ReferTo(CtClass, Ct2)).Text(0x0020_000E, "UI", Series)), Frame)
        .Sequence(0x0062_0002, segment =>
            segment.Words(0x0062_0004, "US", 1).Text(0x0062_0005, "LO", "Liver").Text(0x0062_0008, "CS", "MANUAL")
            .Text(0x0062_0020, "UT", "lesion 1").Text(0x0062_0021, "UI", "1.3.6.1.4.1.55555.91"))
        .Sequence(0x5200_9230, FrameOf(Ct1), FrameOf(Ct2)).ToFile();

    private static Action<DicomBytes> FrameOf(string image) => frame => frame
        .Sequence(0x0008_9124, derivation => derivation.Sequence(0x0008_2112, ReferTo(CtClass, image)))
        .Sequence(0x0062_000A, segment => segment.Words(0x0062_000B, "US", 1));

    private static byte[] PresentationState(WireEncoding encoding) => Before(encoding, "11.1", Presentation, "PR", bytes => bytes
            .Sequence(0x0008_1115, series => series.Sequence(0x0008_1140, ReferTo(CtClass, Ct1)).Text(0x0020_000E, "UI", Series)))
        .Sequence(0x0070_0001, annotation => annotation.Sequence(0x0008_1140, ReferTo(CtClass, Ct1)).Text(0x0070_0002, "CS", "MARKS")
            .Sequence(0x0070_0008, text =>
                text.Text(0x0070_0004, "CS", "PIXEL").Text(0x0070_0006, "ST", "SMITH: see here")
                    .Bytes(0x0070_0014, "FL", 0, 0, 0, 0, 0, 0, 0, 0).Text(0x0070_0015, "CS", "N")))
        .Sequence(0x0070_005A, area => area.Sequence(0x0008_1140, ReferTo(CtClass, Ct1)).Text(0x0070_0100, "CS", "SCALE TO FIT"))
        .Text(0x0070_0080, "CS", "MARKED").Text(0x0070_0081, "LO", "marks for SMITH^JOHN").Text(0x0070_0084, "PN", "DOE^JANE").ToFile();

    private static byte[] StructuredReport(WireEncoding encoding) => Identified(encoding, "88.33", Report, "SR")
        .Text(0x0040_A040, "CS", "CONTAINER").Sequence(0x0040_A043, concept => Code(concept, "126000", "DCM", "Imaging Measurement Report"))
        .Text(0x0040_A050, "CS", "SEPARATE").Sequence(0x0040_A375, Evidence).Text(0x0040_A491, "CS", "COMPLETE")
        .Text(0x0040_A493, "CS", "UNVERIFIED")
        .Sequence(
            ContentSequence,
            item => item.Text(0x0040_A010, "CS", "CONTAINS").Text(0x0040_A040, "CS", "TEXT")
                .Sequence(ConceptName, concept => Code(concept, "121106", "DCM", "Comment"))
                .Text(0x0040_A160, "UT", "SMITH has a lesion"),
            item => item.Sequence(0x0008_1199, ReferTo(CtClass, Ct1)).Text(0x0040_A010, "CS", "CONTAINS").Text(0x0040_A040, "CS", "IMAGE"),
            item => item.Text(0x0040_A010, "CS", "CONTAINS").Text(0x0040_A040, "CS", "NUM")
                .Sequence(ConceptName, concept => Code(concept, "410668003", "SCT", "Length"))
                .Sequence(0x0040_A300, value =>
                    value.Sequence(0x0040_08EA, unit => Code(unit, "mm", "UCUM", "mm")).Text(0x0040_A30A, "DS", "17.5"))
                .Sequence(ContentSequence, scoord =>
                    scoord.Text(0x0040_A010, "CS", "INFERRED FROM").Text(0x0040_A040, "CS", "SCOORD").Bytes(0x0070_0022, "FL", new byte[8])
                        .Text(0x0070_0023, "CS", "POINT")
                        .Sequence(ContentSequence,
                            image => image.Sequence(0x0008_1199, ReferTo(CtClass, Ct2)).Text(0x0040_A010, "CS", "SELECTED FROM")
                                .Text(0x0040_A040, "CS", "IMAGE"))))
        .ToFile();

    private static byte[] KeyObjectSelection(WireEncoding encoding) => Identified(encoding, "88.59", KeyObjects, "KO")
        .Text(0x0040_A040, "CS", "CONTAINER").Sequence(0x0040_A043, concept => Code(concept, "113000", "DCM", "Of Interest"))
        .Text(0x0040_A050, "CS", "SEPARATE")
        .Sequence(0x0040_A375, Evidence)
        .Sequence(
            ContentSequence,
            item => item.Sequence(0x0008_1199, ReferTo(CtClass, Ct1)).Text(0x0040_A010, "CS", "CONTAINS").Text(0x0040_A040, "CS", "IMAGE"),
            item => item.Sequence(0x0008_1199, ReferTo(Storage + "88.33", Report)).Text(0x0040_A010, "CS", "CONTAINS")
                .Text(0x0040_A040, "CS", "COMPOSITE"))
        .ToFile();

    private static void Evidence(DicomBytes study) => study.Sequence(
        0x0008_1115, series => series.Sequence(0x0008_1199, ReferTo(CtClass, Ct1), ReferTo(CtClass, Ct2)).Text(0x0020_000E, "UI", Series))
        .Text(0x0020_000D, "UI", Study);

    private static byte[] EncapsulatedPdf(WireEncoding encoding)
    {
        byte[] length = encoding == WireEncoding.ExplicitBigEndian ? [0, 0, 0, 36] : [36, 0, 0, 0];
        return Identified(encoding, "104.1", Document, "DOC").Text(0x0042_0010, "ST", "letter about SMITH, JOHN")
            .Bytes(0x0042_0011, "OB", "%PDF-1.4 SMITH^JOHN was seen today.."u8.ToArray()).Text(0x0042_0012, "LO", "application/pdf")
            .Sequence(0x0042_0013, ReferTo(CtClass, Ct1)).Bytes(0x0042_0015, "UL", length).ToFile();
    }

    private static byte[] Ecg(WireEncoding encoding) => Before(encoding, "9.1.1", Waveform, "ECG", bytes => bytes
            .Sequence(0x0008_114A, ReferTo(CtClass, Ct1)))
        .Text(0x0020_0200, "UI", Frame)
        .Sequence(0x0040_B020, item => item.Text(0x0070_0006, "ST", "SMITH moved").Words(0x0040_A0B0, "US", 1, 1),
            item => item.Sequence(ConceptName, concept => Code(concept, "8867-4", "LN", "Heart rate")).Words(0x0040_A0B0, "US", 1, 1)
                .Text(0x0040_A30A, "DS", "61"))
        .Sequence(0x5400_0100, group =>
            group.Text(0x003A_0004, "CS", "ORIGINAL").Words(0x003A_0005, "US", 1).Bytes(0x003A_0010, "UL", 2, 0, 0, 0)
            .Text(0x003A_001A, "DS", "500").Text(0x003A_0020, "SH", "SMITH rest").Words(0x5400_1004, "US", 16).Text(0x5400_1006, "CS", "SS")
            .Words(0x5400_1010, "OW", 1, 2)).ToFile();

    private static byte[] SpatialRegistration(WireEncoding encoding) => Before(encoding, "66.1", Registration, "REG", bytes => bytes
            .Sequence(0x0008_1115, series => series.Sequence(0x0008_114A, ReferTo(CtClass, Ct1)).Text(0x0020_000E, "UI", Series)), Frame)
        .Sequence(0x0070_0308, frame => frame.Sequence(0x0008_1140, ReferTo(CtClass, Ct2)).Text(0x0020_0052, "UI", Frame)).ToFile();

    private static DicomBytes Identified(WireEncoding encoding, string branch, string uid, string modality, string? frame = null) =>
        Before(encoding, branch, uid, modality, _ => { }, frame);

    /// <summary>An object as far as its series and Frame of Reference.</summary>
    private static DicomBytes Before(WireEncoding encoding, string branch, string uid, string modality,
        Action<DicomBytes> group8, string? frame = null)
    {
        DicomBytes bytes = Head(encoding, branch, uid, modality, group8).Text(0x0020_000D, "UI", Study).Text(0x0020_000E, "UI", uid + ".1");
        return frame is null ? bytes : bytes.Text(0x0020_0052, "UI", frame);
    }

    private static DicomBytes Head(WireEncoding encoding, string branch, string uid, string modality, Action<DicomBytes>? group8 = null)
    {
        DicomBytes bytes = DicomBytes.In(encoding).Text(0x0008_0016, "UI", Storage + branch).Text(0x0008_0018, "UI", uid)
            .Text(0x0008_0020, "DA", "20240229").Text(0x0008_0060, "CS", modality);
        group8?.Invoke(bytes);
        return bytes.Text(0x0010_0010, "PN", "SMITH^JOHN").Text(0x0010_0020, "LO", "HOSP-4711");
    }

    private static Action<DicomBytes> ReferTo(string sopClass, string uid) => item => Reference(item, sopClass, uid);

    private static DicomBytes Reference(DicomBytes item, string sopClass, string uid) =>
        item.Text(0x0008_1150, "UI", sopClass).Text(0x0008_1155, "UI", uid);
}
