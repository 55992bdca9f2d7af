namespace Dicom.Cms.Data;

/// <summary>Finds what lies in a sequence without reading it into memory.</summary>
internal static class ItemLocator
{
    /// <summary>The content of each Item of a sequence, as ranges of its bytes.</summary>
    /// <param name="sequence">Header and value of the element.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <exception cref="DicomFormatException">The element is no well-formed sequence.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ItemContents(ReadOnlyMemory<byte> sequence, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        using SourceWindow window = new(ByteSource.FromMemory(sequence));
        DataSetTokenizer tokenizer = OpenItems(window, 0, sequence.Length, encoding, DicomReadLimits.Default.Depth);
        List<ReadOnlyMemory<byte>> contents = [];
        int depth = tokenizer.Depth;
        while (tokenizer.Read() && tokenizer.Token == DataSetToken.ItemStart)
        {
            int start = (int)tokenizer.ValueOffset;
            if (!tokenizer.Header.HasUndefinedLength)
            {
                contents.Add(sequence.Slice(start, (int)tokenizer.Header.Length));
                tokenizer.SkipItem();
                continue;
            }

            while (tokenizer.Depth > depth && tokenizer.Read())
            {
            }

            if (tokenizer.Token == DataSetToken.ItemEnd) contents.Add(sequence[start..(int)tokenizer.HeaderOffset]);
        }

        return tokenizer.Error is { } error ? throw error : contents;
    }

    /// <summary>Whether a value begins with an Item tag, in either byte ordering: of an unknown VR, it is a sequence then.</summary>
    public static bool BeginsWithItem(ReadOnlySpan<byte> value) =>
        value is [0xFE, 0xFF, 0x00, 0xE0, ..] or [0xFF, 0xFE, 0xE0, 0x00, ..];

    /// <summary>Whether anything nested in a top-level element meets a condition, or cannot be read. Values are not read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="element">One of its elements.</param>
    /// <param name="condition">Is given the tag and the VR (null where none is stated or known).</param>
    public static bool AnyNested(DicomObject file, in ElementLocation element, Func<Tag, ValueRepresentation?, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(condition);
        using SourceWindow window = new(file.DataSetSource);
        int depthLimit = DicomReadLimits.Default.Depth;
        try
        {
            return AnyNested(window, OpenItems(window, element.Offset, element.End, file.Encoding, depthLimit), depthLimit, condition);
        }
        catch (DicomFormatException)
        {
            return true; // What cannot be read may hold anything: the caller then treats the element as a whole.
        }
    }

    /// <summary>Splits a data set in memory into its top-level elements.</summary>
    /// <exception cref="DicomFormatException">The bytes are not a data set of that encoding.</exception>
    public static IReadOnlyList<ElementLocation> Split(ReadOnlyMemory<byte> dataSet, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (dataSet.IsEmpty) return [];
        using SourceWindow window = new(ByteSource.FromMemory(dataSet));
        return DataSetSplit.Require(window, encoding, DicomReadLimits.Default).Elements;
    }

    private static bool AnyNested(
        SourceWindow window, DataSetTokenizer tokenizer, int depthLimit, Func<Tag, ValueRepresentation?, bool> condition)
    {
        while (tokenizer.Read())
        {
            if (tokenizer.Token is not (DataSetToken.Element or DataSetToken.SequenceStart)) continue;
            ElementHeader header = tokenizer.Header;
            ValueRepresentation? vr = header.VrCode != 0 && header.VrCode != ValueRepresentation.UN.Code
                ? ValueRepresentation.Find(header.VrCode)
                : DataDictionary.VrOf(header.Tag);
            if (condition(header.Tag, vr)) return true;

            if (tokenizer.Token != DataSetToken.Element || header.Length == 0 || !HoldsItems(window, tokenizer, vr)) continue;
            if (depthLimit == 0) return true;
            DataSetTokenizer nested = OpenItems(
                window, tokenizer.HeaderOffset, tokenizer.Position, tokenizer.HeaderEncoding, depthLimit - 1);
            if (AnyNested(window, nested, depthLimit - 1, condition)) return true;
        }

        return tokenizer.Error is not null;
    }

    private static bool HoldsItems(SourceWindow window, DataSetTokenizer tokenizer, ValueRepresentation? vr) =>
        vr == ValueRepresentation.SQ
        || DataDictionary.VrOf(tokenizer.Header.Tag) == ValueRepresentation.SQ
        || HidesItems(window, tokenizer, vr);

    private static bool HidesItems(SourceWindow window, DataSetTokenizer tokenizer, ValueRepresentation? vr) =>
        (vr is null || tokenizer.Header.VrCode == ValueRepresentation.UN.Code)
        && BeginsWithItem(window.Peek(tokenizer.ValueOffset, (int)Math.Min(4, tokenizer.Header.Length)));

    private static DataSetTokenizer OpenItems(SourceWindow window, long start, long end, DataSetEncoding encoding, int depthLimit)
    {
        DataSetTokenizer element = DataSetTokenizer.ForDataSet(window, start, end, encoding, depthLimit);
        if (!element.Read()) throw element.Error ?? new DicomFormatException("No element", start);
        if (element.Token == DataSetToken.SequenceStart) return element;

        bool unknown = element.Header.VrCode == ValueRepresentation.UN.Code;
        DataSetEncoding inner = unknown ? DataSetEncoding.ImplicitLittleEndian : encoding;
        return DataSetTokenizer.ForItems(window, element.ValueOffset, end, inner, depthLimit);
    }
}
