namespace Dicom.Cms.Cli;

/// <summary>A file to work on.</summary>
/// <param name="Path">As the caller named it, or below the folder as the caller named that.</param>
/// <param name="RealPath">The same with all links resolved.</param>
/// <param name="RelativePath">Where it stands in the folder it was found in; its name alone if it was named itself.</param>
internal sealed record InputFile(string Path, string RealPath, string RelativePath)
{
    /// <summary>Whether it was found in a folder, where what is not DICOM is skipped.</summary>
    public required bool IsFromFolder { get; init; }
}

/// <summary>Something in a folder that is not worked on, and why.</summary>
internal sealed record UnusedInput(string Path, string Reason)
{
    /// <summary>Whether it should have been worked on, and could not be reached.</summary>
    public required bool IsFailure { get; init; }
}
