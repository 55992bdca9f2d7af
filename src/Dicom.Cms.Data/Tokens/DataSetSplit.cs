namespace Dicom.Cms.Data;

/// <summary>A data set split into its top-level elements: they tile it from its first octet to the suffix.</summary>
internal sealed record DataSetSplit(
    DataSetEncoding Encoding, List<ElementLocation> Elements, long SuffixOffset, bool IsAscending, bool HasUnknownVr)
{
    // What most data sets have, so that their list is made once: elements, and octets of each where values are short.
    private const int UsualElements = 64, UsualLength = 24;

    /// <summary>Splits, reading headers only (exactness, rules 3 and 8).</summary>
    /// <returns>The split, or the error where the bytes are no data set of this encoding.</returns>
    public static (DataSetSplit? Split, DicomFormatException? Error) Split(
        SourceWindow window, long start, long end, DataSetEncoding encoding, DicomReadLimits limits) =>
        Split(window, start, end, encoding, limits, out _);

    /// <inheritdoc cref="Split(SourceWindow, long, long, DataSetEncoding, DicomReadLimits)"/>
    /// <param name="window">The octets.</param>
    /// <param name="start">Where the data set starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="limits">What is taken.</param>
    /// <param name="isCutOff">
    /// Whether it is of this encoding as far as it goes: at least two elements with VRs of PS3.5, ascending, and then one that is longer
    /// than what is left.
    /// </param>
    public static (DataSetSplit? Split, DicomFormatException? Error) Split(
        SourceWindow window, long start, long end, DataSetEncoding encoding, DicomReadLimits limits, out bool isCutOff)
    {
        isCutOff = false;
        List<ElementLocation> elements = new((int)Math.Min(UsualElements, (end - start) / UsualLength));
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(window, start, end, encoding, limits.Depth);
        bool ascending = true, unknown = false;
        Tag last = default;
        long brokenAt = start; // No padding begins before it. Without it a file of zeros would be scanned once per element.
        while (true)
        {
            long offset = tokenizer.Position;
            if (offset >= brokenAt && IsPadding(window, offset, end, out brokenAt)) return Done(offset);
            if (!tokenizer.Read()) break;

            ElementHeader header = tokenizer.Header;
            if (tokenizer.Token == DataSetToken.SequenceStart && !SkipItems(tokenizer)) break;
            ascending &= elements.Count == 0 || header.Tag > last;
            unknown |= encoding.IsExplicit && header.HasUnknownVr;
            last = header.Tag;
            if (elements.Count >= limits.Elements) return (null, new DicomFormatException("More elements than the limit", offset));
            elements.Add(new ElementLocation(header, offset, tokenizer.Position));
        }

        isCutOff = tokenizer.Error is not null && encoding.IsExplicit && elements.Count >= 2 && ascending && !unknown
            && tokenizer.Header.Tag > last && ValueRepresentation.Find(tokenizer.Header.VrCode) is not null;
        return tokenizer.Error is { } error ? (null, error) : Done(end);

        (DataSetSplit?, DicomFormatException?) Done(long suffix) => elements.Count == 0
            ? (null, new DicomFormatException("No element at all", start))
            : (new DataSetSplit(encoding, elements, suffix, ascending, unknown), null);
    }

    /// <summary>Splits all that the window shows, which must be a data set.</summary>
    /// <exception cref="DicomFormatException">The bytes are not a data set of that encoding.</exception>
    public static DataSetSplit Require(SourceWindow window, DataSetEncoding encoding, DicomReadLimits limits)
    {
        (DataSetSplit? split, DicomFormatException? error) = Split(window, 0, window.Length, encoding, limits);
        return split ?? throw error!;
    }

    /// <summary>Finds where the element at an offset ends.</summary>
    /// <exception cref="DicomFormatException">There is no element.</exception>
    public static ElementLocation LocateElement(SourceWindow window, long offset, long end, DataSetEncoding encoding)
    {
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(window, offset, end, encoding, DicomReadLimits.Default.Depth);
        bool isElement = tokenizer.Read();
        ElementHeader header = tokenizer.Header;
        if (isElement && tokenizer.Token == DataSetToken.SequenceStart) isElement = SkipItems(tokenizer);
        return isElement
            ? new ElementLocation(header, offset, tokenizer.Position)
            : throw tokenizer.Error ?? new DicomFormatException("No element", offset);
    }

    /// <summary>Passes over what an undefined length holds. Items of defined length are not looked into.</summary>
    private static bool SkipItems(DataSetTokenizer tokenizer)
    {
        int depth = tokenizer.Depth - 1;
        while (tokenizer.Depth > depth)
        {
            if (!tokenizer.Read()) return false;
            if (tokenizer.Token == DataSetToken.ItemStart && !tokenizer.Header.HasUndefinedLength) tokenizer.SkipItem();
        }

        return true;
    }

    /// <summary>Whether the rest repeats one octet that writers pad with: 00, FF or a space; if not, where that breaks.</summary>
    private static bool IsPadding(SourceWindow window, long offset, long end, out long brokenAt)
    {
        ReadOnlySpan<byte> bytes = window.Peek(offset, (int)Math.Min(4, end - offset));
        brokenAt = offset;
        if (bytes.IsEmpty || bytes[0] is not (0x00 or 0xFF or 0x20) || bytes.ContainsAnyExcept(bytes[0])) return false;
        byte padding = bytes[0];
        const int Step = 4096;
        for (long at = offset; at < end; at += Step)
        {
            int other = window.Peek(at, (int)Math.Min(Step, end - at)).IndexOfAnyExcept(padding);
            brokenAt = at + other;
            if (other >= 0) return false;
        }

        return true;
    }
}
