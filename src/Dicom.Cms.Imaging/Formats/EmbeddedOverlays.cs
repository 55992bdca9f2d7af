using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>
/// Overlays in bits of the pixel cells that the samples do not use, as PS3.5 8.1.2 had them until 2004. They show text as other overlays
/// do, but have no Overlay Data (60xx,3000): to remove one, clear its bits and remove its group.
/// </summary>
public static class EmbeddedOverlays
{
    private const ushort OverlayBitPosition = 0x0102, OverlayData = 0x3000;

    /// <summary>The groups 60xx of overlays without Overlay Data (60xx,3000), each once, in the order of the file.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
    public static IReadOnlyList<ushort> GroupsOf(DicomObject file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return
        [
            .. file.Elements
                .Where(element => IsOverlay(element.Tag) && file.Find(new Tag(element.Tag.Group, OverlayData)) is null)
                .Select(element => element.Tag.Group)
                .Distinct(),
        ];
    }

    /// <summary>The bits of each pixel cell that hold overlays.</summary>
    /// <exception cref="ImagingException">An Overlay Bit Position cannot be read.</exception>
    internal static ulong BitsOf(DicomObject file, PixelFormat format)
    {
        ulong bits = 0;
        foreach (ElementLocation location in file.Elements)
        {
            if (!IsOverlay(location.Tag) || location.Tag.Element != OverlayBitPosition) continue;
            if (location is not { ValueLength: sizeof(ushort), Vr: null or { Name: "US" } })
            {
                throw new ImagingException(
                    $"Overlay Bit Position {location.Tag} is not one number of VR US: which bits hold an overlay is not known.",
                    location.Tag);
            }

            int position = PixelValues.ReadUInt16s(file, location)[0];

            // A position among the stored bits is that of an overlay with data of its own, which is 0 by PS3.3 C.9.2.
            if (position < format.BitsAllocated) bits |= (1UL << position) & ~format.StoredBits;
        }

        return bits;
    }

    private static bool IsOverlay(Tag tag) => (tag.Group & 0xFF01) == 0x6000;
}
