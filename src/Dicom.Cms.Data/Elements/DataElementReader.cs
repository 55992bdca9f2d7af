using System.Diagnostics;

namespace Dicom.Cms.Data;

/// <summary>
/// Reads elements into memory, with everything nested in them. A sequence of defined length whose content does not parse
/// stays a value; innermost first (exactness, rule 4).
/// </summary>
public sealed class DataElementReader
{
    private static readonly Tag ItemTag = new(0xFFFE_E000);

    /// <summary>Shared by all empty Items; nothing is added to it.</summary>
    private static readonly List<DataElement> NoElements = [];

    private readonly VrResolver _resolver;
    private readonly DicomReadLimits _limits;

    /// <summary>Makes a reader.</summary>
    /// <param name="hasSignedPixels">Whether Pixel Representation (0028,0103) of the data set is 1.</param>
    /// <param name="limits">How deep it goes, and how many elements it takes into memory.</param>
    public DataElementReader(bool hasSignedPixels = false, DicomReadLimits? limits = null)
    {
        _resolver = new VrResolver(hasSignedPixels);
        _limits = limits ?? DicomReadLimits.Default;
    }

    /// <summary>Reads one element, which must fill <paramref name="bytes"/>.</summary>
    /// <param name="bytes">Header and value. The element's value is a part of it.</param>
    /// <param name="encoding">The encoding of the bytes.</param>
    /// <exception cref="DicomFormatException">The bytes are not one element.</exception>
    public DataElement ReadElement(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (TryReadFlat(bytes, encoding) is { } flat) return flat;
        using Input input = new(bytes, _limits.NestedElements);
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(input.Window, 0, bytes.Length, encoding, _limits.Depth);
        if (!tokenizer.Read()) throw tokenizer.Error ?? new DicomFormatException("No element", 0);
        ElementHeader header = tokenizer.Header;
        DataElement? element = ReadElement(input, tokenizer, 0);

        // Undefined lengths were walked when the data set was split, but defined Items were not looked into: where these do
        // not parse the element stays a value.
        element ??= new DataElement(header, OpaqueCodeOf(header, encoding)) { Value = bytes[header.HeaderLength..] };
        if (element.Items is not null || !header.HasUndefinedLength) RequireEnd(tokenizer, bytes.Length);
        return element;
    }

    /// <summary>Reads a data set: elements that fill <paramref name="bytes"/>, padding at the end apart.</summary>
    /// <exception cref="DicomFormatException">The bytes are not a data set of that encoding.</exception>
    public IReadOnlyList<DataElement> ReadDataSet(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        using Input input = new(bytes, _limits.NestedElements);
        DataSetSplit split = DataSetSplit.Require(input.Window, encoding, _limits);
        return [.. split.Elements.Select(location => ReadElement(bytes.Slice((int)location.Offset, (int)location.Length), encoding))];
    }

    /// <summary>An element that cannot hold Items is a header and a value: most are, and there is nothing to walk through.</summary>
    private DataElement? TryReadFlat(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        if (!DataSetTokenizer.TryReadHeader(bytes.Span, encoding, out ElementHeader header)) return null;
        if (header.HasUndefinedLength || (long)header.HeaderLength + header.Length != bytes.Length) return null;
        ushort code = CodeOf(header, encoding);
        if (code == ValueRepresentation.SQ.Code || code == ValueRepresentation.UN.Code) return null;
        return WithValue(header, code, bytes[header.HeaderLength..], encoding);
    }

    private static DataElement WithValue(in ElementHeader header, ushort code, ReadOnlyMemory<byte> value, DataSetEncoding encoding) =>
        new(header, code) { Value = ByteOrder.ToLittleEndian(value, ValueRepresentation.Find(code), encoding) };

    private static void RequireEnd(DataSetTokenizer tokenizer, long end)
    {
        if (tokenizer.Position != end) throw new DicomFormatException("Octets behind the element", tokenizer.Position);
    }

    /// <summary>Reads the element the tokenizer stands on.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="tokenizer">Stands on the element.</param>
    /// <param name="startDepth">How deep the tokenizer itself began; its own depth comes on top.</param>
    /// <returns>Null when what its undefined length holds is malformed.</returns>
    private DataElement? ReadElement(Input input, DataSetTokenizer tokenizer, int startDepth)
    {
        ElementHeader header = tokenizer.Header;
        long start = tokenizer.ValueOffset;
        bool isUndefined = tokenizer.Token == DataSetToken.SequenceStart;
        DataSetEncoding encoding = tokenizer.HeaderEncoding;
        ushort code = CodeOf(header, encoding);
        if (!isUndefined)
        {
            ReadOnlyMemory<byte> value = input.Slice(start, tokenizer.Position);
            IReadOnlyList<SequenceItem>? items = TryReadItems(input, code, value, start, encoding, startDepth + tokenizer.Depth);
            if (items is not null) return new DataElement(header, code) { Items = items };
            return WithValue(header, OpaqueCodeOf(header, encoding), value, encoding);
        }

        if (HoldsFragments(header.Tag, code))
        {
            return SkipFragments(tokenizer) ? new DataElement(header, code) { Value = input.Slice(start, tokenizer.Position) } : null;
        }

        List<SequenceItem>? undefined = ReadItems(input, tokenizer, startDepth);
        return undefined is null ? null : new DataElement(header, code) { Items = undefined, DelimitationLength = tokenizer.Header.Length };
    }

