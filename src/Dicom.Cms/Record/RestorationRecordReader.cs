using System.Buffers.Binary;
using System.Globalization;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Reads the restoration record out of the elements behind (0400,0550).</summary>
internal static class RestorationRecordReader
{
    /// <summary>Reads the record.</summary>
    /// <returns>Null when the elements hold nothing of group 0401: an Item of other software.</returns>
    /// <exception cref="DicomFormatException">There is one, and it is damaged or of another version.</exception>
    public static RestorationRecord? Read(IReadOnlyList<DataElement> elements)
    {
        if (!elements.Any(element => element.Tag.Group == RestorationTags.Group)) return null;
        SequenceItem block = new(elements);
        if (block.Find(RestorationTags.PrivateCreator) is not { } creator || Uids.Parse(creator.Value.Span) != RestorationTags.Creator)
            throw Damaged(RestorationTags.PrivateCreator);
        BulkValue[] bulkValues = [.. ItemsOf(block, RestorationTags.BulkValues).Select(ReadBulk)];
        RestorationRecord record = new()
        {
            BoundSopInstanceUid = Uids.Parse(Require(block, RestorationTags.BoundSopInstanceUid).Value.Span),
            Purpose = block.Find(RestorationTags.Purpose) is { } purpose ? Uids.Parse(purpose.Value.Span) : "",
            KeyScope = block.Find(RestorationTags.KeyScope) is { } scope
                ? KeyScopeValue.Parse(Uids.Parse(scope.Value.Span)) ?? throw Damaged(scope.Tag)
                : null,
            ProtectionId = RequireBytes(block, RestorationTags.ProtectionId, RestorationRecord.IdLength),
            ProtectionTime = ReadTime(Require(block, RestorationTags.ProtectionTime)),
            ItemKey = new ItemKey(RequireBytes(block, RestorationTags.ItemKey, ItemKey.Length)),
            Commitments = ReadBytes(block, RestorationTags.Commitments),
            TransferSyntax = new TransferSyntax(Uids.Parse(Require(block, RestorationTags.TransferSyntaxUid).Value.Span)),
            BulkValues = bulkValues,
            ClearTags = ReadClearTags(block),
            DecodedPixels = block.Find(RestorationTags.DecodedDigest) is null ? null : ReadDecoded(block),
            Original = block.Find(RestorationTags.FullId) is null ? null : ReadOriginal(block, bulkValues),
        };
        RequireSound(record);
        return record;
    }

    private static DecodedPixels ReadDecoded(SequenceItem block)
    {
        ushort? planar = null;
        if (block.Find(RestorationTags.DecodedPlanarConfiguration) is { } element)
        {
            planar = element.Value.Length == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(element.Value.Span)
                : throw Damaged(element.Tag);
        }

        return new DecodedPixels(
            RequireBytes(block, RestorationTags.DecodedDigest, OriginalDigest.Length),
            Uids.Parse(Require(block, RestorationTags.DecodedPhotometricInterpretation).Value.Span),
            planar);
    }

    private static OriginalLayout ReadOriginal(SequenceItem block, BulkValue[] bulkValues)
    {
        ReadOnlyMemory<byte> header = ReadBytes(block, RestorationTags.ClearHeader);
        bool isDeflated = block.Find(RestorationTags.ClearHeaderLength) is not null;
        uint length = isDeflated ? ReadNumber(block, RestorationTags.ClearHeaderLength) : (uint)header.Length;
        if (length > Array.MaxLength) throw Damaged(RestorationTags.ClearHeaderLength);
        return new OriginalLayout
        {
            FullId = RequireBytes(block, RestorationTags.FullId, RestorationRecord.IdLength),
            Prefix = ReadBytes(block, RestorationTags.Prefix),
            Suffix = ReadBytes(block, RestorationTags.Suffix),
            DeflatedDataSet = ReadBytes(block, RestorationTags.DeflatedDataSet),
            LooseElements = [.. ItemsOf(block, RestorationTags.LooseElements).Select(ReadLoose)],
            Order = ReadTags(block, RestorationTags.Order),
            EncodedClearHeader = header,
            IsClearHeaderDeflated = isDeflated,
            ClearHeaderLength = (int)length,
            Digest = RequireBytes(block, RestorationTags.Digest, OriginalDigest.Length),
            EditedBulkValues = [.. ItemsOf(block, RestorationTags.EditedBulkValues).Select(item => ReadEdits(item, bulkValues))],
        };
    }

    private static ValueEdits ReadEdits(SequenceItem item, BulkValue[] bulkValues)
    {
        Tag tag = new(ReadNumber(item, RestorationTags.EditedTag));
        return Array.Find(bulkValues, bulk => bulk.Tag == tag) is { } bulk
            && ValueEdits.TryRead(tag, bulk.Length, ReadBytes(Require(item, RestorationTags.Edits))) is { } edits
                ? edits
                : throw Damaged(RestorationTags.Edits);
    }

