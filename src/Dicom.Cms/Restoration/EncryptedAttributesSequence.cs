using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes (0400,0500), one Item for each Encrypted Attributes Data Set (PS3.3 C.12.1.1.4.1).</summary>
internal static class EncryptedAttributesSequence
{
    /// <summary>The octets that the sequence takes, before anything is encrypted.</summary>
    public static int GetLength(IEnumerable<(TransferSyntax Syntax, int ContentLength)> items, DataSetEncoding encoding) =>
        DataElementWriter.GetLength(Build(items.Select(item => (item.Syntax, (ReadOnlyMemory<byte>)new byte[item.ContentLength]))), encoding);

    /// <summary>Writes the sequence.</summary>
    public static byte[] Write(IEnumerable<(TransferSyntax Syntax, ReadOnlyMemory<byte> Content)> items, DataSetEncoding encoding) =>
        DataElementWriter.Write(Build(items), encoding);

    private static DataElement Build(IEnumerable<(TransferSyntax Syntax, ReadOnlyMemory<byte> Content)> items) =>
        new(Tags.EncryptedAttributesSequence, [.. items.Select(item => new SequenceItem(
        [
            new DataElement(
                Tags.EncryptedContentTransferSyntaxUID,
                ValueRepresentation.UI,
                DummyValues.Pad(System.Text.Encoding.ASCII.GetBytes(item.Syntax.Uid), ValueRepresentation.UI)),
            new DataElement(Tags.EncryptedContent, ValueRepresentation.OB, DummyValues.Pad(item.Content.Span, ValueRepresentation.OB)),
        ]))]);
}
