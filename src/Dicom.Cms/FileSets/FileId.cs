namespace Dicom.Cms;

/// <summary>File IDs (PS3.10 8.2): up to 8 components of 1 to 8 characters A-Z, 0-9 and _.</summary>
internal static class FileId
{
    private const int MaxComponents = 8;
    private const int MaxLength = 8;

    /// <summary>The components of a relative path.</summary>
    /// <exception cref="FileSetException">The path is no File ID.</exception>
    public static string[] Parse(string relativePath)
    {
        string[] components = relativePath.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (components.FirstOrDefault(component => !IsLegal(component)) is { } name)
            throw new FileSetException($"The name {name} is no File ID: that has 1 to {MaxLength} of A-Z, 0-9 and _ (PS3.10 8.2).");
        return components.Length <= MaxComponents
            ? components
            : throw new FileSetException($"{relativePath} is no File ID: that has at most {MaxComponents} components (PS3.10 8.2).");
    }

    private static bool IsLegal(string component) => component.Length is >= 1 and <= MaxLength
        && component.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');
}
