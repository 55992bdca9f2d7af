using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>A value of a source as it is once edits are made: read at any offset, held nowhere.</summary>
internal sealed class EditedByteSource : ByteSource
{
    private readonly ByteSource _source;
    private readonly long _offset;
    private readonly IReadOnlyList<CodestreamEdit> _edits;
    private readonly long[] _starts; // Where each replacement stands in the edited value.

    /// <summary>Makes the source.</summary>
    /// <param name="source">What holds the value; it stays the caller's.</param>
    /// <param name="offset">Where the value starts.</param>
    /// <param name="length">Octets of the value as it is.</param>
    /// <param name="edits">The edits in their order, within the value and without overlap.</param>
    public EditedByteSource(ByteSource source, long offset, long length, IReadOnlyList<CodestreamEdit> edits)
    {
        _source = source;
        _offset = offset;
        _edits = edits;
        _starts = new long[edits.Count];
        long grown = 0, end = 0;
        for (int i = 0; i < edits.Count; i++)
        {
            CodestreamEdit edit = edits[i];
            if (edit.Offset < end || edit.Length > length - edit.Offset)
                throw new ArgumentException("Edits overlap, or lie outside the value.", nameof(edits));
            _starts[i] = edit.Offset + grown;
            grown += edit.Replacement.Length - edit.Length;
            end = edit.End;
        }

        Length = length + grown;
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Where the replacement of an edit stands, or would stand.</summary>
    public long StartOf(int edit) => _starts[edit];

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination)
    {
        ThrowIfDisposed();
        if (offset >= Length) return 0;
        destination = destination[..(int)Math.Min(destination.Length, Length - offset)];
        int done = 0;
        for (int edit = LastBefore(offset); done < destination.Length; edit++)
        {
            done += ReadReplacement(edit, offset + done, destination[done..]);
            done += ReadKept(edit, offset + done, destination[done..]);
        }

        return done;
    }

    /// <summary>The last edit that stands at an offset or before; -1 where there is none.</summary>
    private int LastBefore(long offset)
    {
        int at = Array.BinarySearch(_starts, offset);
        if (at < 0) return ~at - 1;
        while (at > 0 && _starts[at - 1] == offset) at--; // Cuts side by side stand at one place.
        return at;
    }

    private int ReadReplacement(int edit, long offset, Span<byte> destination)
    {
        if (edit < 0) return 0;
        long inside = offset - _starts[edit];
        ReadOnlySpan<byte> replacement = _edits[edit].Replacement.Span;
        if (inside >= replacement.Length) return 0;
        ReadOnlySpan<byte> octets = replacement[(int)inside..];
        octets = octets[..Math.Min(octets.Length, destination.Length)];
        octets.CopyTo(destination);
        return octets.Length;
    }

    /// <summary>Reads what stays behind an edit, up to the next one.</summary>
    private int ReadKept(int edit, long offset, Span<byte> destination)
    {
        long start = edit < 0 ? 0 : _starts[edit] + _edits[edit].Replacement.Length, from = edit < 0 ? 0 : _edits[edit].End;
        long end = edit + 1 < _starts.Length ? _starts[edit + 1] : Length;
        int count = (int)Math.Min(end - offset, destination.Length);
        if (count <= 0) return 0;
        long place = _offset + from + offset - start;
        if (_source.Read(place, destination[..count]) != count)
            throw new DicomFormatException("The source ends earlier than it did before", place);
        return count;
    }
}
