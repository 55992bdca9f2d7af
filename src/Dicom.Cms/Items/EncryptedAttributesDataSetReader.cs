using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Reads the plaintext of an Item, ours or of other software (PS3.15 E.1.2, PS3.3 C.12.1.1.4).</summary>
internal static class EncryptedAttributesDataSetReader
{
    /// <summary>Decodes a plaintext by its Transfer Syntax.</summary>
    /// <exception cref="DicomFormatException">It is no data set with one (0400,0550) of exactly one Item.</exception>
    public static EncryptedAttributesDataSet Decode(ReadOnlyMemory<byte> plaintext, TransferSyntax transferSyntax)
    {
        if (transferSyntax.IsDeflated) plaintext = Inflate(plaintext);
        DataSetEncoding encoding = transferSyntax.Encoding;
        ReadOnlyMemory<byte>? modifiedAttributes = null;
        List<DataElement> others = [];
        DataElementReader reader = new();
        foreach (ElementLocation location in ItemLocator.Split(plaintext, encoding))
        {
            ReadOnlyMemory<byte> bytes = plaintext.Slice((int)location.Offset, (int)location.Length);
            if (location.Tag != Tags.ModifiedAttributesSequence) others.Add(reader.ReadElement(bytes, encoding));
            else if (modifiedAttributes is null) modifiedAttributes = bytes;
            else throw new DicomFormatException("Modified Attributes Sequence occurs twice", location.Offset, location.Tag);
        }

        IReadOnlyList<ReadOnlyMemory<byte>> items = modifiedAttributes is { } sequence ? ItemLocator.ItemContents(sequence, encoding) : [];
        if (items.Count != 1)
            throw new DicomFormatException("Modified Attributes Sequence has not one Item", 0, Tags.ModifiedAttributesSequence);
        RestorationRecord? record = RestorationRecordReader.Read(others);
        if (record is not null && !ContentDigest.Matches(plaintext.Span))
            throw new DicomFormatException("The content is not what was encrypted", 0, RestorationTags.ContentDigest);
        return new EncryptedAttributesDataSet(ReadAttributes(items[0], encoding), record);
    }

    private static List<ProtectedAttribute> ReadAttributes(ReadOnlyMemory<byte> item, DataSetEncoding encoding)
    {
        ElementConversion conversion = new(new DataElementReader());
        List<ProtectedAttribute> attributes = [];
        HashSet<Tag> seen = [];
        foreach (ElementLocation location in ItemLocator.Split(item, encoding))
        {
            ReadOnlyMemory<byte> bytes = item.Slice((int)location.Offset, (int)location.Length);
            ReadOnlyMemory<byte> converted = conversion.TryToExplicitLittleEndian(bytes, encoding)
                ?? throw new DicomFormatException("A protected Attribute cannot be read", location.Offset, location.Tag);
            if (!ProtectedAttribute.IsAllowed(location.Tag) || !seen.Add(location.Tag))
                throw new DicomFormatException("Not an Attribute to recover", location.Offset, location.Tag);
            attributes.Add(new ProtectedAttribute(location.Tag, converted));
        }

        return attributes;
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> plaintext)
    {
        // A prefix that names the syntax lets the file reader inflate, with its limits against deflate bombs.
        byte[] uid = DataElementWriter.Write(
            new DataElement(
                Tags.TransferSyntaxUID, ValueRepresentation.UI, Padding.Pad("1.2.840.10008.1.2.1.99"u8, ValueRepresentation.UI)),
            DataSetEncoding.ExplicitLittleEndian);
        using DicomObject file = DicomObject.Read(
            (byte[])[.. uid, .. plaintext.Span], new DicomReadLimits { InflatedLength = Array.MaxLength });
        return file.IsDeflated
            ? file.DataSetSource.ReadRange(0, (int)file.DataSetSource.Length)
            : throw new DicomFormatException("The plaintext is not deflated", 0);
    }
}
