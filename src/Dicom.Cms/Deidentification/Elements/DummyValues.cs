using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Values that identify nobody, legal for their VR (PS3.15 E.1.1 step 2, action D).</summary>
internal static class DummyValues
{
    private static readonly Dictionary<Tag, string> Texts = new()
    {
        // CS, so one of the Defined Terms of PS3.3 C.12.1.1.9.
        [Tags.ReasonForTheAttributeModification] = "COERCE",
        [Tags.PatientAge] = "030Y",
    };

    /// <summary>A code that says nothing, of a private coding scheme (PS3.3 8.2: "99" and more).</summary>
    public static SequenceItem Code { get; } = new(
    [
        new DataElement(Tags.CodeValue, ValueRepresentation.SH, "ANONYMIZED"u8.ToArray()),
        new DataElement(Tags.CodingSchemeDesignator, ValueRepresentation.SH, "99ANON"u8.ToArray()),
        new DataElement(Tags.CodeMeaning, ValueRepresentation.LO, "Anonymized"u8.ToArray()),
    ]);

    /// <summary>The dummy for an Attribute, padded to even length.</summary>
    public static byte[] For(Tag tag, ValueRepresentation vr) => Padding.Pad(ValueFor(tag, vr), vr);

    /// <summary>Whether a text is one of the words that dummies are made of.</summary>
    public static bool IsDummyText(string text) => text.ToUpperInvariant() is "ANONYMOUS" or "ANONYMIZED" or "REMOVED" or "COERCE";

    private static ReadOnlySpan<byte> ValueFor(Tag tag, ValueRepresentation vr)
    {
        if (Texts.TryGetValue(tag, out string? text)) return System.Text.Encoding.ASCII.GetBytes(text);
        return vr.Name switch
        {
            "AE" => "ANONYMOUS"u8,
            "AS" => "000D"u8,
            "AT" => new byte[4], // group and element
            "CS" => "REMOVED"u8,
            "DA" => "19000101"u8,
            "DS" or "IS" => "0"u8,
            "DT" => "19000101000000"u8,
            "LO" or "LT" or "SH" or "ST" or "UC" or "UT" => "Anonymized"u8,
            "PN" => "Anonymous"u8,
            "TM" => "000000"u8,
            "UR" => "urn:uuid:00000000-0000-0000-0000-000000000000"u8,
            "UI" => "2.25.0"u8,
            _ => new byte[Math.Max(2, vr.UnitLength)],
        };
    }
}
