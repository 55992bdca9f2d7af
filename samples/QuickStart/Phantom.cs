using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace QuickStart;

/// <summary>
/// A CT slice of nobody: the head phantom of Shepp and Logan (1974), and around it what a real slice says about a patient, a study, a
/// series and a scanner, all made up. Always the same bytes.
/// </summary>
internal static class Phantom
{
    public const ushort PrivateGroup = 0x0009;

    private const int Size = 512;
    private const double PixelSpacing = 0.46875; // mm: 240 mm across
    private const int RescaleIntercept = -1024;
    private const string ClassUid = "1.2.840.10008.5.1.4.1.1.2"; // CT Image Storage
    private const string StudyClassUid = "1.2.840.10008.3.1.2.3.1"; // Detached Study Management, as old archives still refer to it
    private const string StudyUid = "2.25.87654321098765432109876543210987001";
    private const string SeriesUid = "2.25.87654321098765432109876543210987002";
    private const string InstanceUid = "2.25.87654321098765432109876543210987"; // and three digits
    private const string FrameOfReferenceUid = "2.25.87654321098765432109876543210987004";

    // Intensity, half axes, centre, rotation in degrees; the square from -1 to 1 holds the head. Toft's intensities, easier to see.
    private static readonly (double Intensity, double A, double B, double X, double Y, double Degrees)[] Ellipses =
    [
        (1.0, 0.69, 0.92, 0, 0, 0),              // skull
        (-0.8, 0.6624, 0.874, 0, -0.0184, 0),    // brain
        (-0.2, 0.11, 0.31, 0.22, 0, -18),        // ventricles
        (-0.2, 0.16, 0.41, -0.22, 0, 18),
        (0.1, 0.21, 0.25, 0, 0.35, 0),           // lesions
        (0.1, 0.046, 0.046, 0, 0.1, 0),
        (0.1, 0.046, 0.046, 0, -0.1, 0),
        (0.1, 0.046, 0.023, -0.08, -0.605, 0),
        (0.1, 0.023, 0.023, 0, -0.606, 0),
        (0.1, 0.023, 0.046, 0.06, -0.605, 0),
    ];

    /// <summary>The slice as a Part 10 file, Explicit VR Little Endian. Another number gives another slice of the same series.</summary>
    public static byte[] CreateFile(int number = 3)
    {
        string instanceUid = FormattableString.Invariant($"{InstanceUid}{number:000}");
        byte[] meta = DataElementWriter.Write(
        [
            new DataElement(Tags.FileMetaInformationVersion, ValueRepresentation.OB, new byte[] { 0, 1 }),
            Text(Tags.MediaStorageSOPClassUID, ClassUid),
            Text(Tags.MediaStorageSOPInstanceUID, instanceUid),
            Text(Tags.TransferSyntaxUID, TransferSyntax.ExplicitLittleEndian.Uid),
            Text(Tags.ImplementationClassUID, "2.25.87654321098765432109876543210987005"),
        ], DataSetEncoding.ExplicitLittleEndian);
        byte[] metaLength = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(metaLength, (uint)meta.Length);
        DataElement groupLength = new(Tags.FileMetaInformationGroupLength, ValueRepresentation.UL, metaLength);

        return
        [
            .. new byte[128], .. "DICM"u8, // PS3.10 7.1
            .. DataElementWriter.Write(groupLength, DataSetEncoding.ExplicitLittleEndian),
            .. meta,
            .. DataElementWriter.Write([.. DataSet(instanceUid).OrderBy(element => element.Tag)], DataSetEncoding.ExplicitLittleEndian),
        ];
    }

    private static IEnumerable<DataElement> DataSet(string instanceUid) =>
        [.. Patient(), .. StudyAndSeries(), .. Equipment(), .. Image(instanceUid)];

    private static IEnumerable<DataElement> Patient() =>
    [
        Text(Tags.SpecificCharacterSet, "ISO_IR 100"),
        Text(Tags.PatientName, "Lindqvist^Astrid^Maria"),
        Text(Tags.PatientID, "MRN-4711-0815"),
        Text(Tags.IssuerOfPatientID, "St. Elsewhere"),
        Text(Tags.PatientBirthDate, "19580314"),
        Text(Tags.PatientSex, "F"),
        Text(Tags.PatientAge, "067Y"),
        Text(Tags.PatientSize, "1.71"),
        Text(Tags.PatientWeight, "68"),
        Text(Tags.PatientComments, "Prefers to be called Asta."),
    ];

