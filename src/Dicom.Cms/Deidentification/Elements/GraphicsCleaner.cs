using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Clean Graphics (PS3.15 E.3.3). Text in annotations is cleaned or replaced with its own action; curves keep their coordinates and lose
/// labels and sound. A bitmap of an overlay cannot be read here: the survey of the object keeps those of type ROI only.
/// </summary>
internal sealed class GraphicsCleaner(ElementDeidentifier deidentifier) : ElementCleaner
{
    public override DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText)
    {
        if (element.Items is not null) return deidentifier.DeidentifyItems(element, dummyText: false);
        bool isCurve = (element.Tag.Group & 0xFF00) == 0x5000;
        bool isTextOrSound = ElementDeidentifier.VrOf(element) is { IsText: true, Name: not "CS" }
            || element.Tag.Element is >= 0x2000 and <= 0x2610;
        if (isCurve && isTextOrSound) return null;
        return element.Tag.Element == 0x4000 && !isCurve ? null : deidentifier.Keep(element, dummyText: false);
    }
}
