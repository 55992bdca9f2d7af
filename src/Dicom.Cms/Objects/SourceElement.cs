using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>One top-level element of an object being read: where it stands, and how to look at it.</summary>
/// <param name="Object">The object.</param>
/// <param name="Ordinal">How many elements stand before it.</param>
internal readonly record struct SourceElement(SourceObject Object, int Ordinal)
{
    /// <summary>Where it stands.</summary>
    public ElementLocation Location => Object.File.Elements[Ordinal];

    /// <summary>The tag.</summary>
    public Tag Tag => Location.Tag;

    /// <summary>Octets of header and value.</summary>
    public long Length => Location.Length;

    /// <summary>Whether it is small enough to be read for looking at it.</summary>
    public bool IsSmall => SourceObject.IsSmall(Location);

    /// <summary>The element with everything nested in it. Small ones are kept for the next look.</summary>
    public DataElement Load() => Object.Load(Ordinal);

    /// <summary>The element from its octets in Explicit VR Little Endian: of a large one nothing is read again.</summary>
    public DataElement Load(ReadOnlyMemory<byte> converted) => Object.Load(Ordinal, converted);

    /// <summary>Header and value as they stand.</summary>
    public ReadOnlyMemory<byte> ReadBytes() => Object.File.ReadElement(Location);

    /// <summary>
    /// Header and value in Explicit VR Little Endian; null where they would not come back byte for byte (exactness, rule 5).
    /// </summary>
    public ReadOnlyMemory<byte>? TryConvert() => Object.Conversion.TryToExplicitLittleEndian(ReadBytes(), Object.File.Encoding);
}
