using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>
/// The tables that a stream defines, and whether a scan uses them. A table that is never used, or is defined anew before it is used, could
/// hold any octets: it is cut.
/// </summary>
internal sealed class TableDefinitions(CodestreamEdits edits)
{
    /// <summary>More than an encoder writes: one segment for each scan and kind.</summary>
    private const int MostSegments = 1 << 14;

    private readonly List<Segment> _segments = [];
    private readonly Dictionary<(byte Kind, int Id), Definition> _current = [];

    /// <summary>Begins a marker segment of definitions.</summary>
    /// <param name="offset">Of its marker.</param>
    /// <param name="length">Octets with the marker.</param>
    /// <exception cref="CodestreamFormatException">There are too many.</exception>
    public void BeginSegment(long offset, int length)
    {
        if (_segments.Count == MostSegments) throw new CodestreamFormatException("the stream defines too many tables", offset);
        _segments.Add(new Segment(offset, length));
    }

    /// <summary>Defines a table in the segment begun last. An older one of its kind and number is no longer there.</summary>
    public void Define(byte kind, int id, long offset, int length) => Add(kind, id, offset, length, continued: null);

    /// <summary>Continues a table in the segment begun last.</summary>
    /// <returns>Whether there is one to be continued.</returns>
    public bool TryContinue(byte kind, int id, long offset, int length)
    {
        if (!_current.TryGetValue((kind, id), out Definition? continued)) return false;
        Add(kind, id, offset, length, continued);
        return true;
    }

    /// <summary>A scan uses a table, if it was defined.</summary>
    public void Use(byte kind, int id)
    {
        _current.TryGetValue((kind, id), out Definition? definition);
        for (; definition is { IsUsed: false }; definition = definition.Continued) definition.IsUsed = true;
    }

    /// <summary>Cuts what no scan used.</summary>
    public void CutUnused()
    {
        foreach (Segment segment in _segments)
        {
            int unused = segment.Definitions.Where(definition => !definition.IsUsed).Sum(definition => definition.Length);
            if (segment.Definitions.TrueForAll(definition => !definition.IsUsed))
            {
                edits.Cut(segment.Offset, segment.Length);
            }
            else if (unused > 0)
            {
                byte[] length = new byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(segment.Length - 2 - unused)); // The marker does not count.
                edits.Replace(segment.Offset + 2, length.Length, length);
                foreach (Definition definition in segment.Definitions)
                    if (!definition.IsUsed) edits.Cut(definition.Offset, definition.Length);
            }
        }
    }

    private void Add(byte kind, int id, long offset, int length, Definition? continued)
    {
        Definition definition = new(offset, length, continued);
        _segments[^1].Definitions.Add(definition);
        _current[(kind, id)] = definition;
    }

    private sealed record Segment(long Offset, int Length)
    {
        public List<Definition> Definitions { get; } = [];
    }

    private sealed record Definition(long Offset, int Length, Definition? Continued)
    {
        public bool IsUsed { get; set; }
    }
}
