using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Puts the restoration record into elements of its private block. What is empty is left out.</summary>
internal static class RestorationRecordWriter
{
    /// <summary>How the protection time is written: DT in UTC, always as long (PS3.5 6.2).</summary>
    public const string TimeFormat = "yyyyMMddHHmmss.ffffff+0000";

    /// <summary>The elements of the record but the content digest, which is over them too.</summary>
    public static List<DataElement> ToElements(RestorationRecord record)
    {
        List<DataElement> elements =
        [
            Creator(),
            Text(RestorationTags.BoundSopInstanceUid, ValueRepresentation.UI, record.BoundSopInstanceUid),
        ];
        if (record.Purpose.Length > 0) elements.Add(Text(RestorationTags.Purpose, ValueRepresentation.LO, record.Purpose));
        if (record.KeyScope is { } scope) elements.Add(Text(RestorationTags.KeyScope, ValueRepresentation.CS, KeyScopeValue.Of(scope)));
        AddBytes(elements, RestorationTags.ProtectionId, record.ProtectionId);
        string time = record.ProtectionTime.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        elements.Add(Text(RestorationTags.ProtectionTime, ValueRepresentation.DT, time));
        AddBytes(elements, RestorationTags.ItemKey, record.ItemKey.Octets);
        AddBytes(elements, RestorationTags.Commitments, record.Commitments);
        elements.Add(Text(RestorationTags.TransferSyntaxUid, ValueRepresentation.UI, record.TransferSyntax.Uid));
        if (record.BulkValues.Count > 0)
            elements.Add(new DataElement(RestorationTags.BulkValues, [.. record.BulkValues.Select(BulkItem)]));
        AddBytes(elements, RestorationTags.ClearTags, ClearTagList(record.ClearTags));
        if (record.DecodedPixels is { } decoded) AddDecoded(elements, decoded);
        if (record.Original is { } original) AddOriginal(elements, original);
        return elements;
    }

    private static void AddDecoded(List<DataElement> elements, DecodedPixels decoded)
    {
        AddBytes(elements, RestorationTags.DecodedDigest, decoded.Digest);
        elements.Add(
            Text(RestorationTags.DecodedPhotometricInterpretation, ValueRepresentation.CS, decoded.PhotometricInterpretation));
        if (decoded.PlanarConfiguration is not { } planar) return;
        byte[] value = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(value, planar);
        elements.Add(new DataElement(RestorationTags.DecodedPlanarConfiguration, ValueRepresentation.US, value));
    }

    private static void AddOriginal(List<DataElement> elements, OriginalLayout original)
    {
        AddBytes(elements, RestorationTags.FullId, original.FullId);
        AddBytes(elements, RestorationTags.Prefix, original.Prefix);
        AddBytes(elements, RestorationTags.Suffix, original.Suffix);
        AddBytes(elements, RestorationTags.DeflatedDataSet, original.DeflatedDataSet);
        if (original.LooseElements.Count > 0)
        {
            elements.Add(new DataElement(RestorationTags.LooseElements, [.. original.LooseElements.Select(loose => Item(
                Number(RestorationTags.LooseOrdinal, (uint)loose.Ordinal),
                Number(RestorationTags.LooseTag, loose.Tag.Value),
                Bytes(RestorationTags.LooseBytes, loose.Bytes)))]));
        }

        AddBytes(elements, RestorationTags.Order, TagList(original.Order));
        AddBytes(elements, RestorationTags.ClearHeader, original.EncodedClearHeader);
        if (original.IsClearHeaderDeflated)
            elements.Add(Number(RestorationTags.ClearHeaderLength, (uint)original.ClearHeaderLength));
        AddBytes(elements, RestorationTags.Digest, original.Digest);
        if (original.EditedBulkValues.Count == 0) return;
        elements.Add(new DataElement(RestorationTags.EditedBulkValues, [.. original.EditedBulkValues.Select(edited => Item(
            Number(RestorationTags.EditedTag, edited.Tag.Value), Bytes(RestorationTags.Edits, edited.Encoded)))]));
    }

    private static SequenceItem BulkItem(BulkValue bulk)
    {
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bulk.Length);
        List<DataElement> elements =
        [
            Number(RestorationTags.BulkTag, bulk.Tag.Value),
            Bytes(RestorationTags.BulkVr, new byte[] { bulk.Vr }),
            Bytes(RestorationTags.BulkLength, length),
        ];
        if (bulk.IsBound) elements.Add(Bytes(RestorationTags.BulkChunkTags, bulk.ChunkTags()));
        return Item([.. elements]);
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

    private static byte[] ClearTagList(IReadOnlyList<ClearTag> tags)
    {
        byte[] bytes = new byte[tags.Count * ClearTag.EncodedLength];
        for (int i = 0; i < tags.Count; i++)
        {
            Span<byte> entry = bytes.AsSpan(i * ClearTag.EncodedLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, tags[i].Tag.Value);
            entry[sizeof(uint)] = tags[i].Vr;
            BinaryPrimitives.WriteUInt128BigEndian(entry[(sizeof(uint) + 1)..], tags[i].Code);
        }

        return bytes;
    }
}
