namespace Dicom.Cms.Cli;

/// <summary>Where a symbolic link among the inputs leads.</summary>
/// <param name="Target">The path it leads to, with all links resolved; null where it leads to nothing that can be read.</param>
/// <param name="Fault">Why it does not.</param>
internal sealed record Link(string? Target, string Fault)
{
    /// <summary>Follows a link to its end.</summary>
    public static Link Follow(string path, bool isFolder)
    {
        try
        {
            string real = RealPath.Of(path);
            return isFolder || File.Exists(real) ? new Link(real, "") : new Link(null, "a symbolic link that leads nowhere");
        }
        catch (IOException)
        {
            return new Link(null, "a symbolic link that leads in a circle");
        }
    }
}
