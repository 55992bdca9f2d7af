using System.Text;
using System.Text.RegularExpressions;
using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>For each VR: a value that would identify somebody, and what a legal value looks like (PS3.5 6.2).</summary>
internal static partial class ValueExamples
{
    /// <summary>An identifying value of even length.</summary>
    public static byte[] Original(ValueRepresentation vr) => vr.Name switch
    {
        "AE" or "CS" or "SH" => "ORIGINAL77"u8.ToArray(),
        "AS" => "077Y"u8.ToArray(),
        "DA" => "19570304"u8.ToArray(),
        "DT" => "19570304101112"u8.ToArray(),
        "TM" => "101112"u8.ToArray(),
        "DS" => "77.125"u8.ToArray(),
        "IS" => "771257"u8.ToArray(),
        "PN" => "Original^Seven"u8.ToArray(),
        "UI" => "1.3.6.1.4.1.99999.77.0"u8.ToArray(),
        "UR" => "https://o.example/77"u8.ToArray(),
        "LO" or "LT" or "ST" or "UC" or "UT" => "Original value 77."u8.ToArray(),
        _ => [.. Enumerable.Repeat((byte)0x77, 8)],
    };

    /// <summary>Whether a value is legal for its VR.</summary>
    public static bool IsLegal(ValueRepresentation vr, ReadOnlySpan<byte> value)
    {
        if (value.Length % 2 != 0) return false;
        if (!vr.IsText && vr.Name != "UI") return value.Length % vr.UnitLength == 0;
        string text = Encoding.ASCII.GetString(value).TrimEnd(vr.Name == "UI" ? '\0' : ' ');
        return vr.Name switch
        {
            "AE" => text.Length is > 0 and <= 16,
            "AS" => Age().IsMatch(text),
            "CS" => CodeString().IsMatch(text),
            "DA" => Date().IsMatch(text),
            "DT" => DateAndTime().IsMatch(text),
            "TM" => Time().IsMatch(text),
            "DS" or "IS" => Number().IsMatch(text),
            "UI" => text.Length <= 64 && Uid().IsMatch(text),
            "SH" => text.Length <= 16,
            "LO" => text.Length <= 64,
            _ => text.Length > 0,
        };
    }

    [GeneratedRegex("^[0-9]{3}[DWMY]$")]
    private static partial Regex Age();

    [GeneratedRegex("^[A-Z0-9_ ]{1,16}$")]
    private static partial Regex CodeString();

    [GeneratedRegex("^[12][0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[12][0-9]{3}(0[1-9]|1[0-2])([0-9]{2}([0-9]{2}){0,3}(\.[0-9]{1,6})?)?$")]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^[0-2][0-9]([0-5][0-9]){0,2}(\.[0-9]{1,6})?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^[+-]?[0-9.]{1,16}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+$")]
    private static partial Regex Uid();
}
