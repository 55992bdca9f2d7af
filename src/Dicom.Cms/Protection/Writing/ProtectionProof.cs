using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Replays the recovery of everything but bulk values on the finished output, before it gets its name (exactness, rule 9).
/// </summary>
internal static class ProtectionProof
{
    /// <exception cref="ProtectionException">The original would not come back.</exception>
    public static void RequireOriginal(OutputBuffer output, IReadOnlyList<EncryptedItem> items, IReadOnlyList<byte[]> plaintexts)
    {
        using ByteSource source = output.AsSource();
        using DicomObject present = DicomObject.Read(source);
        for (int i = 0; i < items.Count; i++)
        {
            EncryptedAttributesDataSet decoded = EncryptedAttributesDataSetReader.Decode(
                plaintexts[i], TransferSyntax.ExplicitLittleEndian);
            RequireAccepted(present, new OpenedItem(decoded, plaintexts[i], IsAuthenticated: true));
            if (decoded.Record?.Original is not { } layout) continue;
            byte[] digest = OriginalDigest.Compute(OriginalAssembly.Assemble(present, decoded.Attributes, layout), layout.DeflatedSuffix);
            bool comesBack = present.Encoding == layout.Encoding && digest.AsSpan().SequenceEqual(layout.Digest.Span);
            if (!comesBack)
            {
                throw new ProtectionException(
                    "The original would not come back byte for byte. Nothing was written; this is a defect of Dicom.Cms.");
            }
        }
    }

    private static void RequireAccepted(DicomObject present, OpenedItem item)
    {
        try
        {
            BindingCheck.CheckObject(present, [item], RecoveryPolicy.Default);
            BindingCheck.CheckCharacterSet(present, [item]);
        }
        catch (RecoveryException refusal)
        {
            throw new ProtectionException(
                "The protected object would not be recovered. Nothing was written; this is a defect of Dicom.Cms.", refusal);
        }
    }
}
