using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>Puts trees into octets, lies included.</summary>
internal sealed class ElementNodeWriter(DataSetEncoding encoding)
{
    private const uint Undefined = 0xFFFF_FFFF;

    private readonly List<byte> _target = new(2048);

    public static byte[] Write(IEnumerable<ElementNode> elements, DataSetEncoding encoding)
    {
        ElementNodeWriter writer = new(encoding);
        foreach (ElementNode element in elements) writer.Write(element);
        return [.. writer._target];
    }

    private void Write(ElementNode element)
    {
        byte[] content = ContentOf(element);
        WriteHeader(element, element.Lie ?? (element.HasUndefinedLength ? Undefined : (uint)content.Length));
        _target.AddRange(content);
        if (!element.HasUndefinedLength || element.LacksDelimitation) return;
        (uint tag, uint length) = element.Delimitation ?? (0xFFFE_E0DD, 0);
        InnerOf(element).WriteDelimiter(tag, length, _target);
    }

    private byte[] ContentOf(ElementNode element)
    {
        if (element.Items is { } items)
        {
            ElementNodeWriter inner = InnerOf(element);
            foreach (ItemNode item in items) inner.Write(item);
            return [.. inner._target];
        }

        int unit = VrOf(element)?.UnitLength ?? 1;
        if (!encoding.IsBigEndian || unit == 1) return element.Value;
        byte[] swapped = [.. element.Value];
        ByteOrder.Swap(swapped, unit);
        return swapped;
    }

    // PS3.5 6.2.2 note 2.
    private ElementNodeWriter InnerOf(ElementNode element) =>
        new(element.Vr == "UN" ? DataSetEncoding.ImplicitLittleEndian : encoding);

    private void Write(ItemNode item)
    {
        byte[] content = item.Fragment ?? Write(item.Elements, encoding);
        WriteDelimiter(item.Tag, item.Lie ?? (item.HasUndefinedLength ? Undefined : (uint)content.Length), _target);
        _target.AddRange(content);
        if (item.HasUndefinedLength && !item.LacksDelimitation) WriteDelimiter(0xFFFE_E00D, 0, _target);
    }

    private void WriteHeader(ElementNode element, uint length)
    {
        if (!encoding.IsExplicit || element.Vr.Length < 2)
        {
            WriteDelimiter(element.Tag, length, _target);
            return;
        }

        WriteTag(element.Tag, _target);
        _target.Add((byte)element.Vr[0]);
        _target.Add((byte)element.Vr[1]);
        if (VrOf(element) is { HasLongLength: false })
        {
            Write16((ushort)length, _target);
            return;
        }

        _target.Add((byte)element.Reserved);
        _target.Add((byte)(element.Reserved >> 8));
        Write32(length, _target);
    }

    private static ValueRepresentation? VrOf(ElementNode element) =>
        element.Vr.Length == 2 ? ValueRepresentation.Find((ushort)((element.Vr[0] << 8) | element.Vr[1])) : null;

    private void WriteDelimiter(uint tag, uint length, List<byte> target)
    {
        WriteTag(tag, target);
        Write32(length, target);
    }

    private void WriteTag(uint tag, List<byte> target)
    {
        Write16((ushort)(tag >> 16), target);
        Write16((ushort)tag, target);
    }

    private void Write16(ushort value, List<byte> target)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (encoding.IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        target.AddRange(bytes);
    }

    private void Write32(uint value, List<byte> target)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (encoding.IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        target.AddRange(bytes);
    }
}
