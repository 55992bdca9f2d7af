using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>What was done to one file. Holds tags, never values.</summary>
internal sealed record OperationResult
{
    /// <summary>The outcome of a file that was copied as it is.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The outcome as a word, for programs.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was done, for people, to follow "input -> output: ".</summary>
    public required string Description { get; init; }

    /// <summary>The top-level Attributes protected or recovered.</summary>
    public required IReadOnlyList<Tag> Attributes { get; init; }

    /// <summary>The Attributes in clear that were altered, added or removed since protection; null where nothing was looked at.</summary>
    public IReadOnlyList<Tag>? Altered { get; init; }

    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>Further statements for the report, by name.</summary>
    public IReadOnlyDictionary<string, string> Statements { get; init; } = new Dictionary<string, string>();
}
