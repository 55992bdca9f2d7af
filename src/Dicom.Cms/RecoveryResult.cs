using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What a recovery brought back.</summary>
public enum RecoveryOutcome
{
    /// <summary>What PS3.15 E.1.2 says, to the letter: for foreign Items, for a part of the Attributes, and on request.</summary>
    Standard = 0,

    /// <summary>Every protected value is back, but the object was re-encoded or altered on its way; a warning says how.</summary>
    Restored,

    /// <summary>
    /// The original file, byte for byte, proven by the digests of the restoration record (Deflated: the inflated data set).
    /// </summary>
    Original,
}

/// <summary>What is known about whether the recovered values are those that were encrypted.</summary>
public enum RecoveryIntegrity
{
    /// <summary>AES-CBC or Triple-DES without a record that matches: a flipped bit inside a value would not be seen.</summary>
    NotProtected = 0,

    /// <summary>AES-CBC, but the digest of the restoration record matches the whole object.</summary>
    DigestOnly,

    /// <summary>The content encryption itself detects changes (AES-GCM).</summary>
    Authenticated,
}

/// <summary>Whether the Items opened belong to the object they were found in.</summary>
public enum RecoveryBinding
{
    /// <summary>An Item names another object or other pixels, and the caller accepted that.</summary>
    Mismatch = 0,

    /// <summary>An Item opened names no object: it was written by other software.</summary>
    NoRecord,

    /// <summary>Every Item opened names this object.</summary>
    Bound,
}

/// <summary>What recovering an object did. Holds tags, never values.</summary>
public sealed record RecoveryResult
{
    /// <summary>What came back.</summary>
    public required RecoveryOutcome Outcome { get; init; }

    /// <summary>Whether the output is the original, byte for byte.</summary>
    public bool IsOriginal => Outcome == RecoveryOutcome.Original;

    /// <summary>The top-level Attributes whose values were recovered, ascending. (0008,0005), which goes with every Item, apart.</summary>
    public required IReadOnlyList<Tag> RecoveredAttributes { get; init => field = [.. value]; }

    /// <summary>How many Items stay in the output because none of the keys opens them: in a partial recovery only.</summary>
    public required int ItemsForOthers { get; init; }

    /// <summary>What is known about changes to the recovered values.</summary>
    public required RecoveryIntegrity Integrity { get; init; }

    /// <summary>Whether the Items belong to this object.</summary>
    public required RecoveryBinding Binding { get; init; }

    /// <summary>When the object was protected, in UTC; null for Items of other software.</summary>
    public required DateTimeOffset? ProtectionTime { get; init; }

    /// <summary>
    /// The top-level Attributes in clear that were altered, added or removed since then, ascending. From the original they are gone; in
    /// any other outcome they are in the output.
    /// </summary>
    public required IReadOnlyList<Tag> AlteredAttributes { get; init => field = [.. value]; }

    /// <summary>The purpose label of the Item used; empty for foreign Items.</summary>
    public required IReadOnlyList<string> Purposes { get; init => field = [.. value]; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init => field = [.. value]; }

    /// <summary>
    /// The outcome, what is known about it, and the number of warnings in a line: "Original: 10 Attributes recovered, Authenticated, Bound,
    /// no warnings". No value.
    /// </summary>
    public override string ToString() =>
        $"{Outcome}: {Counting.Of(RecoveredAttributes.Count, "Attribute")} recovered, {Integrity}, {Binding}, "
        + (AlteredAttributes.Count > 0 ? $"{Counting.Of(AlteredAttributes.Count, "Attribute")} altered, " : "")
        + (ItemsForOthers > 0 ? $"{Counting.Of(ItemsForOthers, "Item")} for others, " : "")
        + Counting.OrNone(Warnings.Count, "warning");
}
