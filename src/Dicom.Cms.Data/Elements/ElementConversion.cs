namespace Dicom.Cms.Data;

/// <summary>
/// Conversion of whole elements between encodings, such that the way back gives the same bytes, or none at all
/// (exactness, rules 4 and 5).
/// </summary>
public sealed class ElementConversion
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
    /// <returns>The element, or null where the way back does not give <paramref name="bytes"/>.</returns>
    public ReadOnlyMemory<byte>? TryToExplicitLittleEndian(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (encoding == DataSetEncoding.ExplicitLittleEndian)
        {
            return DataSetTokenizer.TryReadHeader(bytes.Span, encoding, out ElementHeader header) && !header.HasUnknownVr ? bytes : null;
        }

        try
        {
            byte[] converted = DataElementWriter.Write(_reader.ReadElement(bytes, encoding), DataSetEncoding.ExplicitLittleEndian);
            if (!IsOneElement(converted)) return null;
            return FromExplicitLittleEndian(converted, encoding).Span.SequenceEqual(bytes.Span) ? converted : null;
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

    private static bool IsOneElement(byte[] bytes)
    {
        using SourceWindow window = new(ByteSource.FromMemory(bytes));
        (DataSetSplit? split, _) = DataSetSplit.Split(
            window, 0, bytes.Length, DataSetEncoding.ExplicitLittleEndian, DicomReadLimits.Default.Depth);
        return split is { HasUnknownVr: false, Elements.Count: 1 } && split.SuffixOffset == bytes.Length;
    }
}
