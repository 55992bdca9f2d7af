using System.Globalization;

namespace Dicom.Cms;

/// <summary>A kind of finding: a closed set, with the name that reports use.</summary>
public sealed record VerificationRule
{
    private VerificationRule(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>An Attribute is there that the profile removes.</summary>
    public static VerificationRule NotRemoved { get; } = new("not-removed", "is to be removed and is there");

    /// <summary>An Attribute has a value that is neither empty nor a dummy this library knows.</summary>
    public static VerificationRule NotReplaced { get; } = new("not-replaced", "is to be replaced and has a value that is no known dummy");

    /// <summary>A UID is neither registered nor a replacement under 2.25.</summary>
    public static VerificationRule UidNotReplaced { get; } = new(
        "uid-not-replaced", "is to be replaced and holds a UID that is no known replacement");

    /// <summary>A private element that is not known to be safe.</summary>
    public static VerificationRule PrivateElement { get; } = new("private-element", "is private and not known to be safe");

    /// <summary>An element that PS3.6 does not have.</summary>
    public static VerificationRule UnknownElement { get; } = new(
        "unknown-element", "is not in the data dictionary: nobody knows what it holds");

    /// <summary>A sequence whose Items cannot be read.</summary>
    public static VerificationRule Unreadable { get; } = new("unreadable", "cannot be looked into");

    /// <summary>What de-identification says about itself is missing or wrong.</summary>
    public static VerificationRule Statement { get; } = new("statement", "does not say what was done");

    /// <summary>Preamble or File Meta Information hold more than a description of the software.</summary>
    public static VerificationRule FileMeta { get; } = new("file-meta", "is not a description of the de-identifying software alone");

    /// <summary>Pixels that usually have text burned in, and nothing says they have not.</summary>
    public static VerificationRule BurnedIn { get; } = new("burned-in", "may have text burned into the pixels");

    /// <summary>Compressed pixels hold comments or other octets that no decoder needs.</summary>
    public static VerificationRule IgnoredOctets { get; } = new(
        "ignored-octets", "holds octets beside its compressed pixels that decoders ignore, such as comments");

    /// <summary>Compressed pixels cannot be read to their segments, and hold text.</summary>
    public static VerificationRule TextInCodestream { get; } = new(
        "codestream-text", "cannot be read to its segments, and holds text");

    /// <summary>A value that was protected stands in clear.</summary>
    public static VerificationRule ProtectedValue { get; } = new("protected-value", "holds a value that was protected");

    /// <summary>A file or folder name holds a value that was protected.</summary>
    public static VerificationRule InFileName { get; } = new("file-name", "is a name that holds a value that was protected");

    /// <summary>The short name for programs.</summary>
    public string Name { get; }

    /// <summary>What is wrong, to follow the place.</summary>
    public string Text { get; }

    /// <summary>The short name.</summary>
    public override string ToString() => Name;
}

/// <summary>Something that should not be in a protected object. Names the place, never the value.</summary>
public sealed record VerificationFinding
{
    /// <summary>Creates a finding.</summary>
    /// <param name="rule">What is wrong.</param>
    /// <param name="place">Where: tags from the top level down, or a part of the file.</param>
    /// <exception cref="ArgumentException">One of them is null, or the place is empty.</exception>
    public VerificationFinding(VerificationRule rule, string place)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(place);
        Rule = rule;
        Place = place;
    }

    /// <summary>What is wrong.</summary>
    public VerificationRule Rule { get; }

    /// <summary>Where: tags from the top level down, or a part of the file.</summary>
    public string Place { get; }

    /// <summary>Place and rule in a sentence.</summary>
    public override string ToString() => $"{Place} {Rule.Text}";
}

/// <summary>What was found in a protected object, and how far the search went.</summary>
public sealed record VerificationReport
{
    /// <summary>What was found; empty for a clean object.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init => field = [.. value]; }

    /// <summary>The options that the object claims, or that the caller named.</summary>
    public required ProfileOptions Options { get; init; }

    /// <summary>How many protected values were searched for; 0 without a key.</summary>
    public required int ValuesSearched { get; init; }

    /// <summary>How many protected values are too short or too common to be searched for.</summary>
    public required int ValuesLeftOut { get; init; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>
    /// Numbers of findings and of the values searched for, in a line: "Clean: no findings, 12 protected values searched for". No value.
    /// </summary>
    public override string ToString() =>
        $"{(IsClean ? "Clean" : "Not clean")}: {Counting.OrNone(Findings.Count, "finding")}, "
        + $"{Counting.Of(ValuesSearched, "protected value")} searched for"
        + (ValuesLeftOut > 0 ? $", {ValuesLeftOut.ToString(CultureInfo.InvariantCulture)} left out" : "");
}
