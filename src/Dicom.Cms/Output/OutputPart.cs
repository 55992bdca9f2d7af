using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>A piece of an output, in its order: bytes made here, or a range copied from a source.</summary>
internal abstract record OutputPart
{
    /// <summary>Octets.</summary>
    public abstract long Length { get; }
}

/// <summary>Bytes made here.</summary>
internal sealed record BytesPart(ReadOnlyMemory<byte> Bytes) : OutputPart
{
    public override long Length => Bytes.Length;
}

/// <summary>A range of a source, copied as it is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Count">Octets.</param>
/// <param name="Bulk">Where the range is a bulk value: what binds it.</param>
/// <param name="UnitLength">Octets of the units whose order is turned on the way: 1 where none is.</param>
internal sealed record CopyPart(ByteSource Source, long Offset, long Count, BulkValue? Bulk = null, int UnitLength = 1) : OutputPart
{
    public override long Length => Count;
}

/// <summary>Pixels of a source, blackened where a mask says.</summary>
/// <param name="Source">The source.</param>
/// <param name="Offset">Where the value of Pixel Data starts.</param>
/// <param name="Count">Octets of the value.</param>
/// <param name="Blackening">What becomes black.</param>
/// <param name="Bulk">What binds the blackened pixels; null where nothing does.</param>
internal sealed record PixelPart(ByteSource Source, long Offset, long Count, PixelBlackening Blackening, BulkValue? Bulk = null)
    : OutputPart
{
    public override long Length => Count;
}

/// <summary>A bulk value of the protected object, from which that of the original is put together while it is copied.</summary>
/// <param name="Copy">The value as it stands, with what binds it.</param>
/// <param name="Source">The value of the original, which reads what <paramref name="Copy"/> names.</param>
/// <param name="Edits">What is put back, in the order of the value.</param>
/// <param name="Encoded">The same as the record has it.</param>
internal sealed record EditedPart(
    CopyPart Copy, EditedByteSource Source, IReadOnlyList<CodestreamEdit> Edits, ReadOnlyMemory<byte> Encoded) : OutputPart
{
    public override long Length => Source.Length;
}

/// <summary>Room for bytes that are known only when everything else is written.</summary>
internal sealed record ReservedPart(int Count) : OutputPart
{
    public override long Length => Count;
}
