using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What protection does with one top-level element of the source.</summary>
/// <param name="Source">The element.</param>
internal abstract record PlannedElement(SourceElement Source)
{
    public Tag Tag => Source.Tag;

    public ElementLocation Location => Source.Location;
}

/// <summary>Stays in clear as the bytes it is.</summary>
/// <param name="Source">The element.</param>
/// <param name="IsBulk">Whether it is bound as a bulk value.</param>
/// <param name="Cleaned">Of a bulk value of which something is cut: what stays. Null where all stays.</param>
internal sealed record KeptElement(SourceElement Source, bool IsBulk, CleanedValue? Cleaned = null) : PlannedElement(Source);

/// <summary>Is removed or replaced, and travels encrypted.</summary>
/// <param name="Source">The element.</param>
/// <param name="Bytes">Header and value as they stand where <paramref name="IsLoose"/>, else empty.</param>
/// <param name="Attribute">The same in Explicit VR Little Endian; null where that would not come back byte for byte.</param>
/// <param name="IsLoose">Whether its original bytes go into the restoration record.</param>
internal sealed record RemovedElement(SourceElement Source, ReadOnlyMemory<byte> Bytes, ProtectedAttribute? Attribute, bool IsLoose)
    : PlannedElement(Source);

/// <summary>Stands in the output in place of a removed one, or because de-identification adds it.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Bytes">Header and value in the encoding of the output: in memory a tenth of what its elements may take.</param>
internal sealed record WrittenElement(Tag Tag, ReadOnlyMemory<byte> Bytes);
