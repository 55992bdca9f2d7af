using System.Globalization;
using System.Text;

namespace Dicom.Cms;

/// <summary>
/// A decimal number as text (DS, IS; PS3.5 6.2) in the one form that it has in the canonical form: sign, digits, exponent.
/// </summary>
internal static class DecimalNumber
{
    /// <summary>Octets of the longest form of a component of 16 octets.</summary>
    public const int MaxLength = 40;

    /// <summary>
    /// Writes <c>[-]digits[Eexponent]</c>: digits without zeros at either end, the exponent of the last one where it is not 0.
    /// </summary>
    /// <param name="text">Sign, digits with a point or without, exponent; no blanks.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> octets.</param>
    /// <returns>Octets written; 0 where it is no number.</returns>
    public static int Canonicalize(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int at = 0;
        bool isNegative = false;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-') isNegative = text[at++] == '-';
        Span<byte> digits = stackalloc byte[text.Length];
        int count = 0, exponent = 0;
        bool anyDigit = false, afterPoint = false;
        for (; at < text.Length && (text[at] is >= (byte)'0' and <= (byte)'9' || (text[at] == '.' && !afterPoint)); at++)
        {
            if (text[at] == '.')
            {
                afterPoint = true;
                continue;
            }

            anyDigit = true;
            if (afterPoint) exponent--;
            if (count > 0 || text[at] != '0') digits[count++] = text[at];
        }

        if (!anyDigit || !TryReadExponent(text[at..], out int stated)) return 0;
        exponent += stated;
        while (count > 0 && digits[count - 1] == '0')
        {
            count--;
            exponent++;
        }

        if (count == 0)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        string form = string.Create(
            CultureInfo.InvariantCulture,
            $"{(isNegative ? "-" : "")}{Encoding.ASCII.GetString(digits[..count])}{(exponent == 0 ? "" : $"E{exponent}")}");
        return Encoding.ASCII.GetBytes(form, destination);
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty) return true;
        return text[0] is (byte)'e' or (byte)'E' && text.Length is > 1 and <= 7
            && int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }
}
