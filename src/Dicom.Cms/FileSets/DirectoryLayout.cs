using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Lays the records of a DICOMDIR out in a file: depth first, and each with the offsets of those it leads to (PS3.3 F.2.2).
/// </summary>
internal static class DirectoryLayout
{

    private static readonly DataSetEncoding s_encoding = DataSetEncoding.ExplicitLittleEndian; // PS3.10 8.6

    /// <summary>The whole file, and how many records it has.</summary>
    public static (byte[] Bytes, int Records) Write(IReadOnlyList<DirectoryRecord> roots)
    {
        Debug.Assert(roots.Count > 0, "A DICOMDIR has records.");
        List<DirectoryRecord> records = [];
        Flatten(roots, records);
        byte[] meta = FileMetaInformation.Write(Uids.MediaStorageDirectory, UidOf(records), TransferSyntax.ExplicitLittleEndian);
        long position = meta.Length + DataElementWriter.Write(Head(roots), s_encoding).Length
            + DataElementWriter.WriteHeader(Tags.DirectoryRecordSequence, ValueRepresentation.SQ, 0, s_encoding).Length;
        foreach (DirectoryRecord record in records)
        {
            record.Offset = checked((uint)position);
            position += record.Length;
        }

        DataElement sequence = new(Tags.DirectoryRecordSequence, [.. records.Select(record => new SequenceItem(record.Elements()))]);
        byte[] bytes = [.. meta, .. DataElementWriter.Write([.. Head(roots), sequence], s_encoding)];
        Debug.Assert(bytes.Length == position, "What is written is as long as was computed.");
        return (bytes, records.Count);
    }

    public static DataElement UInt32(Tag tag, uint value)
    {
        byte[] octets = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        return new DataElement(tag, ValueRepresentation.UL, octets);
    }

    public static DataElement UInt16(Tag tag, ushort value)
    {
        byte[] octets = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(octets, value);
        return new DataElement(tag, ValueRepresentation.US, octets);
    }

    private static IReadOnlyList<DataElement> Head(IReadOnlyList<DirectoryRecord> roots) =>
    [
        new DataElement(Tags.FileSetID, ValueRepresentation.CS, ReadOnlyMemory<byte>.Empty),
        UInt32(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, roots[0].Offset),
        UInt32(Tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, roots[^1].Offset),
        UInt16(Tags.FileSetConsistencyFlag, 0),
    ];

    private static void Flatten(IReadOnlyList<DirectoryRecord> siblings, List<DirectoryRecord> records)
    {
        for (int i = 0; i < siblings.Count; i++)
        {
            siblings[i].Next = i + 1 < siblings.Count ? siblings[i + 1] : null;
            records.Add(siblings[i]);
            Flatten(siblings[i].Lower, records);
        }
    }

    // A UUID of version 8 over what the records say (RFC 9562 5.8, PS3.5 B.2): the same records, the same file.
    private static string UidOf(List<DirectoryRecord> records)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DirectoryRecord record in records) hash.AppendData(DataElementWriter.Write(record.Elements(), s_encoding));
        return UuidUid.OfVersion8(hash.GetHashAndReset().AsSpan(0, UuidUid.Octets));
    }
}
