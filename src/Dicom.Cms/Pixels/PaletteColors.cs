using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Finds black among the colors of a palette (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6).</summary>
internal sealed class PaletteColors
{
    private readonly ushort[] _entries;
    private readonly int _first;
    private readonly int _bits;

    private PaletteColors(ushort[] entries, int first, int bits)
    {
        _entries = entries;
        _first = first;
        _bits = bits;
    }

    /// <summary>The pixel value that is shown darkest; among several the least.</summary>
    /// <exception cref="ProtectionException">The palette cannot be read, or is one in segments.</exception>
    public static long DarkestIndex(DicomFile file, PixelFormat format)
    {
        PaletteColors red = Read(file, format, Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData);
        PaletteColors green = Read(file, format, Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData);
        PaletteColors blue = Read(file, format, Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData);

        long least = format.IsSigned ? -(1L << (format.BitsStored - 1)) : 0, greatest = least + (1L << format.BitsStored) - 1;

        // Beyond its ends a palette goes on as at the ends, so no more values need a look.
        long from = Math.Clamp(red._first, least, greatest), to = Math.Clamp(red._first + (long)red._entries.Length - 1, least, greatest);
        long darkest = from;
        for (long value = from; value <= to; value++)
        {
            if (BrightnessOf(value) < BrightnessOf(darkest)) darkest = value;
        }

        return darkest;

        // ITU-R BT.601, in thousandths.
        double BrightnessOf(long value) => (299 * red.ShownAs(value)) + (587 * green.ShownAs(value)) + (114 * blue.ShownAs(value));
    }

    private static PaletteColors Read(DicomFile file, PixelFormat format, Tag descriptor, Tag data)
    {
        bool isTwice = file.Elements.Count(element => element.Tag == descriptor) > 1 || file.Elements.Count(element => element.Tag == data) > 1;
        if (isTwice) throw Refuse($"{descriptor} or {data} occurs twice", data);
        if (file.Find(descriptor) is not { ValueLength: 3 * sizeof(ushort) } description) throw Refuse($"{descriptor} is missing or not three numbers", descriptor);
        if (file.Find(data) is not { HasUndefinedLength: false } location) throw Refuse($"{data} is missing (palettes in segments are not read)", data);

        ushort[] numbers = PixelValues.ReadUInt16s(file, description);
        int count = numbers[0] == 0 ? 1 << 16 : numbers[0], bits = numbers[2];
        int first = format.IsSigned ? (short)numbers[1] : numbers[1];
        ushort[] words = location.ValueLength <= 2L << 16 ? PixelValues.ReadUInt16s(file, location) : [];

        // Entries of 8 bits stand two in a word, the first in its low half; some writers give each a word of its own.
        ushort[] entries = words.Length >= count ? words : [.. words.SelectMany(word => (ushort[])[(ushort)(word & 0xFF), (ushort)(word >> 8)])];
        bool isReadable = bits is 8 or 16 && entries.Length >= count && (bits == 8 || words.Length >= count);
        return isReadable ? new PaletteColors(entries[..count], first, bits) : throw Refuse($"{data} is not what {descriptor} says", data);
    }

    /// <summary>The share of the full brightness.</summary>
    private double ShownAs(long value) => _entries[Math.Clamp(value - _first, 0, _entries.Length - 1)] / (double)((1 << _bits) - 1);

    private static ProtectionException Refuse(string reason, Tag tag) =>
        new($"{reason}: which value of PALETTE COLOR pixels is black is not known.", tag);
}
