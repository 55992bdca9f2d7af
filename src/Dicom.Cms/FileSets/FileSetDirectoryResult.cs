namespace Dicom.Cms;

/// <summary>What a DICOMDIR came to hold.</summary>
public sealed record FileSetDirectoryResult
{
    /// <summary>How many Directory Records it has, of all types.</summary>
    public required int Records { get; init; }

    /// <summary>How many files it refers to.</summary>
    public required int Files { get; init; }

    /// <summary>The files that it does not refer to, and why.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init => field = [.. value]; }
}
