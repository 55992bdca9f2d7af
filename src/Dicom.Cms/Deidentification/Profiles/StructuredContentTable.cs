using System.Text;

namespace Dicom.Cms;

/// <summary>PS3.15 Table E.3.4-1: the action for a Content Item by its concept name and Value Type.</summary>
internal static partial class StructuredContentTable
{
    /// <summary>All options: a row that even then removes or replaces is about something that identifies in any case.</summary>
    internal const ProfileOptions EveryOption = (ProfileOptions)~0;

    /// <summary>The action for a Content Item with options, null when the table has no row for it.</summary>
    /// <param name="code">Code Value, Long Code Value or the last part of a URN.</param>
    /// <param name="scheme">Coding Scheme Designator.</param>
    /// <param name="valueType">Value Type.</param>
    /// <param name="options">The options in force.</param>
    internal static ConfidentialityAction? Find(string code, string scheme, string valueType, OptionSet options)
    {
        int row = RowOf(code, scheme, valueType);
        if (row < 0) return null;
        ProfileOptions clean = (ProfileOptions)CleanTable[row] & options.Flags;
        if ((clean & ProfileOptions.RetainLongitudinalModifiedDates) != ProfileOptions.None) return ConfidentialityAction.ShiftDate;
        if (options.Contains((ProfileOptions)KeepTable[row])) return ConfidentialityAction.Keep;
        if (clean != ProfileOptions.None) return ConfidentialityAction.CleanText;

        // X/D depends on the template, which is not known here: a dummy is valid in each.
        return (ConfidentialityAction)BasicProfile[row] == ConfidentialityAction.RemoveOrDummy
            ? ConfidentialityAction.Dummy
            : (ConfidentialityAction)BasicProfile[row];
    }

    /// <summary>Code Value|Coding Scheme Designator|Value Type of a row.</summary>
    internal static string KeyOf(int row) => Encoding.ASCII.GetString(KeyText[KeyOffset[row]..KeyOffset[row + 1]]);

    private static int RowOf(string code, string scheme, string valueType)
    {
        Span<byte> key = stackalloc byte[128];
        if (!Encoding.Latin1.TryGetBytes($"{code}|{scheme}|{valueType}", key, out int length)) return -1;
        key = key[..length];
        int low = 0, high = BasicProfile.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int comparison = KeyText[KeyOffset[middle]..KeyOffset[middle + 1]].SequenceCompareTo(key);
            if (comparison == 0) return middle;
            (low, high) = comparison < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
