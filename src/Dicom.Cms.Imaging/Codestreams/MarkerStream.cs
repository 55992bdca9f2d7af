namespace Dicom.Cms.Imaging;

/// <summary>One stream of marker segments and scans while it is read: what JPEG (ITU-T T.81 B) and JPEG-LS (ITU-T T.87 C) share.</summary>
/// <remarks>
/// A limit: only a decoder sees where the last code of a scan or of a restart interval ends. Octets between it and the next marker stay,
/// although most decoders skip them. The same holds for unused entries of a table that a scan uses.
/// </remarks>
/// <param name="input">The stream, at its start.</param>
/// <param name="edits">Gets what goes.</param>
/// <param name="leastMarker">The least octet behind 0xFF that makes it a marker inside of coded data. Others are stuffed.</param>
internal abstract class MarkerStream(CodestreamInput input, CodestreamEdits edits, byte leastMarker)
{
    /// <summary>Pixels of DICOM have at most four components.</summary>
    protected const int MostComponents = 4;

    private bool _afterData;
    private bool _hasLines;

    /// <summary>The stream.</summary>
    protected CodestreamInput Input { get; } = input;

    /// <summary>What goes.</summary>
    protected CodestreamEdits Edits { get; } = edits;

    /// <summary>The tables that are defined.</summary>
    protected TableDefinitions Tables { get; } = new(edits);

    /// <summary>Scans so far.</summary>
    protected int Scans { get; private set; }

    /// <summary>Where the marker of the segment is that is being read.</summary>
    protected long SegmentOffset { get; private set; }

    /// <summary>Restart interval in force; 0 for none.</summary>
    protected uint RestartInterval { get; private set; }

    /// <summary>Lines as the frame header has them, 0 if DNL is to tell; null before it.</summary>
    protected long? Lines { get; set; }

    /// <summary>The most restart markers of the scan that begins; null if that is not known.</summary>
    protected virtual long? MostRestarts => null;

    /// <summary>Reads it to its end.</summary>
    /// <returns>One past EOI.</returns>
    /// <exception cref="CodestreamFormatException">It does not parse.</exception>
    public long Read()
    {
        if (Input.Peek(2) is not [JpegMarker.Fill, JpegMarker.StartOfImage]) throw Broken("the stream does not start with SOI");
        Input.Skip(2);
        for (byte code = NextMarker(); code != JpegMarker.EndOfImage; code = NextMarker()) ReadMarker(code);
        if (Scans == 0) throw Broken("the stream has no scan");
        if (Lines == 0 && !_hasLines) throw Broken("the stream does not say how many lines it has");
        Tables.CutUnused();
        return Input.Position;
    }

    /// <summary>Reads a segment that JPEG and JPEG-LS do not share, whole. What is not known does not parse.</summary>
    /// <param name="code">Of its marker.</param>
    /// <param name="length">Octets behind its length field.</param>
    protected abstract void ReadSegment(byte code, int length);

    /// <summary>Reads application data, whole, and cuts what does not decide about pixels.</summary>
    /// <param name="number">n of APPn.</param>
    /// <param name="length">Octets behind its length field.</param>
    protected abstract void ReadApplicationData(int number, int length);

    /// <summary>Reads the header of a scan, whole.</summary>
    /// <param name="length">Octets behind its length field.</param>
    protected abstract void ReadScanHeader(int length);

    /// <summary>Whether a restart interval may have such a length field, and whether DNL.</summary>
    protected abstract bool IsCountLength(int length);

    /// <summary>Skips the content of a segment, and cuts the segment.</summary>
    protected void CutSegment(int length) => CutSegment(length, skipped: 0);

    /// <summary>Skips the rest of a segment, and cuts the segment.</summary>
    /// <param name="length">Octets behind its length field.</param>
    /// <param name="skipped">How many of them were read.</param>
    protected void CutSegment(int length, int skipped)
    {
        Input.Skip(length - skipped);
        Edits.Cut(SegmentOffset, Input.Position - SegmentOffset);
    }

    /// <summary>Begins a segment of tables.</summary>
    protected void BeginTables(int length) => Tables.BeginSegment(SegmentOffset, length + 4);

    /// <summary>Refuses a segment whose contents need another length.</summary>
    protected void RequireLength(bool isRight)
    {
        if (!isRight) throw Broken("a segment is not as long as its contents");
    }

    /// <summary>An exception for the place where the segment is.</summary>
    protected CodestreamFormatException Broken(string reason) => new(reason, SegmentOffset);

    private CodestreamFormatException NoEnd() => new("the stream has no end (EOI)", Input.Length);

