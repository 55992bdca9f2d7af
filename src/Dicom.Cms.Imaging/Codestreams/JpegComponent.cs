namespace Dicom.Cms.Imaging;

/// <summary>A component of the frame (ITU-T T.81 B.2.2), and how far its scans have come.</summary>
/// <param name="id">C.</param>
/// <param name="horizontal">H.</param>
/// <param name="vertical">V.</param>
/// <param name="quantization">Tq.</param>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantization)
{
    private const int LastCoefficient = 63, MostBits = 13, NotCoded = -1;

    /// <summary>For each coefficient the lowest bit that was coded.</summary>
    private readonly sbyte[] _bits = [.. Enumerable.Repeat((sbyte)NotCoded, LastCoefficient + 1)];

    public byte Id { get; } = id;

    public int Horizontal { get; } = horizontal;

    public int Vertical { get; } = vertical;

    public int Quantization { get; } = quantization;

    /// <summary>Whether a scan coded some of it.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>
    /// Takes note of a scan. Each codes something that none before it did: a scan that repeats another would be decoded and overwritten, or
    /// ignored, and could hold any octets.
    /// </summary>
    /// <returns>Whether the scan follows from those before it.</returns>
    public bool TryAdvance(JpegProcess process, JpegScan scan)
    {
        bool isBegun = IsBegun;
        IsBegun = true;
        if (!process.IsProgressive) return !isBegun;

        // T.81 G.1.1.1: the DC coefficient first and alone, each bit after the one above it.
        bool isRange = scan.Start == 0 ? scan.End == 0 : isBegun && scan.Start <= scan.End && scan.End <= LastCoefficient;
        if (!isRange || scan.Low > MostBits || (scan.High != 0 && scan.High != scan.Low + 1)) return false;
        for (int i = scan.Start; i <= scan.End; i++)
        {
            if (scan.High == 0 ? _bits[i] != NotCoded : _bits[i] != scan.High) return false;
            _bits[i] = (sbyte)scan.Low;
        }

        return true;
    }
}
