using Dicom.Cms.Data;

namespace Dicom.Cms;

// The columns of the options. An entry overrides the profile's action (PS3.15 E.3).
internal static partial class ConfidentialityTable
{
    /// <summary>The action for an Attribute under the Basic Profile with options, null when the table lets it stay.</summary>
    internal static ConfidentialityAction? Find(Tag tag, ProfileOptions options)
    {
        int row = TagTable.BinarySearch(tag.Value);
        if (row < 0) return FindPattern(tag, options);
        return options == ProfileOptions.None ? (ConfidentialityAction)BasicProfile[row] : FindEntry(row, options) ?? (ConfidentialityAction)BasicProfile[row];
    }

    private static ConfidentialityAction? FindEntry(int row, ProfileOptions options)
    {
        // A date that device identity would keep as it is still moves with the others: intervals are what this option promises.
        if (options.HasFlag(ProfileOptions.RetainLongitudinalModifiedDates) && RetainLongitudinalModifiedDates[row] != NoEntry) return ConfidentialityAction.ShiftDate;

        ReadOnlySpan<byte> device = RetainDeviceIdentity, patient = RetainPatientCharacteristics;
        bool keeps = Has(ProfileOptions.RetainLongitudinalFullDates, RetainLongitudinalFullDates)
            || Has(ProfileOptions.RetainUids, RetainUids)
            || Has(ProfileOptions.RetainInstitutionIdentity, RetainInstitutionIdentity)
            || (Has(ProfileOptions.RetainDeviceIdentity, device) && (ConfidentialityAction)device[row] == ConfidentialityAction.Keep)
            || (Has(ProfileOptions.RetainPatientCharacteristics, patient) && (ConfidentialityAction)patient[row] == ConfidentialityAction.Keep);
        if (keeps) return ConfidentialityAction.Keep;
        if (Has(ProfileOptions.CleanStructuredContent, CleanStructuredContent)) return ConfidentialityAction.CleanStructuredContent;
        if (Has(ProfileOptions.CleanGraphics, CleanGraphics)) return ConfidentialityAction.CleanGraphics;
        bool cleans = Has(ProfileOptions.CleanDescriptors, CleanDescriptors)
            || Has(ProfileOptions.RetainDeviceIdentity, device)
            || Has(ProfileOptions.RetainPatientCharacteristics, patient);
        return cleans ? ConfidentialityAction.CleanText : null;

        bool Has(ProfileOptions option, ReadOnlySpan<byte> column) => options.HasFlag(option) && column[row] != NoEntry;
    }

    private static ConfidentialityAction? FindPattern(Tag tag, ProfileOptions options)
    {
        if (FindPattern(tag) is not { } basic) return null;
        if (tag.IsPrivate) return options.HasFlag(ProfileOptions.RetainSafePrivate) ? ConfidentialityAction.CleanPrivate : basic;
        return options.HasFlag(ProfileOptions.CleanGraphics) ? ConfidentialityAction.CleanGraphics : basic;
    }
}
