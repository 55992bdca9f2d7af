using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Preamble and File Meta Information of what we write: they describe this software and nothing of the source (PS3.10 7.1, PS3.15 E.1.1
/// step 7).
/// </summary>
internal static class FileMetaInformation
{
    // A UUID under 2.25 (PS3.5 B.2), made for this project once.
    private const string ImplementationClassUid = "2.25.290731146283127915306414612087315420483";
    private const string ImplementationVersionName = "DICOM_CMS_0_1";
    private const int PreambleLength = 128;

    public static byte[] Write(string sopClassUid, string sopInstanceUid, TransferSyntax transferSyntax)
    {
        List<DataElement> elements = [new DataElement(Tags.FileMetaInformationVersion, ValueRepresentation.OB, new byte[] { 0, 1 })];
        if (sopClassUid.Length > 0) elements.Add(Uid(Tags.MediaStorageSOPClassUID, sopClassUid));
        if (sopInstanceUid.Length > 0) elements.Add(Uid(Tags.MediaStorageSOPInstanceUID, sopInstanceUid));
        elements.Add(Uid(Tags.TransferSyntaxUID, transferSyntax.Uid));
        elements.Add(Uid(Tags.ImplementationClassUID, ImplementationClassUid));
        elements.Add(Text(Tags.ImplementationVersionName, ValueRepresentation.SH, ImplementationVersionName));

        byte[] group = DataElementWriter.Write(elements, DataSetEncoding.ExplicitLittleEndian);
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)group.Length);
        byte[] groupLength = DataElementWriter.Write(
            new DataElement(Tags.FileMetaInformationGroupLength, ValueRepresentation.UL, length), DataSetEncoding.ExplicitLittleEndian);
        return [.. new byte[PreambleLength], .. "DICM"u8, .. groupLength, .. group];
    }

    private static DataElement Uid(Tag tag, string uid) => Text(tag, ValueRepresentation.UI, uid);

    private static DataElement Text(Tag tag, ValueRepresentation vr, string text) =>
        new(tag, vr, Padding.Pad(Encoding.Latin1.GetBytes(text), vr));
}
