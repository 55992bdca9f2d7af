namespace Dicom.Cms.Testing;

/// <summary>The folder of third-party files, which is not part of the repository: environment variable DICOM_CMS_SHARED.</summary>
public static class SharedFolder
{
    public const string Variable = "DICOM_CMS_SHARED";

    public static bool IsPresent => Directory.Exists(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A path below the folder.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine(
            [Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(SharedFactAttribute.Reason), .. parts]);

    /// <summary>The DICOM files of a subfolder, in a fixed order.</summary>
    public static IReadOnlyList<string> FilesOf(string subfolder)
    {
        string[] files = Directory.GetFiles(PathOf(subfolder), "*.dcm");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}

/// <summary>A fact that needs <see cref="SharedFolder"/>; without it, it is reported as skipped with the reason.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public const string Reason = SharedFolder.Variable + " is not set";

    public SharedFactAttribute()
    {
        if (!SharedFolder.IsPresent) Skip = Reason;
    }
}
