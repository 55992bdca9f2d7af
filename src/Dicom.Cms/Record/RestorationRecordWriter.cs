using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Puts the restoration record into elements of its private block. What is empty is left out.</summary>
internal static class RestorationRecordWriter
{
    public static List<DataElement> ToElements(RestorationRecord record)
    {
        List<DataElement> elements =
        [
            Creator(),
            Text(RestorationTags.BoundSopInstanceUid, ValueRepresentation.UI, record.BoundSopInstanceUid),
        ];
        if (record.Purpose.Length > 0) elements.Add(Text(RestorationTags.Purpose, ValueRepresentation.LO, record.Purpose));
        if (record.KeyScope is { } scope) elements.Add(Text(RestorationTags.KeyScope, ValueRepresentation.CS, KeyScopeValue.Of(scope)));
        if (record.Original is { } original) AddOriginal(elements, original);
        return elements;
    }

    private static void AddOriginal(List<DataElement> elements, OriginalLayout original)
    {
        elements.Add(Text(RestorationTags.TransferSyntaxUid, ValueRepresentation.UI, original.TransferSyntax.Uid));
        AddBytes(elements, RestorationTags.Prefix, original.Prefix);
        AddBytes(elements, RestorationTags.Suffix, original.Suffix);
        AddBytes(elements, RestorationTags.DeflatedSuffix, original.DeflatedSuffix);
        if (original.LooseElements.Count > 0)
        {
            elements.Add(new DataElement(RestorationTags.LooseElements, [.. original.LooseElements.Select(loose => Item(
                Number(RestorationTags.LooseOrdinal, (uint)loose.Ordinal),
                Number(RestorationTags.LooseTag, loose.Tag.Value),
                Bytes(RestorationTags.LooseBytes, loose.Bytes)))]));
        }

        AddBytes(elements, RestorationTags.Order, TagList(original.Order));
        AddBytes(elements, RestorationTags.AddedTags, TagList(original.AddedTags));
        AddBytes(elements, RestorationTags.Digest, original.Digest);
        if (original.BulkValues.Count > 0)
        {
            elements.Add(new DataElement(RestorationTags.BulkValues, [.. original.BulkValues.Select(BulkItem)]));
        }

        AddBytes(elements, RestorationTags.BulkKey, original.BulkKey);
    }

    private static SequenceItem BulkItem(BulkValue bulk)
    {
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bulk.Length);
        return bulk.ChunkTags is { } tags
            ? Item(
                Number(RestorationTags.BulkTag, bulk.Tag.Value), Bytes(RestorationTags.BulkLength, length),
                Bytes(RestorationTags.BulkChunkTags, tags))
            : Item(Number(RestorationTags.BulkTag, bulk.Tag.Value), Bytes(RestorationTags.BulkLength, length));
    }

    // PS3.5 7.8.1: a private block names its creator in each Item that uses it.
    private static SequenceItem Item(params ReadOnlySpan<DataElement> elements) => new([Creator(), .. elements]);

    private static DataElement Creator() => Text(RestorationTags.PrivateCreator, ValueRepresentation.LO, RestorationTags.Creator);

    private static DataElement Text(Tag tag, ValueRepresentation vr, string value) =>
        new(tag, vr, Padding.Pad(Encoding.Latin1.GetBytes(value), vr));

    private static DataElement Number(Tag tag, uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return new DataElement(tag, ValueRepresentation.UL, bytes);
    }

    // Octets may be odd in number, which OB is not (PS3.5 7.1.1): a last octet counts the padding, 1 or 2.
    private static DataElement Bytes(Tag tag, ReadOnlyMemory<byte> value)
    {
        int padding = (value.Length & 1) == 0 ? 2 : 1;
        byte[] padded = new byte[value.Length + padding];
        value.Span.CopyTo(padded);
        padded[^1] = (byte)padding;
        return new DataElement(tag, ValueRepresentation.OB, padded);
    }

    private static void AddBytes(List<DataElement> elements, Tag tag, ReadOnlyMemory<byte> value)
    {
        if (!value.IsEmpty) elements.Add(Bytes(tag, value));
    }

    private static byte[] TagList(IReadOnlyList<Tag> tags)
    {
        byte[] bytes = new byte[tags.Count * sizeof(uint)];
        for (int i = 0; i < tags.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), tags[i].Value);
        return bytes;
    }
}
