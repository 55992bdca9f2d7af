using System.Buffers.Binary;
using Dicom.Cms.Data;
using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Preamble and File Meta Information (PS3.10 7.1) in front of a data set that is presented.</summary>
internal static class PresentedFileMeta
{
    private const int PreambleLength = 128;

    public static byte[] Write(DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, PresentedSyntax syntax)
    {
        bool isThere = fileMetaInfo is not null && fileMetaInfo.Any();
        DicomFileMetaInformation meta = Copy(isThere ? fileMetaInfo! : MadeFor(dataset));
        meta.AddOrUpdate(new DicomUniqueIdentifier(DicomTag.TransferSyntaxUID, syntax.TransferSyntaxUid));
        meta.Remove(DicomTag.FileMetaInformationGroupLength);

        SegmentWriter writer = new();
        DatasetEncoder encoder = new(writer, DataSetEncoding.ExplicitLittleEndian);
        TextEncodings encodings = TextEncodings.Of(meta);
        foreach (DicomItem item in meta) encoder.Write(item, encodings);
        byte[] group = new byte[writer.Length], length = new byte[sizeof(uint)];
        using SegmentSource source = new(writer);
        source.Read(0, group);
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)group.Length);
        byte[] groupLength = DataElementWriter.Write(
            new DataElement(Tags.FileMetaInformationGroupLength, ValueRepresentation.UL, length), DataSetEncoding.ExplicitLittleEndian);
        return [.. new byte[PreambleLength], .. "DICM"u8, .. groupLength, .. group];
    }

    /// <summary>What fo-dicom writes for a data set of its own, which may lack what must stand there.</summary>
    private static DicomFileMetaInformation MadeFor(DicomDataset dataset)
    {
        DicomFileMetaInformation meta = new()
        {
            Version = [0, 1],
            ImplementationClassUID = DicomImplementation.ClassUID,
            ImplementationVersionName = DicomImplementation.Version,
        };
        Carry(DicomTag.SOPClassUID, DicomTag.MediaStorageSOPClassUID);
        Carry(DicomTag.SOPInstanceUID, DicomTag.MediaStorageSOPInstanceUID);
        return meta;

        void Carry(DicomTag from, DicomTag to)
        {
            if (dataset.GetDicomItem<DicomElement>(from) is DicomUniqueIdentifier uid)
                meta.AddOrUpdate(new DicomUniqueIdentifier(to, uid.Buffer));
        }
    }

    private static DicomFileMetaInformation Copy(DicomFileMetaInformation meta)
    {
        DicomFileMetaInformation copy = [];
        copy.AddOrUpdate((IEnumerable<DicomItem>)meta);
        return copy;
    }
}
