namespace Dicom.Cms.Data;

/// <summary>
/// Converts whole elements between encodings, and only if converting back gives the same bytes (exactness, rules 4 and 5).
/// </summary>
internal sealed class ElementConversion
{
    private readonly DataElementReader _reader;

    /// <summary>Makes a conversion.</summary>
    /// <param name="reader">Reads the elements; its dictionary gives the VR that Implicit VR leaves out.</param>
    public ElementConversion(DataElementReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
    }

    /// <summary>Converts an element to Explicit VR Little Endian, and back to compare.</summary>
    /// <param name="bytes">Header and value.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <returns>The element, or null if converting back does not give <paramref name="bytes"/>.</returns>
    public ReadOnlyMemory<byte>? TryToExplicitLittleEndian(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (encoding == DataSetEncoding.ExplicitLittleEndian)
        {
            // Not "? bytes : null": that null would become empty memory, by way of byte[].
            if (!DataSetTokenizer.TryReadHeader(bytes.Span, encoding, out ElementHeader header)) return null;
            if (header.HasUnknownVr || header.Tag.IsItemOrDelimitation) return null;
            return bytes;
        }

        try
        {
            DataElement element = _reader.ReadElement(bytes, encoding);
            if (element.Tag.IsItemOrDelimitation || HasOpaqueSequence(element)) return null;
            byte[] converted = DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian);
            if (!IsOneElement(converted)) return null;
            if (!FromExplicitLittleEndian(converted, encoding).Span.SequenceEqual(bytes.Span)) return null;
            return converted;
        }
        catch (Exception failure) when (failure is DicomFormatException or OverflowException)
        {
            return null; // The caller keeps the original bytes instead.
        }
    }

    /// <summary>Converts an element from Explicit VR Little Endian, going by the VR it states and never by the dictionary.</summary>
    /// <exception cref="DicomFormatException">The bytes are not one element.</exception>
    /// <exception cref="OverflowException">A value is too long for its VR in <paramref name="encoding"/>.</exception>
    public ReadOnlyMemory<byte> FromExplicitLittleEndian(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding == DataSetEncoding.ExplicitLittleEndian
            ? bytes
            : DataElementWriter.Write(_reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian), encoding);
    }

    /// <summary>As <see cref="FromExplicitLittleEndian"/>, in pieces: a value whose octets stay as they are is not copied.</summary>
    /// <exception cref="DicomFormatException">The bytes are not one element.</exception>
    /// <exception cref="OverflowException">A value is too long for its VR in <paramref name="encoding"/>.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> PiecesFromExplicitLittleEndian(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (encoding == DataSetEncoding.ExplicitLittleEndian) return [bytes];
        DataElement element = _reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
        bool staysAsItIs = element is { Items: null, HasUndefinedLength: false } && !encoding.IsBigEndian;
        return staysAsItIs
            ? [DataElementWriter.WriteHeader(element, encoding), element.Value]
            : [DataElementWriter.Write(element, encoding)];
    }

    /// <summary>Whether a sequence does not parse and could not become UN, as it does in Implicit VR (exactness, rule 4).</summary>
    private static bool HasOpaqueSequence(DataElement element) => element.Items is { } items
        ? items.Any(item => item.Elements.Any(HasOpaqueSequence))
        : element.VrCode == ValueRepresentation.SQ.Code;

    private static bool IsOneElement(byte[] bytes)
    {
        using SourceWindow window = new(ByteSource.FromMemory(bytes));
        (DataSetSplit? split, _) = DataSetSplit.Split(
            window, 0, bytes.Length, DataSetEncoding.ExplicitLittleEndian, DicomReadLimits.Default);
        return split is { HasUnknownVr: false, Elements.Count: 1 } && split.SuffixOffset == bytes.Length;
    }
}
