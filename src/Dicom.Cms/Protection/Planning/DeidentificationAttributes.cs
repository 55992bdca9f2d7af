using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What de-identification says about itself in the object (PS3.15 E.1.1 step 6, PS3.3 C.12.1.1.7).</summary>
internal static class DeidentificationAttributes
{
    /// <summary>The Attributes to write for a profile; none for one that claims nothing.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="cleansPixels">Whether the object has pixels, and the profile cleans them.</param>
    /// <param name="suite">The description of the suite; null where nothing is encrypted.</param>
    public static IReadOnlyList<DataElement> For(ConfidentialityProfile profile, bool cleansPixels, string? suite)
    {
        if (!profile.ClaimsBasicProfile) return [];
        string[] method = ["Dicom.Cms: PS3.15 2026d Basic Profile", .. suite is null ? (string[])[] : [suite]];
        return
        [
            Text(Tags.PatientIdentityRemoved, ValueRepresentation.CS, "YES"),
            Text(Tags.DeidentificationMethod, ValueRepresentation.LO, string.Join('\\', method)),
            new DataElement(Tags.DeidentificationMethodCodeSequence, [.. CodesFor(profile, cleansPixels)]),
            Text(Tags.LongitudinalTemporalInformationModified, ValueRepresentation.CS, profile.OptionSet.LongitudinalTemporalInformation),
            .. cleansPixels ? (DataElement[])[Text(Tags.BurnedInAnnotation, ValueRepresentation.CS, "NO")] : [],
        ];
    }

    private static IEnumerable<SequenceItem> CodesFor(ConfidentialityProfile profile, bool cleansPixels)
    {
        yield return Code("113100", "Basic Application Confidentiality Profile");
        if (cleansPixels) yield return Code("113101", "Clean Pixel Data Option");
        foreach (ProfileOption option in profile.OptionSet.Options) yield return Code(option.Code, option.Meaning);
    }

    // PS3.16 CID 7050. Code Meaning is LO: 64 characters at most (PS3.5 6.2).
    private static SequenceItem Code(string value, string meaning) => new(
    [
        Text(Tags.CodeValue, ValueRepresentation.SH, value),
        Text(Tags.CodingSchemeDesignator, ValueRepresentation.SH, "DCM"),
        Text(Tags.CodeMeaning, ValueRepresentation.LO, meaning),
    ]);

    private static DataElement Text(Tag tag, ValueRepresentation vr, string text) =>
        new(tag, vr, Padding.Pad(Encoding.ASCII.GetBytes(text), vr));
}
