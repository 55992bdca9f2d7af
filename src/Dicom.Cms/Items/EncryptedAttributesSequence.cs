using System.Diagnostics;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes (0400,0500), one Item for each Encrypted Attributes Data Set (PS3.3 C.12.1.1.4.1).</summary>
internal static class EncryptedAttributesSequence
{
    /// <summary>The octets that the sequence takes, before anything is encrypted.</summary>
    public static int GetLength(EncryptedItem[] items, DataSetEncoding encoding) =>
        checked(SequenceHeader(items, encoding).Length + ItemsLength(items, encoding));

    /// <summary>Writes the sequence piece by piece.</summary>
    /// <param name="items">The Items.</param>
    /// <param name="contents">The envelope of each, made when its turn comes.</param>
    /// <param name="encoding">The encoding of the object.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Write(
        EncryptedItem[] items, IEnumerable<ReadOnlyMemory<byte>> contents, DataSetEncoding encoding)
    {
        yield return SequenceHeader(items, encoding);
        int i = 0;
        foreach (ReadOnlyMemory<byte> content in contents)
        {
            yield return ItemHead(items[i], encoding);
            Debug.Assert(content.Length == items[i].ContentLength, "The content is as long as was said.");
            i++;
            yield return content;
            if (content.Length % 2 != 0) yield return new byte[1]; // PS3.5 7.1.1
        }
    }

    private static byte[] SequenceHeader(EncryptedItem[] items, DataSetEncoding encoding) =>
        DataElementWriter.WriteHeader(
            Tags.EncryptedAttributesSequence, ValueRepresentation.SQ, (uint)ItemsLength(items, encoding), encoding);

    private static int ItemsLength(EncryptedItem[] items, DataSetEncoding encoding)
    {
        int length = 0;
        foreach (EncryptedItem item in items) length = checked(length + ItemHead(item, encoding).Length + EvenLengthOf(item.ContentLength));
        return length;
    }

    /// <summary>The Item up to its content: header, (0400,0510), header of (0400,0520).</summary>
    private static byte[] ItemHead(EncryptedItem item, DataSetEncoding encoding)
    {
        int even = EvenLengthOf(item.ContentLength);
        byte[] uid = Padding.Pad(Encoding.ASCII.GetBytes(item.TransferSyntax.Uid), ValueRepresentation.UI);
        byte[] elements =
        [
            .. DataElementWriter.Write(new DataElement(Tags.EncryptedContentTransferSyntaxUID, ValueRepresentation.UI, uid), encoding),
            .. DataElementWriter.WriteHeader(Tags.EncryptedContent, ValueRepresentation.OB, (uint)even, encoding),
        ];
        byte[] header = DataElementWriter.WriteItemHeader((uint)checked(elements.Length + even), encoding);
        return [.. header, .. elements];
    }

    private static int EvenLengthOf(int length) => checked(length + (length & 1));
}
