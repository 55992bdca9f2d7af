using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Overlays in bits of the pixel cells that the samples do not use, as PS3.5 8.1.2 had them until 2004. They show text as other overlays
/// do, and have no (60xx,3000) that the table could remove.
/// </summary>
internal static class EmbeddedOverlays
{
    private const ushort OverlayBitPosition = 0x0102, OverlayData = 0x3000;

    /// <summary>The bits of each cell that hold overlays.</summary>
    /// <exception cref="ProtectionException">An Overlay Bit Position cannot be read.</exception>
    public static ulong BitsOf(DicomFile file, PixelFormat format)
    {
        ulong bits = 0;
        foreach (ElementLocation location in file.Elements.Where(element => IsOverlay(element.Tag) && element.Tag.Element == OverlayBitPosition))
        {
            if (location is not { ValueLength: sizeof(ushort), Vr: null or { Name: "US" } })
                throw new ProtectionException($"Overlay Bit Position {location.Tag} is not one number of VR US: which bits hold an overlay is not known.", location.Tag);
            int position = PixelValues.ReadUInt16s(file, location)[0];

            // A position among the stored bits is that of an overlay with data of its own, which is 0 by PS3.3 C.9.2.
            if (position < format.BitsAllocated) bits |= (1UL << position) & ~format.StoredBits;
        }

        return bits;
    }

    /// <summary>The groups of overlays without data of their own.</summary>
    public static IEnumerable<ushort> GroupsOf(DicomFile file) => file.Elements
        .Where(element => IsOverlay(element.Tag) && file.Find(new Tag(element.Tag.Group, OverlayData)) is null)
        .Select(element => element.Tag.Group)
        .Distinct();

    private static bool IsOverlay(Tag tag) => (tag.Group & 0xFF01) == 0x6000;
}
