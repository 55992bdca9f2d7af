using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>What can be said of a file without a key, and without showing who it is about.</summary>
internal sealed record ObjectDescription
{
    public required string Path { get; init; }

    public required long Length { get; init; }

    /// <summary>Whether it is a Part 10 file, and not a bare data set.</summary>
    public required bool IsPart10 { get; init; }

    public required string? DeclaredTransferSyntax { get; init; }

    public required string FoundTransferSyntax { get; init; }

    public required string? SopClass { get; init; }

    public required int ElementCount { get; init; }

    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>Null where there is no Encrypted Attributes Sequence.</summary>
    public required IReadOnlyList<ItemDescription>? Items { get; init; }
}

/// <summary>A statement that the object makes about its de-identification; without values where it makes none.</summary>
internal sealed record Statement(string Tag, string Keyword, string Name, IReadOnlyList<string> Values);

/// <summary>An Item of the Encrypted Attributes Sequence.</summary>
internal sealed record ItemDescription
{
    public required string? TransferSyntax { get; init; }

    /// <summary>Octets of Encrypted Content.</summary>
    public required long Length { get; init; }

    public required Envelope? Envelope { get; init; }

    /// <summary>Why there is no <see cref="Envelope"/>.</summary>
    public required string? Problem { get; init; }
}
