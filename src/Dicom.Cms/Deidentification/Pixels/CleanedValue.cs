using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>
/// A large value that stays in clear, but for some of its octets: compressed pixels without what decoders ignore, and their offset tables.
/// </summary>
internal sealed class CleanedValue
{
    private readonly ElementLocation _location;
    private readonly ByteSource _original;
    private readonly IReadOnlyList<CodestreamEdit> _edits;

    /// <summary>Makes it.</summary>
    /// <param name="file">The object.</param>
    /// <param name="location">The element.</param>
    /// <param name="edits">What is cut from its value, in its order.</param>
    public CleanedValue(DicomObject file, in ElementLocation location, IReadOnlyList<CodestreamEdit> edits)
    {
        _original = file.DataSetSource;
        _location = location;
        _edits = edits;
        Length = location.ValueLength;
        foreach (CodestreamEdit edit in edits)
        {
            CutLength += edit.Length;
            Length += edit.Replacement.Length - edit.Length;
        }
    }

    /// <summary>Octets of the value that is written.</summary>
    public long Length { get; }

    /// <summary>Octets that are cut, or written anew. They travel encrypted.</summary>
    public long CutLength { get; }

    /// <summary>The way back.</summary>
    public ValueEdits ToReverse() => ValueEdits.Reverse(_original, _location, _edits);

    /// <summary>Header and value as they are written.</summary>
    /// <param name="encoding">The encoding of the object.</param>
    /// <param name="bulk">What binds the value; null where nothing does.</param>
    public OutputPart[] PartsOf(DataSetEncoding encoding, BulkValue? bulk)
    {
        bool keepsHeader = _location.HasUndefinedLength || Length == _location.ValueLength;
        OutputPart header = keepsHeader
            ? new CopyPart(_original, _location.Offset, _location.ValueOffset - _location.Offset)
            : new BytesPart(DataElementWriter.WriteHeader(
                _location.Tag, _location.Vr ?? ValueRepresentation.OV, checked((uint)Length), encoding));
        EditedByteSource cleaned = new(_original, _location.ValueOffset, _location.ValueLength, _edits); // Owns nothing.
        return [header, new CopyPart(cleaned, 0, Length, bulk)];
    }
}
