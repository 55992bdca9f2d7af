using System.Text;
using System.Text.RegularExpressions;

namespace Dicom.Cms.Imaging;

/// <summary>
/// Comments that say which encoder wrote a stream, and nothing else. Nearly every JPEG 2000 stream has one. They stay: pixels that hold
/// nothing else are then those of the original, also for software that gives back Attributes alone.
/// </summary>
internal static partial class EncoderName
{
    /// <summary>Octets of the longest.</summary>
    public const int Longest = 64;

    /// <summary>Whether a comment is the name of a known encoder and its version.</summary>
    public static bool Is(ReadOnlySpan<byte> comment)
    {
        if (comment.Length > Longest) return false;
        Span<char> letters = stackalloc char[Longest];
        return Known().IsMatch(letters[..Encoding.Latin1.GetChars(comment, letters)]);
    }

    /// <summary>Whether application data are the header of Mitra's lossless JPEG, which has a name, a version and zeros.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> octets) => octets.SequenceEqual("LJIF\0\u0001\0\0\0\0\0\0\0"u8);

    [GeneratedRegex(
        @"\A(?:(?:Kakadu-v?|Created by (?:GDCM/)?OpenJPEG version |Creator: JasPer Version |OpenJPH Ver )\d{1,2}(?:\.\d{1,3}){0,2}\.?"
        + @"|MITRA_DICOM_STANDARD)\z")]
    private static partial Regex Known();
}
