using System.Globalization;
using Dicom.Cms.Data;
using static Dicom.Cms.Benchmarks.GeneratedObject;

namespace Dicom.Cms.Benchmarks;

/// <summary>An image with what a scanner says about patient, study, series and itself, all made up; noise for pixels.</summary>
internal static class GeneratedImage
{
    public const string SliceClassUid = "1.2.840.10008.5.1.4.1.1.2", MultiFrameClassUid = "1.2.840.10008.5.1.4.1.1.2.1";

    private const int Seed = 6;

    public static IReadOnlyList<DataElement> Create(string instanceUid, string classUid, ushort size, int frames) =>
    [
        .. Describe(instanceUid, classUid),
        .. frames == 1 ? [] : (DataElement[])[Text(Tags.NumberOfFrames, frames.ToString(CultureInfo.InvariantCulture))],
        Number(Tags.SamplesPerPixel, 1),
        Text(Tags.PhotometricInterpretation, "MONOCHROME2"),
        Number(Tags.Rows, size),
        Number(Tags.Columns, size),
        Text(Tags.PixelSpacing, @"0.5\0.5"),
        Number(Tags.BitsAllocated, 16),
        Number(Tags.BitsStored, 12),
        Number(Tags.HighBit, 11),
        Number(Tags.PixelRepresentation, 0),
        Text(Tags.RescaleIntercept, "-1024"),
        Text(Tags.RescaleSlope, "1"),
        new DataElement(Tags.PixelData, ValueRepresentation.OW, Noise(size * size * sizeof(ushort) * frames)),
    ];

    private static DataElement[] Describe(string instanceUid, string classUid) =>
    [
        Text(Tags.SpecificCharacterSet, "ISO_IR 192"),
        Text(Tags.ImageType, @"ORIGINAL\PRIMARY\AXIAL"),
        Text(Tags.SOPClassUID, classUid),
        Text(Tags.SOPInstanceUID, instanceUid),
        Text(Tags.StudyDate, "20260101"),
        Text(Tags.SeriesDate, "20260101"),
        Text(Tags.StudyTime, "120000"),
        Text(Tags.AccessionNumber, "ACC0001"),
        Text(Tags.Modality, "CT"),
        Text(Tags.Manufacturer, "ACME"),
        Text(Tags.InstitutionName, "General Hospital"),
        Text(Tags.ReferringPhysicianName, "Ref^Doctor"),
        Text(Tags.StationName, "CT01"),
        Text(Tags.StudyDescription, "Chest"),
        Text(Tags.SeriesDescription, "Axial"),
        Text(Tags.OperatorsName, "Oper^Ator"),
        Text(Tags.PatientName, "Doe^John"),
        Text(Tags.PatientID, "PID0001"),
        Text(Tags.PatientBirthDate, "19700101"),
        Text(Tags.PatientSex, "M"),
        Text(Tags.PatientAge, "056Y"),
        Text(Tags.SliceThickness, "1.25"),
        Text(Tags.KVP, "120"),
        Text(Tags.ProtocolName, "CHEST"),
        Text(Tags.StudyInstanceUID, "2.25.87654321098765432109876543210987001"),
        Text(Tags.SeriesInstanceUID, "2.25.87654321098765432109876543210987002"),
        Text(Tags.StudyID, "S1"),
        Text(Tags.SeriesNumber, "1"),
        Text(Tags.InstanceNumber, "17"),
        Text(Tags.ImagePositionPatient, @"0\0\0"),
        Text(Tags.ImageOrientationPatient, @"1\0\0\0\1\0"),
        Text(Tags.FrameOfReferenceUID, "2.25.87654321098765432109876543210987004"),
        Text(Tags.PositionReferenceIndicator, ""),
    ];

    private static byte[] Noise(int length)
    {
        byte[] pixels = new byte[length];
        new Random(Seed).NextBytes(pixels);
        return pixels;
    }
}
