using System.Buffers.Binary;
using System.Diagnostics;

namespace Dicom.Cms.Data;

/// <summary>Writes elements (PS3.5 7.1, 7.5): the length is computed first, then the bytes are written into their place.</summary>
public static class DataElementWriter
{
    private const uint ItemTag = 0xFFFE_E000, ItemDelimitation = 0xFFFE_E00D, SequenceDelimitation = 0xFFFE_E0DD;

    /// <summary>The octets that an element takes in an encoding.</summary>
    /// <exception cref="OverflowException">More than 2 GiB.</exception>
    public static int GetLength(DataElement element, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(encoding);
        return checked(HeaderLength(element, encoding) + ValueLength(element, encoding));
    }

    /// <summary>Writes an element.</summary>
    public static byte[] Write(DataElement element, DataSetEncoding encoding) => Write([element], encoding);

    /// <summary>Writes elements, one behind the other.</summary>
    public static byte[] Write(IReadOnlyList<DataElement> elements, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(elements);
        byte[] bytes = new byte[LengthOf(elements, encoding)];
        int written = WriteAll(elements, encoding, bytes);
        Debug.Assert(written == bytes.Length, "What is written is as long as was computed.");
        return bytes;
    }

    /// <summary>Writes a header alone: of an element whose value follows from elsewhere.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR, stated where the encoding is explicit.</param>
    /// <param name="valueLength">Octets of the value.</param>
    /// <param name="encoding">The encoding.</param>
    public static byte[] WriteHeader(Tag tag, ValueRepresentation vr, uint valueLength, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(vr);
        ArgumentNullException.ThrowIfNull(encoding);
        DataElement element = new(tag, vr, ReadOnlyMemory<byte>.Empty);
        byte[] bytes = new byte[HeaderLength(element, encoding)];
        WriteHeader(element, valueLength, encoding, bytes);
        return bytes;
    }

    /// <summary>Writes the header of an element with a value of defined length, in the style of the element.</summary>
    internal static byte[] WriteHeader(DataElement element, DataSetEncoding encoding)
    {
        byte[] bytes = new byte[HeaderLength(element, encoding)];
        WriteHeader(element, (uint)element.Value.Length, encoding, bytes);
        return bytes;
    }

    /// <summary>Writes the header of an Item (PS3.5 7.5), whose content follows from elsewhere. It states no VR in any encoding.</summary>
    /// <param name="contentLength">Octets of the content.</param>
    /// <param name="encoding">The encoding.</param>
    public static byte[] WriteItemHeader(uint contentLength, DataSetEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        byte[] bytes = new byte[8];
        WriteDelimiter(ItemTag, contentLength, encoding, bytes);
        return bytes;
    }

    private static int LengthOf(IReadOnlyList<DataElement> elements, DataSetEncoding encoding)
    {
        int length = 0;
        foreach (DataElement element in elements) length = checked(length + GetLength(element, encoding));
        return length;
    }

    private static int HeaderLength(DataElement element, DataSetEncoding encoding)
    {
        if (!encoding.IsExplicit || element.VrCode == 0) return 8;
        return element.Vr is { HasLongLength: false } ? 8 : 12;
    }

    private static int ValueLength(DataElement element, DataSetEncoding encoding)
    {
        if (element.Items is not { } items) return element.Value.Length;
        DataSetEncoding inner = EncodingOfItems(element, encoding);
        int length = element.HasUndefinedLength ? 8 : 0;
        foreach (SequenceItem item in items)
        {
            length = checked(length + 8 + LengthOf(item.Elements, inner) + (item.HasUndefinedLength ? 8 : 0));
        }

        return length;
    }

    // PS3.5 6.2.2 note 2: a sequence inside UN stands in Implicit VR Little Endian.
    private static DataSetEncoding EncodingOfItems(DataElement element, DataSetEncoding encoding) =>
        element.VrCode == ValueRepresentation.UN.Code ? DataSetEncoding.ImplicitLittleEndian : encoding;

    private static int WriteAll(IReadOnlyList<DataElement> elements, DataSetEncoding encoding, Span<byte> destination)
    {
        int written = 0;
        foreach (DataElement element in elements) written += Write(element, encoding, destination[written..]);
        return written;
    }

    private static int Write(DataElement element, DataSetEncoding encoding, Span<byte> destination)
    {
        int valueLength = ValueLength(element, encoding);
        uint lengthField = element.HasUndefinedLength ? ElementHeader.UndefinedLength : (uint)valueLength;
        int written = WriteHeader(element, lengthField, encoding, destination);
        destination = destination[written..];
        if (element.Items is { } items) return written + WriteItems(element, items, EncodingOfItems(element, encoding), destination);

        Span<byte> value = destination[..valueLength];
        element.Value.Span.CopyTo(value);
        bool isSwapped = encoding.IsBigEndian && !element.HasUndefinedLength;
        if (isSwapped && element.Vr is { UnitLength: > 1 and int unit }) ByteOrder.Swap(value, unit);
        return written + valueLength;
    }

    private static int WriteItems(DataElement element, IReadOnlyList<SequenceItem> items, DataSetEncoding encoding, Span<byte> destination)
    {
        int written = 0;
        foreach (SequenceItem item in items)
        {
            uint length = item.HasUndefinedLength ? ElementHeader.UndefinedLength : (uint)LengthOf(item.Elements, encoding);
            written += WriteDelimiter(ItemTag, length, encoding, destination[written..]);
            written += WriteAll(item.Elements, encoding, destination[written..]);
            if (item.HasUndefinedLength)
                written += WriteDelimiter(ItemDelimitation, item.DelimitationLength, encoding, destination[written..]);
        }

        if (element.HasUndefinedLength)
            written += WriteDelimiter(SequenceDelimitation, element.DelimitationLength, encoding, destination[written..]);
        return written;
    }

    private static int WriteHeader(DataElement element, uint length, DataSetEncoding encoding, Span<byte> destination)
    {
        if (!encoding.IsExplicit || element.VrCode == 0) return WriteDelimiter(element.Tag.Value, length, encoding, destination);

        WriteTag(element.Tag.Value, encoding, destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], element.VrCode);
        if (element.Vr is { HasLongLength: false } vr)
        {
            if (length > ushort.MaxValue) throw new OverflowException($"A value of {element.Tag} is too long for its VR {vr.Name}.");
            WriteUInt16((ushort)length, encoding, destination[6..]);
            return 8;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], element.Reserved);
        WriteUInt32(length, encoding, destination[8..]);
        return 12;
    }

    private static int WriteDelimiter(uint tag, uint length, DataSetEncoding encoding, Span<byte> destination)
    {
        WriteTag(tag, encoding, destination);
        WriteUInt32(length, encoding, destination[4..]);
        return 8;
    }

    private static void WriteTag(uint tag, DataSetEncoding encoding, Span<byte> destination)
    {
        WriteUInt16((ushort)(tag >> 16), encoding, destination);
        WriteUInt16((ushort)tag, encoding, destination[2..]);
    }

    private static void WriteUInt16(ushort value, DataSetEncoding encoding, Span<byte> destination)
    {
        if (encoding.IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
    }

    private static void WriteUInt32(uint value, DataSetEncoding encoding, Span<byte> destination)
    {
        if (encoding.IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(destination, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
    }
}
