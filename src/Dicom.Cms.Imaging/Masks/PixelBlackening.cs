using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Blackens pixels in Pixel Data (7FE0,0010), block by block, in every frame. Immutable.</summary>
/// <remarks>
/// Octets are counted as in little endian: of big-endian words the octets are swapped before and after, which also puts samples of 8
/// bits into their order (PS3.5 8.2). Whole cells are written, so that nothing is left in bits that the samples do not use.
/// </remarks>
public sealed class PixelBlackening
{
    /// <summary>A block starts at a multiple of this many octets, so that no word is cut.</summary>
    public const int Alignment = 8;

    private readonly PixelFormat _format;
    private readonly PixelMask _mask;
    private readonly int _swappedUnit;
    private readonly byte[]? _keptBits;
    private readonly byte[][] _blackOfPlane;

    private PixelBlackening(PixelFormat format, PixelMask mask, int swappedUnit, long[] black, ulong clearedBits)
    {
        _format = format;
        _mask = format.Photometric.IsSubsampled ? mask.InPairs() : mask;
        _swappedUnit = swappedUnit;
        if (format.BitsAllocated == 1)
        {
            _blackOfPlane = [[black[0] == 0 ? (byte)0x00 : (byte)0xFF]];
            return;
        }

        byte[][] cells = [.. black.Select(sample => CellOf(sample, format, clearedBits))];
        _keptBits = clearedBits == 0 ? null : Octets(~clearedBits, format.SampleLength);
        _blackOfPlane = format.IsPlanar ? cells
            : format.Photometric.IsSubsampled ? [[.. cells[0], .. cells[0], .. cells[1], .. cells[2]]]
            : [[.. cells.SelectMany(cell => cell)]];
    }

    /// <summary>Finds the Pixel Data (7FE0,0010) to blacken.</summary>
    /// <returns>Null if the object has no pixels.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
    /// <exception cref="ImagingException">The pixels are floating point numbers, or not in the object.</exception>
    public static ElementLocation? FindPixels(DicomObject file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (Tag tag in (Tag[])[Tags.FloatPixelData, Tags.DoubleFloatPixelData])
        {
            if (file.Find(tag) is not null) throw new ImagingException($"Pixels of floating point numbers {tag} cannot be cleaned.", tag);
        }

        if (file.Find(Tags.PixelData) is { } pixels) return pixels;
        return file.Find(Tags.PixelDataProviderURL) is null ? null : throw new ImagingException(
            "The pixels are elsewhere, at Pixel Data Provider URL (0028,7FE0), where they cannot be cleaned.", Tags.PixelDataProviderURL);
    }

    /// <summary>Decides what to blacken, and with what. Reads the description of the pixels, not the pixels.</summary>
    /// <param name="file">The object.</param>
    /// <param name="pixels">Its Pixel Data, as <see cref="FindPixels"/> found them.</param>
    /// <param name="cleaning">The rule that says which pixels are blackened.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is another element.</exception>
    /// <exception cref="ImagingException">
    /// The pixels are compressed; their description is missing, contradicts itself or is not supported; what is black is not known; or
    /// the rule leaves nothing to blacken.
    /// </exception>
    public static PixelBlackening Plan(DicomObject file, in ElementLocation pixels, PixelCleaning cleaning)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(cleaning);
        if (pixels.Tag != Tags.PixelData) throw new ArgumentException("The element is not Pixel Data (7FE0,0010).", nameof(pixels));
        PixelFormat format = PixelFormat.Read(file, pixels);
        int swappedUnit = !file.Encoding.IsBigEndian ? 1 : pixels.Vr!.UnitLength;
        PixelMask mask = cleaning.MaskOf(file, format.Columns, format.Rows);
        long[] black = format.Photometric.BlackOf(format, file);
        ulong overlays = EmbeddedOverlays.BitsOf(file, format);