    /// <summary>Goes behind the next marker, and cuts what lies before it: fill octets, and octets that decoders skip.</summary>
    private byte NextMarker()
    {
        long from = Input.Position;
        while (Input.SkipTo(JpegMarker.Fill))
        {
            SkipFill();
            SegmentOffset = Input.Position;
            ReadOnlySpan<byte> marker = Input.Peek(2);
            if (marker.Length < 2) break;
            byte code = marker[1];
            Input.Skip(2);
            bool skipped = code < leastMarker || code == JpegMarker.Temporary || JpegMarker.IsRestart(code);
            if (skipped && _afterData) throw Broken("a marker interrupts coded data");
            if (skipped) continue;
            Edits.Cut(from, SegmentOffset - from);
            _afterData = false;
            return code;
        }

        throw NoEnd();
    }

    /// <summary>Goes to the last of some octets 0xFF.</summary>
    private void SkipFill()
    {
        while (Input.Peek(2) is [JpegMarker.Fill, JpegMarker.Fill]) Input.Skip(1);
    }

    private void ReadMarker(byte code)
    {
        if (code == JpegMarker.StartOfImage) throw Broken("an image starts inside of the image");
        if (code is JpegMarker.HierarchicalProgression or JpegMarker.Expand) throw Broken("the stream is hierarchical");
        if (code is < JpegMarker.BaselineFrame) throw Broken("a marker is not known");
        int length = Input.ReadUInt16() - 2;
        if (length < 0) throw Broken("a segment is shorter than its length field");
        if (length > Input.Remaining) throw Broken("a segment is longer than the stream");
        switch (code)
        {
            case JpegMarker.Comment when length <= EncoderName.Longest && EncoderName.Is(Input.Peek(length)):
                Input.Skip(length);
                break;
            case JpegMarker.Comment:
                CutSegment(length);
                break;
            case >= JpegMarker.FirstApplicationData and <= JpegMarker.LastApplicationData:
                ReadApplicationData(code - JpegMarker.FirstApplicationData, length);
                break;
            case JpegMarker.RestartInterval:
                ReadRestartInterval(length);
                break;
            case JpegMarker.NumberOfLines:
                ReadNumberOfLines(length);
                break;
            case JpegMarker.StartOfScan:
                if (Lines is null) throw Broken("a scan comes before the frame header");
                ReadScanHeader(length);
                Tables.Use(JpegMarker.RestartInterval, 0);
                SkipData();
                Scans++;
                break;
            default:
                ReadSegment(code, length);
                break;
        }
    }

    private void ReadRestartInterval(int length)
    {
        RequireLength(IsCountLength(length));
        BeginTables(length);
        Tables.Define(JpegMarker.RestartInterval, 0, Input.Position, length);
        RestartInterval = ReadCount(length);
    }

    // T.81 B.2.5: behind the first scan, where the frame header does not tell. Most decoders ignore it elsewhere.
    private void ReadNumberOfLines(int length)
    {
        RequireLength(IsCountLength(length));
        uint lines = ReadCount(length);
        if (Scans == 0 || lines == 0) throw Broken("the number of lines (DNL) is not behind the first scan");
        if (Lines == 0 && !_hasLines && Scans == 1)
            _hasLines = true;
        else if (Lines == lines)
            Edits.Cut(SegmentOffset, Input.Position - SegmentOffset);
        else
            throw Broken("there are two numbers of lines");
    }

    private uint ReadCount(int length)
    {
        uint count = 0;
        foreach (byte octet in Input.Read(length)) count = (count << 8) | octet;
        return count;
    }

    /// <summary>Skips coded data with its restart markers.</summary>
    private void SkipData()
    {
        long restarts = 0;
        while (Input.SkipToMarker(leastMarker))
        {
            long from = Input.Position;
            SkipFill();
            SegmentOffset = Input.Position;
            Edits.Cut(from, SegmentOffset - from);
            ReadOnlySpan<byte> marker = Input.Peek(2);
            if (marker.Length < 2) break;
            if (marker[1] < leastMarker) throw Broken("a fill octet is inside of coded data");
            if (!JpegMarker.IsRestart(marker[1]))
            {
                _afterData = true;
                return;
            }

            // T.81 B.1.1.5 and E.1.4: they count modulo 8. What comes behind one too many would be skipped by decoders.
            if (RestartInterval == 0 || marker[1] - JpegMarker.FirstRestart != restarts % 8 || restarts == MostRestarts)
                throw Broken("a restart marker is not expected here");
            restarts++;
            Input.Skip(2);
        }

        throw NoEnd();
    }
}
