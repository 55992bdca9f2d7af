using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Modified Dates (PS3.15 E.3.6): a date is moved where it can be read; else what the profile says without the option.</summary>
internal sealed class DateCleaner(DeidentificationContext context, ElementDeidentifier deidentifier) : ElementCleaner
{
    public override DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText) =>
        context.Dates.TryShift(element, ElementDeidentifier.VrOf(element)) ?? deidentifier.DeidentifyByProfile(element, scope);
}
