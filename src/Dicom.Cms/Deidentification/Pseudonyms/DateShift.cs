using System.Buffers;
using System.Globalization;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Moves every date of a patient by one number of days, so that intervals stay (PS3.15 E.3.6, Modified Dates). Times of day stay too:
/// a shift by whole days crosses no day-light saving that it would have to make up for.
/// </summary>
internal sealed class DateShift(int days)
{
    /// <summary>The most days a date is moved into the past: ten years.</summary>
    public const int Limit = 3_653;

    private static readonly SearchValues<char> TimeLetters = SearchValues.Create("0123456789.:");

    /// <summary>Days by which dates are moved; never 0.</summary>
    public int Days { get; } = days;

    /// <summary>Moves the values of an element.</summary>
    /// <returns>Null when it is no date or time, or one of its values cannot be read: the caller then takes the profile's action.</returns>
    public DataElement? TryShift(DataElement element, ValueRepresentation? vr)
    {
        if (vr?.Name is not ("DA" or "DT" or "TM") || element.HasUndefinedLength) return null;
        if (element.Value.IsEmpty) return element;
        string[] values = Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' ').Split('\\');
        if (vr.Name == "TM") return values.All(IsTime) ? element : null;
        for (int i = 0; i < values.Length; i++)
        {
            if (TryShift(values[i].Trim(), vr.Name == "DT") is not { } shifted) return null;
            values[i] = shifted;
        }

        return element.WithValue(Padding.Pad(Encoding.Latin1.GetBytes(string.Join('\\', values)), vr));
    }

    /// <summary>Moves one value: YYYY[MM[DD...]] with whatever time and offset from UTC follow, or the YYYY.MM.DD of ACR-NEMA.</summary>
    private string? TryShift(string value, bool isDateTime)
    {
        if (value.Length == 0) return value;
        if (value.Length == 10 && value[4] == '.' && value[7] == '.')
        {
            return TryShiftDate(value.Replace(".", "", StringComparison.Ordinal)) is { } dotted
                ? $"{dotted[..4]}.{dotted[4..6]}.{dotted[6..8]}"
                : null;
        }

        int offset = value.IndexOfAny(['+', '-']);
        int digits = offset < 0 ? value.Length : offset;
        int dateLength = Math.Min(8, digits);
        if (!isDateTime && value.Length != 8) return null;
        bool isReadable = IsTime(value[dateLength..digits]) && (offset < 0 || IsOffset(value[offset..]));
        if (!isReadable) return null; // Whatever else stands there would be copied, a name too.
        return TryShiftDate(value[..dateLength]) is { } date ? date[..dateLength] + value[dateLength..] : null;
    }

    /// <summary>A time of day or a part of it, also with the colons of ACR-NEMA; nothing that could name somebody.</summary>
    private static bool IsTime(string value) => !value.AsSpan().Trim().ContainsAnyExcept(TimeLetters);

    private static bool IsOffset(string value) => value.Length == 5 && !value.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>A date of 4, 6 or 8 digits, moved and written in 8. What is not given counts as the first.</summary>
    private string? TryShiftDate(string digits)
    {
        string whole = digits.Length switch { 4 => digits + "0101", 6 => digits + "01", _ => digits };
        if (!DateOnly.TryParseExact(whole, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return null;
        int moved = date.DayNumber + Days;
        if (moved < DateOnly.MinValue.DayNumber || moved > DateOnly.MaxValue.DayNumber) return null;
        return DateOnly.FromDayNumber(moved).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    }
}
