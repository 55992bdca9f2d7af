using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

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
    /// <exception cref="ImagingException">The palette cannot be read, or has indirect segments.</exception>
    public static long DarkestIndex(DicomObject file, PixelFormat format)
    {
        PaletteColors red = Read(file, format, Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData,
            Tags.SegmentedRedPaletteColorLookupTableData);
        PaletteColors green = Read(file, format, Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData,
            Tags.SegmentedGreenPaletteColorLookupTableData);
        PaletteColors blue = Read(file, format, Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData,
            Tags.SegmentedBluePaletteColorLookupTableData);

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

    private static PaletteColors Read(DicomObject file, PixelFormat format, Tag descriptor, Tag data, Tag segments)
    {
        foreach (Tag tag in (Tag[])[descriptor, data, segments])
        {
            if (file.Elements.Count(element => element.Tag == tag) > 1) throw Refuse($"{tag} occurs twice", tag);
        }

        if (file.Find(descriptor) is not { ValueLength: 3 * sizeof(ushort) } description)
            throw Refuse($"{descriptor} is missing or not three numbers", descriptor);
        ushort[] numbers = PixelValues.ReadUInt16s(file, description);
        int count = numbers[0] == 0 ? 1 << 16 : numbers[0], bits = numbers[2];
        int first = format.IsSigned ? (short)numbers[1] : numbers[1];
        if (bits is not (8 or 16)) throw Refuse($"{descriptor} states neither 8 nor 16 bits", descriptor);

        bool isSegmented = file.Find(data) is null && file.Find(segments) is not null;
        Tag source = isSegmented ? segments : data;
        ushort[] words = file.Find(source) is { ValueLength: <= 2L << 16 } location ? PixelValues.ReadUInt16s(file, location) : [];
        ushort[] entries = isSegmented ? Expand(bits == 8 ? Halves(words) : words, count)
            : bits == 8 && words.Length < count ? Halves(words)
            : words;
        return entries.Length >= count
            ? new PaletteColors(entries[..count], first, bits)
            : throw Refuse($"{source} is missing or not what {descriptor} says", source);
    }

    /// <summary>Entries of 8 bits stand two in a word, the first in its low half. (Some writers give each a word of its own.)</summary>
    private static ushort[] Halves(ushort[] words) => [.. words.SelectMany(word => (ushort[])[(ushort)(word & 0xFF), (ushort)(word >> 8)])];

    /// <summary>
    /// Expands discrete (0) and linear (1) segments (PS3.3 C.7.9.2). Indirect ones end it: the palette is then too short, and refused.
    /// </summary>
    private static ushort[] Expand(ushort[] segments, int count)
    {
        List<ushort> entries = [];
        int at = 0;
        while (entries.Count < count && at + 2 < segments.Length)
        {
            int code = segments[at], length = segments[at + 1];
            if (code > 1 || (code == 0 && at + 2 + length > segments.Length) || (code == 1 && entries.Count == 0)) break;
            if (code == 0) entries.AddRange(segments[(at + 2)..(at + 2 + length)]);
            else entries.AddRange(Line(entries[^1], segments[at + 2], length));
            at += 2 + (code == 0 ? length : 1);
        }

        return [.. entries];
    }

    private static IEnumerable<ushort> Line(ushort from, ushort to, int length) =>
        Enumerable.Range(1, length).Select(step => (ushort)(from + ((to - from) * (long)step / length)));

    /// <summary>The share of the full brightness.</summary>
    private double ShownAs(long value) => _entries[Math.Clamp(value - _first, 0, _entries.Length - 1)] / (double)((1 << _bits) - 1);

    private static ImagingException Refuse(string reason, Tag tag) =>
        new($"{reason}: which value of PALETTE COLOR pixels is black is not known.", tag);
}
