using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Reads the restoration record out of the elements behind (0400,0550).</summary>
internal static class RestorationRecordReader
{
    /// <summary>Reads the record.</summary>
    /// <returns>Null when the elements hold none of ours.</returns>
    /// <exception cref="DicomFormatException">There is one, and it is damaged.</exception>
    public static RestorationRecord? Read(IReadOnlyList<DataElement> elements)
    {
        SequenceItem block = new(elements);
        if (block.Find(RestorationTags.PrivateCreator) is not { } creator || Uids.Parse(creator.Value.Span) != RestorationTags.Creator)
            return null;
        return new RestorationRecord
        {
            BoundSopInstanceUid = Uids.Parse(Require(block, RestorationTags.BoundSopInstanceUid).Value.Span),
            Purpose = block.Find(RestorationTags.Purpose) is { } purpose ? Uids.Parse(purpose.Value.Span) : "",
            KeyScope = block.Find(RestorationTags.KeyScope) is { } scope
                ? KeyScopeValue.Parse(Uids.Parse(scope.Value.Span)) ?? throw Damaged(scope.Tag)
                : null,
            Original = block.Find(RestorationTags.TransferSyntaxUid) is { } uid ? ReadOriginal(block, Uids.Parse(uid.Value.Span)) : null,
        };
    }

    private static OriginalLayout ReadOriginal(SequenceItem block, string transferSyntaxUid)
    {
        OriginalLayout layout = new()
        {
            TransferSyntax = new TransferSyntax(transferSyntaxUid),
            Prefix = ReadBytes(block, RestorationTags.Prefix),
            Suffix = ReadBytes(block, RestorationTags.Suffix),
            DeflatedSuffix = ReadBytes(block, RestorationTags.DeflatedSuffix),
            LooseElements = [.. ItemsOf(block, RestorationTags.LooseElements).Select(ReadLoose)],
            Order = ReadTags(block, RestorationTags.Order),
            AddedTags = ReadTags(block, RestorationTags.AddedTags),
            Digest = ReadBytes(Require(block, RestorationTags.Digest)),
            BulkValues = [.. ItemsOf(block, RestorationTags.BulkValues).Select(ReadBulk)],
            BulkKey = ReadBytes(block, RestorationTags.BulkKey),
        };
        RequireBulkKey(layout);
        return layout;
    }

    /// <summary>
    /// Tags without a key cannot be checked, and where there is a key, a value without tags would pass as bound unchecked. Each value is
    /// named once, so that checking them reads the object once.
    /// </summary>
    private static void RequireBulkKey(OriginalLayout layout)
    {
        bool isBound = layout.BulkKey.Length == BulkBinding.KeyLength;
        if (!isBound && !layout.BulkKey.IsEmpty) throw Damaged(RestorationTags.BulkKey);
        if (layout.BulkValues.Any(bulk => bulk.ChunkTags is null == isBound)) throw Damaged(RestorationTags.BulkKey);
        HashSet<Tag> seen = [];
        if (!layout.BulkValues.All(bulk => seen.Add(bulk.Tag))) throw Damaged(RestorationTags.BulkValues);
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
        ReadOnlySpan<byte> length = ReadBytes(Require(item, RestorationTags.BulkLength)).Span;
        if (length.Length != sizeof(long)) throw Damaged(RestorationTags.BulkLength);
        byte[]? tags = item.Find(RestorationTags.BulkChunkTags) is { } chunkTags ? ReadBytes(chunkTags).ToArray() : null;
        BulkValue bulk = new(ordinal, tag, BinaryPrimitives.ReadInt64LittleEndian(length), tags);
        long chunks = (bulk.Length / BulkValue.ChunkLength) + (bulk.Length % BulkValue.ChunkLength == 0 ? 0 : 1);
        bool damaged = bulk.Length < 0 || (tags is not null && tags.Length != chunks * BulkValue.ChunkTagLength);
        return damaged ? throw Damaged(RestorationTags.BulkChunkTags) : bulk;
    }

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

    private static DataElement Require(SequenceItem block, Tag tag) => block.Find(tag) ?? throw Damaged(tag);

    private static DicomFormatException Damaged(Tag tag) => new("The restoration record is damaged", 0, tag);
}
