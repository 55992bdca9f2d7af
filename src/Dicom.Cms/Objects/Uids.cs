using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>UIDs as values (PS3.5 9).</summary>
internal static class Uids
{
    /// <summary>Media Storage Directory Storage: the SOP Class of a DICOMDIR.</summary>
    public const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

    /// <summary>Octets of the longest value that is taken for a UID; PS3.5 9.1 allows 64.</summary>
    public const int MaxLength = 256;

    /// <summary>Whether DICOM registered it (PS3.6 Annex A): a class, a syntax, a well-known instance, which identifies nobody.</summary>
    public static bool IsRegistered(string uid) => uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal) && IsUid(uid);

    /// <summary>The UID in an element, empty where there is none or no value of a UID's length.</summary>
    public static string Of(DataElement? element) => element is { Value.Length: <= MaxLength } ? Parse(element.Value.Span) : "";

    /// <summary>A UID value without padding.</summary>
    public static string Parse(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value).Trim('\0', ' ');

    /// <summary>
    /// Whether a text has nothing in it but what a UID may have (PS3.5 9.1). Leading zeros and strange roots are let pass.
    /// </summary>
    public static bool HasUidCharacters(string text) => text.Length <= 64 && text.All(letter => char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>Whether a value of unknown VR has the form of UIDs (PS3.5 9.1): components of digits, and at least two dots.</summary>
    public static bool AreUids(ReadOnlySpan<byte> value) => Parse(value).Split('\\').All(IsUid);

    private static bool IsUid(string text) =>
        text.Length is >= 5 and <= 64 && text.Split('.') is { Length: > 2 } components
            && components.All(component => component.Length > 0 && component.All(char.IsAsciiDigit));
}