        // PS3.5 A.3 has such pixels in OW; in OB their octets may stand in either order, which matters unless they are all alike.
        bool isOrderKnown = swappedUnit > 1 || !file.Encoding.IsBigEndian || format.BitsAllocated <= 8;
        bool areAlike = overlays == 0 && Array.TrueForAll(black, sample => sample == 0);
        return isOrderKnown || areAlike ? new PixelBlackening(format, mask, swappedUnit, black, overlays) : throw new ImagingException(
            "Pixel Data (7FE0,0010) of more than 8 bits in big endian has VR OB: the order of its octets is not known.", Tags.PixelData);
    }

    /// <summary>Blackens a block of the value.</summary>
    /// <param name="block">
    /// Octets of the value, as they stand in the file. Their number is a multiple of <see cref="Alignment"/>, except in the last block.
    /// </param>
    /// <param name="offset">Where the block starts in the value, a multiple of <see cref="Alignment"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative or no such multiple.</exception>
    /// <exception cref="ArgumentException">The block ends amid the pixels, and not at such a multiple.</exception>
    public void Apply(Span<byte> block, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset % Alignment, 0, nameof(offset));
        if (block.Length % Alignment != 0 && offset + block.Length < _format.Length)
            throw new ArgumentException("The block ends amid the pixels, and would cut a word.", nameof(block));
        Blacken(block, offset);
    }

    private void Blacken(Span<byte> block, long offset)
    {
        Debug.Assert(offset >= 0 && offset % Alignment == 0, "No word is cut.");
        ByteOrder.Swap(block, _swappedUnit);
        if (_keptBits is { } kept)
        {
            for (int i = 0; i < block.Length; i++) block[i] &= kept[i & (kept.Length - 1)];
        }

        if (_format.BitsAllocated == 1) BlackenBits(block, offset);
        else BlackenCells(block, offset);
        ByteOrder.Swap(block, _swappedUnit);
    }

    private void BlackenCells(Span<byte> block, long offset)
    {
        int unit = _blackOfPlane[0].Length, planes = _blackOfPlane.Length;
        long rowLength = (long)unit * (_format.Photometric.IsSubsampled ? _format.Columns / 2 : _format.Columns);
        long rows = (long)_format.Rows * planes * _format.Frames;
        for (long row = offset / rowLength; row < rows && row * rowLength < offset + block.Length; row++)
        {
            byte[] black = _blackOfPlane[(int)(row / _format.Rows % planes)];
            foreach (ColumnRun run in _mask.RunsOf((int)(row % _format.Rows)))
            {
                long rowStart = (row * rowLength) - offset;
                Fill(block, rowStart + ((long)run.Start * unit), rowStart + ((long)run.End * unit), black);
            }
        }
    }

    /// <summary>Repeats a pattern from start to end, as far as that lies in the block.</summary>
    private static void Fill(Span<byte> block, long start, long end, byte[] pattern)
    {
        int from = (int)Math.Clamp(start, 0, block.Length), to = (int)Math.Clamp(end, 0, block.Length);
        if (!pattern.AsSpan().ContainsAnyExcept(pattern[0]))
        {
            block[from..Math.Max(from, to)].Fill(pattern[0]);
            return;
        }

        int phase = (int)((from - start) % pattern.Length);
        for (int i = from; i < to; i++)
        {
            block[i] = pattern[phase];
            if (++phase == pattern.Length) phase = 0;
        }
    }

    // PS3.5 8.2: the first pixel in the least significant bit; rows and frames follow without a gap.
    private void BlackenBits(Span<byte> block, long offset)
    {
        long first = offset * 8, behind = first + (block.Length * 8L), rows = (long)_format.Rows * _format.Frames;
        for (long row = first / _format.Columns; row < rows && row * _format.Columns < behind; row++)
        {
            foreach (ColumnRun run in _mask.RunsOf((int)(row % _format.Rows)))
            {
                long rowStart = row * _format.Columns;
                long start = Math.Max(rowStart + run.Start, first), end = Math.Min(rowStart + run.End, behind);
                if (start < end) FillBits(block, (int)(start - first), (int)(end - first), _blackOfPlane[0][0]);
            }
        }
    }

    private static void FillBits(Span<byte> block, int start, int end, byte black)
    {
        int from = start / 8, to = end / 8; // the octets of the first bit, and of the one behind the last
        byte fromMask = (byte)(0xFF << (start % 8)), toMask = (byte)~(0xFF << (end % 8));
        if (from == to)
        {
            Set(ref block[from], (byte)(fromMask & toMask), black);
            return;
        }

        Set(ref block[from], fromMask, black);
        block[(from + 1)..to].Fill(black);
        if (toMask != 0) Set(ref block[to], toMask, black);
    }

    private static void Set(ref byte octet, byte mask, byte black) => octet = (byte)((octet & ~mask) | (black & mask));

    /// <summary>
    /// The octets of a cell. A negative sample fills the bits above it as well, as most writers do and careless readers need; the bits that
    /// held an overlay stay clear.
    /// </summary>
    private static byte[] CellOf(long sample, PixelFormat format, ulong clearedBits)
    {
        ulong placed = (ulong)sample << (format.HighBit + 1 - format.BitsStored);
        ulong cell = (sample < 0 ? placed : placed & format.StoredBits) & ~clearedBits;
        return Octets(cell, format.SampleLength);
    }

    private static byte[] Octets(ulong value, int count) => BitConverter.IsLittleEndian
        ? BitConverter.GetBytes(value)[..count]
        : throw new PlatformNotSupportedException("A little-endian machine is needed.");
}
