using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The parts that one element has in an output.</summary>
/// <param name="Tag">The tag, which gives the element its place.</param>
/// <param name="Parts">Header and value, in one part or several.</param>
internal sealed record ElementParts(Tag Tag, OutputPart[] Parts)
{
    /// <summary>An element that was made here.</summary>
    public ElementParts(Tag tag, ReadOnlyMemory<byte> bytes)
        : this(tag, [new BytesPart(bytes)])
    {
    }
}
