using System.Buffers;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Replays the recovery of everything but bulk values that were only copied on the finished output, before it gets its name (exactness,
/// rule 9).
/// </summary>
internal static class ProtectionProof
{
    private const int BlockLength = 1 << 17;

    private const string Defect = "Nothing was written; this is a defect of Dicom.Cms.";

    /// <exception cref="ProtectionException">The original would not come back.</exception>
    public static void RequireOriginal(OutputBuffer output, byte[][] plaintexts, DicomObject original)
    {
        using ByteSource source = output.AsSource();
        using DicomObject present = DicomObject.Read(source);
        foreach (byte[] plaintext in plaintexts)
        {
            EncryptedAttributesDataSet decoded = EncryptedAttributesDataSetReader.Decode(plaintext, TransferSyntax.ExplicitLittleEndian);
            if (decoded.Record is not { } record) continue;
            Require(present, decoded, record);
            foreach (ValueEdits edits in record.Original?.EditedBulkValues ?? []) RequireValue(present, original, edits);
        }
    }

    private static void Require(DicomObject present, EncryptedAttributesDataSet decoded, RestorationRecord record)
    {
        ClearHeader? header = record.Original is null ? null : ClearHeader.Of(record, long.MaxValue);
        bool isAccepted = record.BoundSopInstanceUid == SourceObject.ReadUid(present, Tags.SOPInstanceUID)
            && present.Encoding == record.Encoding
            && ClearPartComparison.CompareWithoutTags(present, record, header).All.Length == 0;
        if (!isAccepted) throw new ProtectionException($"The protected object would not be recovered. {Defect}");
        if (header is null) return;
        byte[] digest = record.TransferSyntax.IsDeflated && !record.Original!.DeflatedDataSet.IsEmpty
            ? OriginalDigest.Compute([new BytesPart(record.Original.Prefix), new BytesPart(record.Original.DeflatedDataSet)])
            : OriginalDigest.Compute(OriginalAssembly.Assemble(record, header, decoded.Attributes, _ => []));
        bool comesBack = digest.AsSpan().SequenceEqual(record.Original!.Digest.Span);
        if (!comesBack) throw NotByteForByte();
    }

    /// <summary>A value of which something was cut is put together again, and compared octet for octet.</summary>
    private static void RequireValue(DicomObject present, DicomObject original, ValueEdits edits)
    {
        ElementLocation now = present.Find(edits.Tag)!.Value, before = original.Find(edits.Tag)!.Value;
        if (now.ValueLength != edits.Length || before.ValueLength != edits.OriginalLength) throw NotByteForByte();
        using EditedByteSource restored = edits.Apply(present.DataSetSource, now.ValueOffset);
        byte[] block = ArrayPool<byte>.Shared.Rent(2 * BlockLength);
        try
        {
            for (long done = 0; done < edits.OriginalLength; done += BlockLength)
            {
                int length = (int)Math.Min(BlockLength, edits.OriginalLength - done);
                Span<byte> first = block.AsSpan(0, length), second = block.AsSpan(BlockLength, length);
                bool isRead = restored.Read(done, first) == length
                    && original.DataSetSource.Read(before.ValueOffset + done, second) == length;
                if (!isRead || !first.SequenceEqual(second)) throw NotByteForByte();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true); // What was cut may name the patient.
        }
    }

    private static ProtectionException NotByteForByte() => new($"The original would not come back byte for byte. {Defect}");
}
