using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>One line of the table of PS3.2 N.11.2.6: what becomes of an Attribute under a profile and its options.</summary>
internal sealed record ConformanceRow
{
    private const string Uid = "2.25. and the decimal of a keyed UUID (HMAC-SHA-256); registered UIDs stay, except as SOP Instance UID";
    private const string Pseudonym = "keyed pseudonym of 16 letters and digits";

    private static readonly (Tag Example, string Name, string Text)[] Patterns =
    [
        (new Tag(0x5000_0005), "CurveData", "(50xx,xxxx)"),
        (new Tag(0x6000_3000), "OverlayData", "(60xx,3000)"),
        (new Tag(0x6000_4000), "OverlayComments", "(60xx,4000)"),
        (new Tag(0x0009_1001), "PrivateAttributes", "(gggg,eeee), gggg odd"),
    ];

    private ConformanceRow(Tag example, ConfidentialityAction action)
    {
        // E.1.1 steps 7 and 8, whatever the table says. Only File Meta Information is written anew.
        if (example.Group < 0x0008 && example.Group != 0x0002) action = ConfidentialityAction.Remove;
        Action = LettersOf(action);
        IsEncrypted = action is not (ConfidentialityAction.Keep or ConfidentialityAction.KeepUid) && ProtectedAttribute.IsAllowed(example);
        Comments = CommentsOn(example, action);
    }

    /// <summary>The Attribute; null for a row that is a pattern.</summary>
    public Tag? Tag { get; private init; }

    /// <summary>The keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The tag or the pattern.</summary>
    public required string TagText { get; init; }

    /// <summary>The letters of Table E.1-1a.</summary>
    public string Action { get; }

    /// <summary>Whether the original goes into the Encrypted Attributes Data Set.</summary>
    public bool IsEncrypted { get; }

    /// <summary>How the replacement is made.</summary>
    public string Comments { get; }

    /// <summary>Every row of Table E.1-1 with an action, or the Attributes that the caller named.</summary>
    public static IEnumerable<ConformanceRow> For(ConfidentialityProfile profile)
    {
        foreach (Tag tag in TagsOf(profile))
        {
            if (profile.ActionOf(tag) is { } action)
                yield return new ConformanceRow(tag, action) { Tag = tag, Name = DataDictionary.KeywordOf(tag) ?? "", TagText = $"{tag}" };
        }

        foreach ((Tag example, string name, string text) in Patterns)
        {
            if (profile.ClaimsBasicProfile && profile.ActionOf(example) is { } action)
                yield return new ConformanceRow(example, action) { Name = name, TagText = text };
        }
    }

    private static Tag[] TagsOf(ConfidentialityProfile profile)
    {
        if (profile.OnlyAttributes is { } only) return [.. only.Tags.Append(Tags.SOPInstanceUID).Distinct().Order()];
        Tag[] tags = new Tag[ConfidentialityTable.TagTable.Length];
        for (int row = 0; row < tags.Length; row++) tags[row] = new Tag(ConfidentialityTable.TagTable[row]);
        return tags;
    }

    private static string LettersOf(ConfidentialityAction action) => action switch
    {
        ConfidentialityAction.Keep or ConfidentialityAction.KeepUid => "K",
        ConfidentialityAction.Remove => "X",
        ConfidentialityAction.Zero => "Z",
        ConfidentialityAction.Dummy => "D",
        ConfidentialityAction.ReplaceUid => "U",
        ConfidentialityAction.RemoveOrZero => "X/Z",
        ConfidentialityAction.RemoveOrDummy => "X/D",
        ConfidentialityAction.ZeroOrDummy => "Z/D",
        ConfidentialityAction.RemoveOrZeroOrDummy => "X/Z/D",
        ConfidentialityAction.RemoveOrZeroOrReplaceUid => "X/Z/U*",
        _ => "C",
    };

    private static string CommentsOn(Tag tag, ConfidentialityAction action) => action switch
    {
        _ when tag == Tags.MediaStorageSOPInstanceUID => "File Meta Information is written anew: the new SOP Instance UID",
        _ when tag.Group < 0x0008 => "removed with everything below group 0008",
        ConfidentialityAction.Keep or ConfidentialityAction.KeepUid =>
            "kept; in a Sequence, each Attribute by its own row. A text that holds a protected name, identifier or UID is cleaned",
        ConfidentialityAction.Remove => "removed",
        ConfidentialityAction.Zero => ZeroOf(tag),
        ConfidentialityAction.Dummy when DataDictionary.VrOf(tag) == ValueRepresentation.UI => Uid,
        ConfidentialityAction.Dummy => DummyOf(tag),
        ConfidentialityAction.ReplaceUid => Uid,
        ConfidentialityAction.RemoveOrZero => $"by Type in the IOD: 3 removed, else {ZeroOf(tag)}",
        ConfidentialityAction.RemoveOrDummy => $"by Type in the IOD: 3 removed, else {DummyOf(tag)}",
        ConfidentialityAction.ZeroOrDummy => DummyOf(tag),
        ConfidentialityAction.RemoveOrZeroOrDummy => $"by Type in the IOD: 3 removed, 2 {ZeroOf(tag)}, else {DummyOf(tag)}",
        ConfidentialityAction.RemoveOrZeroOrReplaceUid =>
            "by Type in the IOD: 3 removed, 2 zero length, else Items kept and UIDs in them replaced",
        ConfidentialityAction.ShiftDate => DataDictionary.VrOf(tag)?.Name switch
        {
            "DA" or "DT" => "moved by the patient's offset; what cannot be read takes the profile's action",
            "TM" => "time of day stays; what cannot be read takes the profile's action",
            _ => "no date that can be moved: takes the profile's action",
        },
        ConfidentialityAction.CleanText =>
            "names, identifiers, dates, places and UIDs that the object knows are cut out; text that becomes empty takes the "
                + "profile's action",
        ConfidentialityAction.CleanGraphics =>
            "graphics stay, text in them is replaced; overlays of type R stay, others and all overlay comments are removed",
        ConfidentialityAction.CleanStructuredContent => "Content Items by their concept (PS3.15 Table E.3.4-1)",
        ConfidentialityAction.CleanPrivate =>
            "kept where known to be safe; where the object recommends an action (0008,0305), that; else removed (PS3.15 E.3.10)",
        _ => "",
    };

    private static string ZeroOf(Tag tag) => tag.Value switch
    {
        0x0008_0050 or 0x0010_0020 or 0x0020_0010 => Pseudonym,
        0x0010_0010 => $"\"Anonymous^\" and a {Pseudonym}",
        _ when DataDictionary.VrOf(tag) == ValueRepresentation.SQ => "no Items",
        _ => "zero length",
    };

    // The dummy that would be written, asked of what writes it.
    private static string DummyOf(Tag tag)
    {
        if (tag == Tags.PatientID) return Pseudonym;
        if (tag == Tags.EncapsulatedDocument)
            return "an empty document of the MIME Type that the object states, else 2 octets 00; (0042,0015) gets its length";
        if (DataDictionary.VrOf(tag) is not { } vr) return "removed: VR not known";
        if (vr == ValueRepresentation.SQ)
            return "Items kept, each Attribute in them by its own row, free text and Items that are codes replaced by dummies";
        byte[] dummy = DummyValues.For(tag, vr);
        return vr.IsText ? $"\"{Encoding.ASCII.GetString(dummy).Trim(' ', '\0')}\"" : $"{dummy.Length} octets 00";
    }
}
