using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>Finds the overlays (groups 60xx, PS3.3 C.9.2) that cannot stay.</summary>
internal static class OverlaySurvey
{
    /// <summary>
    /// The groups that go whole: all that have data; under Clean Graphics those that are not regions of interest (Overlay Type R), whose
    /// bitmaps may be text; where pixels are cleaned, those in the pixel cells.
    /// </summary>
    public static HashSet<ushort> GroupsToRemove(DicomObject file, ConfidentialityProfile profile)
    {
        HashSet<ushort> groups = profile.PixelCleaning is null ? [] : [.. EmbeddedOverlays.GroupsOf(file)];
        foreach (ElementLocation data in file.Elements)
        {
            if ((data.Tag.Group & 0xFF01) != 0x6000 || profile.ActionOf(data.Tag) is not { } action) continue;
            bool isRegion = file.Find(new Tag(data.Tag.Group, 0x0040)) is { ValueLength: <= 16 } type
                && Uids.Parse(file.ReadValue(type).Span) == "R";
            if (action != ConfidentialityAction.CleanGraphics || !isRegion) groups.Add(data.Tag.Group);
        }

        return groups;
    }
}
