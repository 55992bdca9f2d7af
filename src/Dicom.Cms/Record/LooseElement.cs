using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An element that Explicit VR Little Endian cannot carry such that it comes back byte for byte: its original bytes and its place
/// among the elements of the original (exactness, rule 5).
/// </summary>
/// <param name="Ordinal">How many elements stand before it in the original.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Bytes">Header and value in the encoding of the original.</param>
internal sealed record LooseElement(int Ordinal, Tag Tag, ReadOnlyMemory<byte> Bytes);