    private static IEnumerable<DataElement> StudyAndSeries() =>
    [
        Text(Tags.StudyInstanceUID, StudyUid),
        Text(Tags.StudyID, "S-1003"),
        Text(Tags.StudyDate, "20250611"),
        Text(Tags.StudyTime, "101502"),
        Text(Tags.AccessionNumber, "ACC-20250611-07"),
        Text(Tags.ReferringPhysicianName, "Okafor^Ngozi^^Dr"),
        Text(Tags.StudyDescription, "CT head of Mrs Lindqvist"),
        new DataElement(Tags.ReferencedStudySequence,
        [
            new SequenceItem([Text(Tags.ReferencedSOPClassUID, StudyClassUid), Text(Tags.ReferencedSOPInstanceUID, StudyUid)]),
        ]),
        Text(Tags.SeriesInstanceUID, SeriesUid),
        Text(Tags.SeriesNumber, "2"),
        Text(Tags.SeriesDate, "20250611"),
        Text(Tags.SeriesTime, "101630"),
        Text(Tags.Modality, "CT"),
        Text(Tags.BodyPartExamined, "HEAD"),
        Text(Tags.PatientPosition, "HFS"),
        Text(Tags.OperatorsName, "Berg^Tove"),
        new DataElement(Tags.RequestAttributesSequence,
        [
            new SequenceItem([Text(Tags.ScheduledProcedureStepID, "SPS-88"), Text(Tags.RequestedProcedureID, "RP-55012")]),
        ]),
        Text(Tags.FrameOfReferenceUID, FrameOfReferenceUid),
        Text(Tags.PositionReferenceIndicator, ""),
    ];

    private static IEnumerable<DataElement> Equipment() =>
    [
        Text(Tags.Manufacturer, "Phantom Works"),
        Text(Tags.ManufacturerModelName, "Shepp 1974"),
        Text(Tags.InstitutionName, "St. Elsewhere Hospital"),
        Text(Tags.StationName, "CT-BASEMENT-1"),
        Text(Tags.DeviceSerialNumber, "SN-000042"),
        new DataElement(new Tag(PrivateGroup, 0x0010), ValueRepresentation.LO, Pad("PHANTOM WORKS 1", ' ')),
        new DataElement(new Tag(PrivateGroup, 0x1001), ValueRepresentation.LO, Pad("Bed 4, asked for by Dr Okafor", ' ')),
    ];

    private static IEnumerable<DataElement> Image(string instanceUid) =>
    [
        Text(Tags.SOPClassUID, ClassUid),
        Text(Tags.SOPInstanceUID, instanceUid),
        Text(Tags.ImageType, @"ORIGINAL\PRIMARY\AXIAL"),
        Text(Tags.ContentDate, "20250611"),
        Text(Tags.ContentTime, "101633"),
        Text(Tags.AcquisitionNumber, "1"),
        Text(Tags.InstanceNumber, "17"),
        Text(Tags.KVP, "120"),
        Text(Tags.SliceThickness, "5"),
        Text(Tags.ImagePositionPatient, @"-120\-120\40"),
        Text(Tags.ImageOrientationPatient, @"1\0\0\0\1\0"),
        Text(Tags.PixelSpacing, FormattableString.Invariant($@"{PixelSpacing}\{PixelSpacing}")),
        Number(Tags.SamplesPerPixel, 1),
        Text(Tags.PhotometricInterpretation, "MONOCHROME2"),
        Number(Tags.Rows, Size),
        Number(Tags.Columns, Size),
        Number(Tags.BitsAllocated, 16),
        Number(Tags.BitsStored, 12),
        Number(Tags.HighBit, 11),
        Number(Tags.PixelRepresentation, 0),
        Text(Tags.WindowCenter, "40"),
        Text(Tags.WindowWidth, "100"),
        Text(Tags.RescaleIntercept, FormattableString.Invariant($"{RescaleIntercept}")),
        Text(Tags.RescaleSlope, "1"),
        Text(Tags.RescaleType, "HU"),
        new DataElement(Tags.PixelData, ValueRepresentation.OW, Pixels()),
    ];

    private static byte[] Pixels()
    {
        byte[] pixels = new byte[Size * Size * sizeof(ushort)];
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                // Rows go down, the ordinate goes up.
                int hounsfield = HounsfieldAt((2.0 * column / (Size - 1)) - 1, 1 - (2.0 * row / (Size - 1)));
                BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(((row * Size) + column) * sizeof(ushort)),
                    (ushort)(hounsfield - RescaleIntercept));
            }
        }

        return pixels;
    }

    private static int HounsfieldAt(double x, double y)
    {
        double intensity = 0;
        bool isInside = false;
        foreach ((double share, double a, double b, double centreX, double centreY, double degrees) in Ellipses)
        {
            (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
            double along = ((x - centreX) * cosine) + ((y - centreY) * sine);
            double across = ((y - centreY) * cosine) - ((x - centreX) * sine);
            if ((along * along / (a * a)) + (across * across / (b * b)) > 1) continue;
            intensity += share;
            isInside = true;
        }

        // Air outside; bone; and within, 0 for water in the ventricles, 40 for brain, more for the lesions.
        return !isInside ? -1000 : intensity > 0.9 ? 1000 : (int)Math.Round(intensity * 200);
    }

    private static DataElement Text(Tag tag, string text)
    {
        ValueRepresentation vr = DataDictionary.VrOf(tag)!;
        return new DataElement(tag, vr, Pad(text, (char)vr.PaddingOctet));
    }

    private static DataElement Number(Tag tag, ushort value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return new DataElement(tag, ValueRepresentation.US, bytes);
    }

    // PS3.5 6.2: values have an even number of octets.
    private static byte[] Pad(string text, char padding) => Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + padding);
}