    private List<SequenceItem>? TryReadItems(
        Input input, ushort code, ReadOnlyMemory<byte> value, long start, DataSetEncoding encoding, int depth)
    {
        bool unknown = code == ValueRepresentation.UN.Code;
        if (unknown) encoding = DataSetEncoding.ImplicitLittleEndian;
        bool isSequence = code == ValueRepresentation.SQ.Code
            || (unknown && value.Length >= 8 && DataSetTokenizer.ReadTag(value.Span, encoding) == ItemTag);
        if (!isSequence || depth >= _limits.Depth) return null;

        long end = start + value.Length;
        DataSetTokenizer tokenizer = DataSetTokenizer.ForItems(input.Window, start, end, encoding, _limits.Depth - depth - 1);
        return ReadItems(input, tokenizer, depth + 1);
    }

    private List<SequenceItem>? ReadItems(Input input, DataSetTokenizer tokenizer, int startDepth)
    {
        List<SequenceItem> items = [];
        while (tokenizer.Read())
        {
            if (tokenizer.Token == DataSetToken.SequenceEnd) return items;
            Debug.Assert(tokenizer.Token == DataSetToken.ItemStart, "A sequence holds Items.");
            input.CountNested(tokenizer.HeaderOffset);
            bool isUndefined = tokenizer.Header.HasUndefinedLength;
            List<DataElement>? elements = ReadItem(input, tokenizer, startDepth);
            if (elements is null) return null;
            items.Add(new SequenceItem(elements)
            {
                HasUndefinedLength = isUndefined,
                DelimitationLength = isUndefined ? tokenizer.Header.Length : 0,
            });
        }

        return tokenizer.Token == DataSetToken.End ? items : null;
    }

    private List<DataElement>? ReadItem(Input input, DataSetTokenizer tokenizer, int startDepth)
    {
        List<DataElement>? elements = null;
        while (tokenizer.Read())
        {
            if (tokenizer.Token == DataSetToken.ItemEnd) return elements ?? NoElements;
            input.CountNested(tokenizer.HeaderOffset);
            elements ??= [];
            if (ReadElement(input, tokenizer, startDepth) is not { } element) return null;
            elements.Add(element);
        }

        return null;
    }

    private static bool SkipFragments(DataSetTokenizer tokenizer)
    {
        while (tokenizer.Read())
        {
            if (tokenizer.Token == DataSetToken.SequenceEnd) return true;
            if (!tokenizer.SkipItem()) return false;
        }

        return false;
    }

    private ushort CodeOf(in ElementHeader header, DataSetEncoding encoding) =>
        encoding.IsExplicit ? header.VrCode : _resolver.Resolve(header);

    // Rule 4: a sequence whose content does not parse is UN; what states its VR keeps it.
    private ushort OpaqueCodeOf(in ElementHeader header, DataSetEncoding encoding)
    {
        ushort code = CodeOf(header, encoding);
        return !encoding.IsExplicit && code == ValueRepresentation.SQ.Code ? ValueRepresentation.UN.Code : code;
    }

    /// <summary>Whether an undefined length means compressed Pixel Data in fragments (PS3.5 A.4).</summary>
    internal static bool HoldsFragments(Tag tag, ushort code) => tag == Tags.PixelData
        || ValueRepresentation.Find(code) is { Name: "OB" or "OW" or "OF" or "OD" or "OL" or "OV" };

    /// <summary>The bytes that are read, and the window through which the tokenizers see them.</summary>
    private sealed class Input(ReadOnlyMemory<byte> bytes, int nestedLimit) : IDisposable
    {
        private int _nested;

        public SourceWindow Window { get; } = new(ByteSource.FromMemory(bytes));

        /// <summary>Counts an element or Item, which costs about ten times its shortest encoding in memory.</summary>
        public void CountNested(long position)
        {
            if (++_nested > nestedLimit) throw new DicomFormatException("More nested elements than the limit", position);
        }

        public ReadOnlyMemory<byte> Slice(long start, long end) => bytes[(int)start..(int)end];

        public void Dispose() => Window.Dispose();
    }
}
