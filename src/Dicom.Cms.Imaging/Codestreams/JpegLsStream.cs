namespace Dicom.Cms.Imaging;

/// <summary>One JPEG-LS stream while it is read: ITU-T T.87 annex C.</summary>
internal sealed class JpegLsStream(CodestreamInput input, CodestreamEdits edits)
    : MarkerStream(input, edits, leastMarker: 0x80) // T.87 A.1: a 0 bit is stuffed behind an octet 0xFF.
{
    private const int PresetCoding = 1, MappingTable = 2, MappingTableContinued = 3, OversizeDimensions = 4;

    private const int ColorTransformNumber = 8, ColorTransformLength = 5, LastColorTransform = 3;

    private int _components;
    private int _componentsCoded;
    private byte _colorTransform;
    private uint? _oversizeLines;

    /// <inheritdoc/>
    // T.87 C.2.5 and C.2.6: lines and intervals may have up to 32 bits.
    protected override bool IsCountLength(int length) => length is >= 2 and <= 4;

    /// <inheritdoc/>
    protected override void ReadSegment(byte code, int length)
    {
        if (code == JpegMarker.JpegLsFrame)
            ReadFrameHeader(length);
        else if (code == JpegMarker.JpegLsPresets)
            ReadPresets(length);
        else
            throw Broken("a marker or a kind of frame is not known");
    }

    /// <inheritdoc/>
    protected override void ReadApplicationData(int number, int length)
    {
        // Of HP, and nowhere in the standard: CharLS and what came before it apply it to the decoded samples.
        ReadOnlySpan<byte> octets = Input.Peek(Math.Min(length, ColorTransformLength));
        bool isTransform = number == ColorTransformNumber && octets.StartsWith("mrfx"u8) && octets.Length == ColorTransformLength;
        byte transform = isTransform ? octets[^1] : (byte)0;
        if (transform == _colorTransform || !isTransform)
        {
            CutSegment(length);
            return;
        }

        // CharLS up to 1 knows longer ones, CharLS 2 does not; both refuse more transforms than three.
        if (length != ColorTransformLength || transform > LastColorTransform) throw Broken("decoders do not agree on a color transform");
        if (_colorTransform != 0 || Scans > 0) throw Broken("there are two color transforms");
        _colorTransform = transform;
        Input.Skip(length);
    }

    /// <inheritdoc/>
    // T.87 C.2.3.
    protected override void ReadScanHeader(int length)
    {
        RequireLength(length >= 1);
        ReadOnlySpan<byte> octets = Input.Read(length);
        int count = octets[0];
        RequireLength(length == 4 + (2 * count));
        _componentsCoded += count;
        if (count == 0 || _componentsCoded > _components) throw Broken("the scans have more components than the frame, or none");
        if (octets[^2] > 2) throw Broken("a scan is interleaved in a way that is not known");
        for (int i = 0; i < count; i++)
        {
            int table = octets[2 + (2 * i)];
            if (table != 0) Tables.Use(MappingTable, table);
        }

        Tables.Use(PresetCoding, 0);
    }

    // T.87 C.2.2.
    private void ReadFrameHeader(int length)
    {
        if (Lines is not null) throw Broken("the stream has two frame headers");
        RequireLength(length >= 6);
        ReadOnlySpan<byte> octets = Input.Read(length);
        _components = octets[5];
        RequireLength(length == 6 + (3 * _components));
        if (octets[0] is < 2 or > 16 || _components is 0 or > MostComponents) throw Broken("a frame header is out of range");
        Lines = (octets[1] << 8) | octets[2];
        if (_oversizeLines is { } lines) SetOversizeLines(lines);
    }

    // T.87 C.2.4.
    private void ReadPresets(int length)
    {
        RequireLength(length >= 3);
        BeginTables(length);
        long offset = Input.Position;
        ReadOnlySpan<byte> octets = Input.Read(length);
        int kind = octets[0], second = octets[1];
        switch (kind)
        {
            case PresetCoding:
                RequireLength(length == 1 + (5 * 2));
                Tables.Define(PresetCoding, 0, offset, length);
                break;
            case MappingTable:
                Tables.Define(MappingTable, second, offset, length);
                break;
            case MappingTableContinued:
                bool isContinued = Tables.TryContinue(MappingTable, second, offset, length);
                if (!isContinued) throw Broken("a mapping table is continued before it begins");
                break;
            case OversizeDimensions:
                RequireLength(second is >= 2 and <= 4 && length == 2 + (2 * second));
                uint lines = 0;
                foreach (byte octet in octets.Slice(2, second)) lines = (lines << 8) | octet;
                if (_oversizeLines is not null || Scans > 0) throw Broken("there are two sizes");
                _oversizeLines = lines;
                if (Lines is not null) SetOversizeLines(lines);
                Tables.Define(OversizeDimensions, 0, offset, length);
                Tables.Use(OversizeDimensions, 0);
                break;
            default:
                throw Broken("a preset is not known");
        }
    }

    // The frame header has 0 then.
    private void SetOversizeLines(uint lines)
    {
        if (Lines != 0) throw Broken("there are two sizes");
        Lines = lines;
    }
}
