using System.Diagnostics;

namespace Dicom.Cms.Imaging;

/// <summary>One JPEG stream while it is read: ITU-T T.81 B.2. Tables are in JpegStream.Tables.cs.</summary>
internal sealed partial class JpegStream(CodestreamInput input, CodestreamEdits edits)
    : MarkerStream(input, edits, leastMarker: 1) // T.81 F.1.2.3: 0xFF 0x00 is an octet of data.
{
    private const int BlockSide = 8, AdobeNumber = 14;

    private readonly List<JpegComponent> _components = [];
    private JpegProcess _process = JpegProcess.Baseline; // Until the frame header.
    private int _width;
    private long _restarts = long.MaxValue;
    private bool _hasJfif;
    private (long Offset, int Length, byte[] Canonical, bool IsCanonical)? _adobe;

    /// <inheritdoc/>
    protected override long? MostRestarts => _restarts;

    /// <inheritdoc/>
    protected override bool IsCountLength(int length) => length == 2;

    /// <inheritdoc/>
    protected override void ReadSegment(byte code, int length)
    {
        switch (code)
        {
            case JpegMarker.HuffmanTables:
                ReadHuffmanTables(length);
                break;
            case JpegMarker.QuantizationTables:
                ReadQuantizationTables(length);
                break;
            case JpegMarker.ArithmeticConditioning:
                ReadConditioning(length);
                break;
            default:
                ReadFrameHeader(code, length);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ReadApplicationData(int number, int length)
    {
        ReadOnlySpan<byte> octets = Input.Peek(Math.Min(length, ColorSegments.JfifLength));
        if (Scans == 0 && number == 0 && !_hasJfif && ColorSegments.IsJfif(octets))
        {
            _hasJfif = true;
            byte[] canonical = ColorSegments.Jfif(octets);
            bool isCanonical = length == octets.Length && octets.SequenceEqual(canonical.AsSpan(4));
            Input.Skip(length);
            if (!isCanonical) Edits.Replace(SegmentOffset, length + 4, canonical);
        }
        else if (Scans == 0 && number == AdobeNumber && ColorSegments.IsAdobe(octets))
        {
            // Decoders use the last one.
            if (_adobe is { } earlier) Edits.Cut(earlier.Offset, earlier.Length);
            byte[] canonical = ColorSegments.Adobe(octets);
            bool isCanonical = length == ColorSegments.AdobeLength && octets.SequenceEqual(canonical.AsSpan(4));
            _adobe = (SegmentOffset, length + 4, canonical, isCanonical);
            Input.Skip(length);
        }
        else if (number == 0 && length <= ColorSegments.JfifLength && EncoderName.IsHeader(octets))
        {
            Input.Skip(length);
        }
        else
        {
            CutSegment(length);
        }
    }

    /// <inheritdoc/>
    // T.81 B.2.3.
    protected override void ReadScanHeader(int length)
    {
        RequireLength(length >= 1);
        ReadOnlySpan<byte> octets = Input.Read(length);
        int count = octets[0];
        RequireLength(length == 4 + (2 * count));
        if (count is 0 or > MostComponents) throw Broken("a scan header is out of range");
        JpegScan scan = new(octets[^3], octets[^2], octets[^1] >> 4, octets[^1] & 15);
        List<JpegComponent> components = [];
        for (int i = 0; i < count; i++)
        {
            JpegComponent component = Find(octets[1 + (2 * i)]) ?? throw Broken("a scan has a component that the frame does not have");
            int tables = octets[2 + (2 * i)];
            if (components.Contains(component)) throw Broken("a scan has a component twice");
            components.Add(component);
            if (!_process.IsLossless && !component.IsBegun) Tables.Use(JpegMarker.QuantizationTables, component.Quantization);
            if (!component.TryAdvance(_process, scan)) throw Broken("a scan does not follow from those before it");
            UseTables(component, scan, tables >> 4, tables & 15);
        }

        _restarts = CountRestarts(components);
        WriteAdobe();
    }

    // T.81 B.2.2.
    private void ReadFrameHeader(byte code, int length)
    {
        JpegProcess process = JpegProcess.Of(code) ?? throw Broken("a marker or a kind of frame is not known");
        if (Lines is not null) throw Broken("the stream has two frame headers");
        _process = process;
        RequireLength(length >= 6);
        ReadOnlySpan<byte> octets = Input.Read(length);
        Lines = (octets[1] << 8) | octets[2];
        _width = (octets[3] << 8) | octets[4];
        int count = octets[5];
        RequireLength(length == 6 + (3 * count));
        if (octets[0] is < 2 or > 16 || _width == 0 || count is 0 or > MostComponents) throw Broken("a frame header is out of range");
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> component = octets.Slice(6 + (3 * i), 3);
            JpegComponent next = new(component[0], component[1] >> 4, component[1] & 15, component[2]);
            if (next is not { Horizontal: >= 1 and <= 4, Vertical: >= 1 and <= 4, Quantization: <= 3 } || Find(next.Id) is not null)
                throw Broken("a component of the frame header is out of range");
            _components.Add(next);
        }
    }

    /// <summary>Writes the color transform in canonical form, once the first scan shows that it is the last one.</summary>
    private void WriteAdobe()
    {
        if (_adobe is not { } adobe) return;
        if (!adobe.IsCanonical) Edits.Replace(adobe.Offset, adobe.Length, adobe.Canonical);
        _adobe = null;
    }

    // T.81 A.2 and E.1.4: one between restart intervals.
    private long CountRestarts(List<JpegComponent> components)
    {
        Debug.Assert(components.Count > 0 && Lines is not null);
        if (Lines == 0 || RestartInterval == 0) return long.MaxValue;
        int side = _process.IsLossless ? 1 : BlockSide;
        int horizontal = _components.Max(component => component.Horizontal), vertical = _components.Max(component => component.Vertical);
        long columns = Ceiling(_width, side * horizontal), rows = Ceiling(Lines.Value, side * vertical);
        if (components is [{ } only])
        {
            columns = Ceiling(Ceiling((long)_width * only.Horizontal, horizontal), side);
            rows = Ceiling(Ceiling((long)Lines.Value * only.Vertical, vertical), side);
        }

        return Ceiling(columns * rows, RestartInterval) - 1;
    }

    private static long Ceiling(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    private JpegComponent? Find(byte id) => _components.Find(component => component.Id == id);
}
