using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>What the segments of a JPEG stream said so far. Each must be exactly as long as its contents: behind them, text would not be
/// seen.</summary>
internal sealed class JpegState
{
    private bool _hasFrame;

    /// <summary>Whether there was a scan.</summary>
    public bool HasScan { get; private set; }

    /// <summary>Whether the frame is one of JPEG-LS (ISO/IEC 14495-1), whose entropy-coded data stuff bits instead of octets.</summary>
    public bool IsLossless14495 { get; private set; }

    /// <summary>Whether scans have restart markers.</summary>
    public bool HasRestarts { get; private set; }

    /// <summary>Whether a JFIF header was kept.</summary>
    public bool HasJfif { get; set; }

    /// <summary>The color transforms of the Adobe and HP segments that were kept last; -1 for none.</summary>
    public int AdobeTransform { get; set; } = -1;

    /// <inheritdoc cref="AdobeTransform"/>
    public int HewlettPackardTransform { get; set; } = -1;

    /// <summary>Takes note of a segment.</summary>
    /// <returns>False where it breaks the standard.</returns>
    public bool Takes(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        JpegMarker.HuffmanTables => AreHuffmanTables(body),
        JpegMarker.QuantizationTables => AreQuantizationTables(body),
        JpegMarker.ArithmeticConditioning => body.Length > 0 && body.Length % 2 == 0,
        JpegMarker.RestartInterval => TakesInterval(body),
        JpegMarker.NumberOfLines => HasScan && body.Length == 2,
        JpegMarker.PresetParametersLs => IsLossless14495 && ArePresetParameters(body),
        JpegMarker.StartOfScan => TakesScan(body),
        _ => TakesFrame(marker, body),
    };

    // B.2.2: precision, lines, samples, Nf, and for each component Ci, Hi and Vi, Tqi.
    private bool TakesFrame(byte marker, ReadOnlySpan<byte> body)
    {
        if (_hasFrame || body.Length < 6 || body[5] == 0 || body.Length != 6 + (3 * body[5])) return false;
        _hasFrame = true;
        IsLossless14495 = marker == JpegMarker.StartOfFrameLs;
        return true;
    }

    // B.2.3: Ns, for each component Csj, Tdj and Taj, then Ss, Se, Ah and Al.
    private bool TakesScan(ReadOnlySpan<byte> body)
    {
        if (!_hasFrame || body.Length < 4 || body[0] is 0 or > 4 || body.Length != 4 + (2 * body[0])) return false;
        HasScan = true;
        return true;
    }

    private bool TakesInterval(ReadOnlySpan<byte> body)
    {
        // JPEG-LS allows 3 and 4 octets too (C.2.5).
        if (body.Length != 2 && !(IsLossless14495 && body.Length is 3 or 4)) return false;
        HasRestarts = body.ContainsAnyExcept((byte)0);
        return true;
    }

    // B.2.4.2: class and identifier, 16 numbers of codes, their values; any number of tables.
    private static bool AreHuffmanTables(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return false;
        while (!body.IsEmpty)
        {
            if (body.Length < 17 || body[0] >> 4 > 1 || (body[0] & 0xF) > 3) return false;
            int values = 0;
            foreach (byte count in body[1..17]) values += count;
            if (values > 256 || body.Length < 17 + values) return false;
            body = body[(17 + values)..];
        }

        return true;
    }

    // B.2.4.1: precision and identifier, 64 elements of 8 or 16 bits; any number of tables.
    private static bool AreQuantizationTables(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return false;
        while (!body.IsEmpty)
        {
            int length = 1 + (64 * ((body[0] >> 4) + 1));
            if (body[0] >> 4 > 1 || (body[0] & 0xF) > 3 || body.Length < length) return false;
            body = body[length..];
        }

        return true;
    }

    // C.2.4: coding parameters, or dimensions beyond 65,535. Mapping tables (2 and 3) change what samples mean, and DICOM has none.
    private static bool ArePresetParameters(ReadOnlySpan<byte> body) => body switch
    {
        [1, ..] => body.Length == 11,
        [4, var width, ..] => body.Length == 2 + (2 * width),
        _ => false,
    };
}
