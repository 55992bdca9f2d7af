namespace Dicom.Cms.Imaging;

/// <summary>
/// JPEG (ISO/IEC 10918-1 Annex B) and JPEG-LS (ISO/IEC 14495-1 Annex C): markers, segments, entropy-coded data. The frame header tells
/// which of the two it is.
/// </summary>
/// <remarks>
/// What goes: COM, APPn, SPIFF headers and directories, fill octets, and octets between segments, which decoders skip. Of APP0 "JFIF",
/// APP14 "Adobe" and APP8 "mrfx" stays what decoders find the colors by (<see cref="JpegApplicationData"/>).
/// </remarks>
internal sealed class JpegParser : CodestreamParser
{
    // More of them are no fill octets.
    private const int MostFillOctets = 1 << 12;

    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits)
    {
        if (input.Remaining < 2 || input.ReadUInt16() != (0xFF00 | JpegMarker.StartOfImage))
            throw new CodestreamFormatException("the stream does not begin with SOI", 0);
        JpegState state = new();
        while (true)
        {
            byte marker = ReadMarker(input, edits);
            long start = input.Position - 2;
            if (marker == JpegMarker.EndOfImage)
                return state.HasScan ? input.Position : throw new CodestreamFormatException("there is no image before EOI", start);
            if (marker == JpegMarker.Temporary || JpegMarker.IsRestart(marker)) edits.Cut(start, 2);
            else ReadSegment(input, edits, state, marker, start);
        }
    }

    /// <summary>Goes to the next marker. What stands before it is no segment, and goes.</summary>
    /// <returns>Its second octet; the input stands behind it.</returns>
    private static byte ReadMarker(CodestreamInput input, CodestreamEdits edits)
    {
        long start = input.Position;
        while (input.SkipTo(0xFF))
        {
            while (input.Peek(2) is [0xFF, 0xFF]) input.Skip(1);
            if (input.Remaining < 2) break;
            long place = input.Position;
            byte marker = input.Read(2)[1];
            if (marker == 0) continue;
            edits.Cut(start, place - start);
            return marker;
        }

        throw new CodestreamFormatException("the stream has no end (EOI)", input.Length);
    }

    private static void ReadSegment(CodestreamInput input, CodestreamEdits edits, JpegState state, byte marker, long start)
    {
        bool isKnown = JpegMarker.IsStartOfFrame(marker) || JpegMarker.IsApplication(marker) || marker is JpegMarker.Comment
            or JpegMarker.HuffmanTables or JpegMarker.ArithmeticConditioning or JpegMarker.QuantizationTables or JpegMarker.StartOfScan
            or JpegMarker.NumberOfLines or JpegMarker.RestartInterval or JpegMarker.PresetParametersLs;
        if (!isKnown) throw new CodestreamFormatException($"a marker that is not expected here (FF{marker:X2})", start);
        int length = input.ReadUInt16() - 2;
        if (length < 0 || length > input.Remaining)
            throw new CodestreamFormatException($"a segment (FF{marker:X2}) of a wrong length", start);
        ReadOnlySpan<byte> body = input.Read(length);
        if (marker == JpegMarker.Comment || JpegMarker.IsApplication(marker))
        {
            JpegApplicationData.Edit(edits, state, marker, start, body);
            return;
        }

        if (!state.Takes(marker, body)) throw new CodestreamFormatException($"a segment (FF{marker:X2}) that breaks its standard", start);
        if (marker == JpegMarker.StartOfScan) SkipEntropyCodedData(input, state);
    }

    /// <summary>Skips to the marker behind the data of a scan. The input stands at its FF, or at the first of the fill octets before
    /// it.</summary>
    private static void SkipEntropyCodedData(CodestreamInput input, JpegState state)
    {
        while (input.SkipTo(0xFF))
        {
            int fill = 1;
            ReadOnlySpan<byte> next = input.Peek(2);
            while (next.Length > fill && next[fill] == 0xFF)
            {
                if (++fill > MostFillOctets) throw new CodestreamFormatException("too many fill octets", input.Position);
                next = input.Peek(fill + 1);
            }

            if (next.Length <= fill) return; // The stream ends: the next marker is missing.
            byte octet = next[fill];
            bool isData = state.IsLossless14495 ? octet < 0x80 : octet == 0;
            bool isRestart = JpegMarker.IsRestart(octet);
            if (isRestart && !state.HasRestarts)
                throw new CodestreamFormatException("a restart marker without a restart interval", input.Position);
            if (!isData && !isRestart) return;
            input.Skip(fill + 1);
        }
    }
}
