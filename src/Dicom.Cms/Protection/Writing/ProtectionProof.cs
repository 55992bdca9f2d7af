using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Replays the recovery of everything but bulk values on the finished output, before it gets its name (exactness, rule 9).
/// </summary>
internal static class ProtectionProof
{
    private const string Defect = "Nothing was written; this is a defect of Dicom.Cms.";

    /// <exception cref="ProtectionException">The original would not come back.</exception>
    public static void RequireOriginal(OutputBuffer output, byte[][] plaintexts)
    {
        using ByteSource source = output.AsSource();
        using DicomObject present = DicomObject.Read(source);
        foreach (byte[] plaintext in plaintexts)
        {
            EncryptedAttributesDataSet decoded = EncryptedAttributesDataSetReader.Decode(plaintext, TransferSyntax.ExplicitLittleEndian);
            if (decoded.Record is { } record) Require(present, decoded, record);
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
        if (!comesBack) throw new ProtectionException($"The original would not come back byte for byte. {Defect}");
    }
}