    /// <summary>
    /// Either all bulk values have tags or none: one without them would pass as bound unchecked. Each value and each element is named
    /// once, so that checking them reads the object once.
    /// </summary>
    private static void RequireSound(RestorationRecord record)
    {
        if (record.TransferSyntax.Uid.Length == 0) throw Damaged(RestorationTags.TransferSyntaxUid);
        if (record.Commitments.Length % OriginalDigest.Length != 0) throw Damaged(RestorationTags.Commitments);
        if (record.BulkValues.Any(bulk => bulk.IsBound != record.BulkValues[0].IsBound)) throw Damaged(RestorationTags.BulkChunkTags);
        HashSet<Tag> seen = [];
        if (!record.BulkValues.All(bulk => seen.Add(bulk.Tag))) throw Damaged(RestorationTags.BulkValues);
        seen.Clear();
        if (record.Original is { } original && !original.EditedBulkValues.All(edits => seen.Add(edits.Tag)))
            throw Damaged(RestorationTags.EditedBulkValues);
        seen.Clear();
        if (!record.ClearTags.All(tag => seen.Add(tag.Tag))) throw Damaged(RestorationTags.ClearTags);
    }

    private static LooseElement ReadLoose(SequenceItem item)
    {
        uint ordinal = ReadNumber(item, RestorationTags.LooseOrdinal);
        if (ordinal > int.MaxValue) throw Damaged(RestorationTags.LooseOrdinal);
        return new LooseElement(
            (int)ordinal, new Tag(ReadNumber(item, RestorationTags.LooseTag)), ReadBytes(Require(item, RestorationTags.LooseBytes)));
    }

    private static BulkValue ReadBulk(SequenceItem item, int ordinal)
    {
        Tag tag = new(ReadNumber(item, RestorationTags.BulkTag));
        byte vr = RequireBytes(item, RestorationTags.BulkVr, 1).Span[0];
        long length = BinaryPrimitives.ReadInt64LittleEndian(RequireBytes(item, RestorationTags.BulkLength, sizeof(long)).Span);
        if (length < 0) throw Damaged(RestorationTags.BulkLength);
        if (item.Find(RestorationTags.BulkChunkTags) is null) return new BulkValue(ordinal, tag, vr, length);
        ReadOnlyMemory<byte> tags = ReadBytes(item, RestorationTags.BulkChunkTags);
        return tags.Length == BulkValue.ChunksOf(length) * BulkValue.ChunkTagLength
            ? new BulkValue(ordinal, tag, vr, length, tags.ToArray())
            : throw Damaged(RestorationTags.BulkChunkTags);
    }

    private static ClearTag[] ReadClearTags(SequenceItem block)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(block, RestorationTags.ClearTags).Span;
        if (bytes.Length % ClearTag.EncodedLength != 0) throw Damaged(RestorationTags.ClearTags);
        ClearTag[] tags = new ClearTag[bytes.Length / ClearTag.EncodedLength];
        for (int i = 0; i < tags.Length; i++)
        {
            ReadOnlySpan<byte> entry = bytes[(i * ClearTag.EncodedLength)..];
            tags[i] = new ClearTag(
                new Tag(BinaryPrimitives.ReadUInt32LittleEndian(entry)), entry[sizeof(uint)],
                BinaryPrimitives.ReadUInt128BigEndian(entry[(sizeof(uint) + 1)..]));
        }

        return tags;
    }

    private static DateTimeOffset ReadTime(DataElement element) =>
        DateTimeOffset.TryParseExact(
            Uids.Parse(element.Value.Span), RestorationRecordWriter.TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw Damaged(element.Tag);

    private static IReadOnlyList<SequenceItem> ItemsOf(SequenceItem block, Tag tag) => block.Find(tag)?.Items ?? [];

    private static uint ReadNumber(SequenceItem item, Tag tag)
    {
        ReadOnlySpan<byte> value = Require(item, tag).Value.Span;
        return value.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(value) : throw Damaged(tag);
    }

    private static Tag[] ReadTags(SequenceItem block, Tag tag)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(block, tag).Span;
        if (bytes.Length % sizeof(uint) != 0) throw Damaged(tag);
        Tag[] tags = new Tag[bytes.Length / sizeof(uint)];
        for (int i = 0; i < tags.Length; i++) tags[i] = new Tag(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]));
        return tags;
    }

    private static ReadOnlyMemory<byte> ReadBytes(SequenceItem block, Tag tag) =>
        block.Find(tag) is { } element ? ReadBytes(element) : ReadOnlyMemory<byte>.Empty;

    private static ReadOnlyMemory<byte> ReadBytes(DataElement element)
    {
        ReadOnlySpan<byte> value = element.Value.Span;
        bool whole = !value.IsEmpty && value[^1] is 1 or 2 && value.Length >= value[^1];
        return whole ? element.Value[..^value[^1]] : throw Damaged(element.Tag);
    }

    private static ReadOnlyMemory<byte> RequireBytes(SequenceItem block, Tag tag, int length)
    {
        ReadOnlyMemory<byte> bytes = ReadBytes(Require(block, tag));
        return bytes.Length == length ? bytes : throw Damaged(tag);
    }

    private static DataElement Require(SequenceItem block, Tag tag) => block.Find(tag) ?? throw Damaged(tag);

    private static DicomFormatException Damaged(Tag tag) => new("The restoration record is damaged", 0, tag);
}
