namespace Dicom.Cms.Cli;

/// <summary>A folder that is read.</summary>
/// <param name="Path">As the caller named it, or below what the caller named.</param>
/// <param name="RealPath">The same with all links resolved.</param>
/// <param name="RelativePath">Where it stands in what the caller named; empty if that is it.</param>
internal sealed record InputFolder(string Path, string RealPath, string RelativePath);
