using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Clean Descriptors (PS3.15 E.3.5), and C of the options that retain text about devices and patients: what identifies is cut out. A
/// Sequence of codes is treated Item by Item.
/// </summary>
internal sealed class FreeTextCleaner(DeidentificationContext context, ElementDeidentifier deidentifier) : ElementCleaner
{
    public override DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText)
    {
        if (element.Items is not null) return deidentifier.DeidentifyItems(element, dummyText: false);
        if (ElementDeidentifier.VrOf(element) is not { IsText: true } vr) return deidentifier.DeidentifyByProfile(element, scope);
        ReadOnlyMemory<byte> cleaned = context.Descriptors.Clean(element.Tag, element.Value);
        if (cleaned.Equals(element.Value)) return deidentifier.Keep(element, dummyText: false);
        if (cleaned.IsEmpty) return deidentifier.DeidentifyByProfile(element, scope);
        return deidentifier.Keep(element.WithValue(Padding.Pad(cleaned.Span, vr)), dummyText: false);
    }
}
