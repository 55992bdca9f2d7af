using System.IO.Compression;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// The elements that stay in clear, as octets of the original, in its order: with them in the Item, its recipient does not depend on
/// what a server or a stranger did to the object. Of bulk values only the header is there.
/// </summary>
internal sealed class ClearHeader
{
    // Shorter ones do not pay for what zlib needs.
    private const int ShortestCompressed = 512;

    // RFC 1951: a match of 258 octets takes at least 2 bits.
    private const long MostInflation = 1032;

    private readonly ReadOnlyMemory<byte> _octets;
    private readonly HashSet<Tag> _tags;

    private ClearHeader(ReadOnlyMemory<byte> octets, IReadOnlyList<ElementLocation> elements, HashSet<Tag> tags)
    {
        _octets = octets;
        _tags = tags;
        Elements = elements;
    }

    /// <summary>The elements in the order of the original. Their offsets count in <see cref="Source"/>.</summary>
    public IReadOnlyList<ElementLocation> Elements { get; }

    /// <summary>The octets as a source.</summary>
    public ByteSource Source => ByteSource.FromMemory(_octets);

    /// <summary>Whether an element of the original stays in clear, and is not what protection wrote in place of one.</summary>
    public bool Contains(Tag tag) => _tags.Contains(tag);

    /// <summary>Header and value of an element; of a bulk value the header.</summary>
    public ReadOnlyMemory<byte> OctetsOf(in ElementLocation element) => _octets.Slice((int)element.Offset, (int)element.Length);

    /// <summary>Gathers the octets from a source.</summary>
    /// <param name="source">The original.</param>
    /// <param name="kept">The elements that stay in clear, in their order, and whether each is a bulk value.</param>
    public static byte[] Gather(DicomObject source, IReadOnlyList<(ElementLocation Location, bool IsBulk)> kept)
    {
        long length = 0;
        foreach ((ElementLocation element, bool isBulk) in kept) length += LengthOf(element, isBulk);
        byte[] octets = GC.AllocateUninitializedArray<byte>(checked((int)length));
        int at = 0;
        foreach ((ElementLocation element, bool isBulk) in kept)
        {
            Span<byte> place = octets.AsSpan(at, (int)LengthOf(element, isBulk));
            if (source.DataSetSource.Read(element.Offset, place) != place.Length)
                throw new DicomFormatException("The source ends earlier than it did before", element.Offset);
            at += place.Length;
        }

        return octets;

        static long LengthOf(in ElementLocation element, bool isBulk) =>
            isBulk ? element.ValueOffset - element.Offset : element.Length;
    }

    /// <summary>The clear header of an Item with everything.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="limit">Octets that it may inflate to.</param>
    /// <exception cref="DicomFormatException">It is damaged, or too long.</exception>
    public static ClearHeader Of(RestorationRecord record, long limit)
    {
        OriginalLayout original = record.Original!;
        if (original.ClearHeaderLength > limit)
            throw new DicomFormatException("The clear header is longer than the limit", 0, RestorationTags.ClearHeader);
        ReadOnlyMemory<byte> octets = original.IsClearHeaderDeflated
            ? Inflate(original.EncodedClearHeader, original.ClearHeaderLength)
            : original.EncodedClearHeader;
        return Parse(octets, record.Encoding, record.BulkValues);
    }

    /// <summary>Splits the octets into their elements.</summary>
    /// <param name="octets">The octets, inflated.</param>
    /// <param name="encoding">The encoding of the original.</param>
    /// <param name="bulkValues">The bulk values, of which only the header is there.</param>
    /// <exception cref="DicomFormatException">They are no elements.</exception>
    public static ClearHeader Parse(ReadOnlyMemory<byte> octets, DataSetEncoding encoding, IReadOnlyList<BulkValue> bulkValues)
    {
        HashSet<Tag> bulk = [.. bulkValues.Select(value => value.Tag)], seen = [];
        List<ElementLocation> elements = [];
        using SourceWindow window = new(ByteSource.FromMemory(octets));
        for (long at = 0; at < octets.Length; at = elements[^1].End)
        {
            if (!DataSetTokenizer.TryReadHeader(octets.Span[(int)at..], encoding, out ElementHeader header) || !seen.Add(header.Tag))
                throw new DicomFormatException("The clear header is damaged", at);
            bool isPlain = !header.HasUndefinedLength && header.Length <= octets.Length - at - header.HeaderLength;
            elements.Add(
                bulk.Contains(header.Tag) ? new ElementLocation(header, at, at + header.HeaderLength)
                : isPlain ? new ElementLocation(header, at, at + header.HeaderLength + header.Length)
                : DataSetSplit.LocateElement(window, at, octets.Length, encoding));
        }

        return new ClearHeader(octets, elements, seen);
    }

    /// <summary>Deflates octets (RFC 1951) where that makes them shorter; else null.</summary>
    public static byte[]? TryDeflate(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < ShortestCompressed) return null;
        using MemoryStream deflated = new(octets.Length / 2);
        using (DeflateStream deflater = new(deflated, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(octets);
        return deflated.Length < octets.Length ? deflated.ToArray() : null;
    }

    /// <summary>Inflates octets to the length that is stated.</summary>
    /// <exception cref="DicomFormatException">They inflate to another one.</exception>
    public static byte[] Inflate(ReadOnlyMemory<byte> deflated, int length)
    {
        if (length > deflated.Length * MostInflation)
            throw new DicomFormatException("The clear header is damaged", 0, RestorationTags.ClearHeaderLength);
        byte[] octets = GC.AllocateUninitializedArray<byte>(length);
        try
        {
            using SourceStream stream = new(ByteSource.FromMemory(deflated), 0);
            using DeflateStream inflater = new(stream, CompressionMode.Decompress);
            int read = inflater.ReadAtLeast(octets, length, throwOnEndOfStream: false);
            if (read == length && inflater.ReadByte() < 0) return octets;
        }
        catch (InvalidDataException)
        {
        }

        throw new DicomFormatException("The clear header is damaged", 0, RestorationTags.ClearHeader);
    }
}
