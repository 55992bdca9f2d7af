namespace Dicom.Cms.Cli;

/// <summary>A password out of a file, one trailing newline apart. Empty where none was given.</summary>
internal sealed class Password : IDisposable
{
    private readonly char[] _letters;

    private Password(char[] letters) => _letters = letters;

    public ReadOnlySpan<char> Letters => _letters;

    public bool IsGiven => _letters.Length > 0;

    /// <exception cref="UsageException">The file cannot be read, is empty or holds no text.</exception>
    public static Password Read(string? path)
    {
        if (path is null) return new Password([]);
        using SecretFile file = SecretFile.Read(path);
        char[] letters = SecretFile.Decode(file.BytesWithoutNewline) ?? throw new UsageException($"{path}: a password is text in UTF-8");
        return letters.Length > 0 ? new Password(letters) : throw new UsageException($"{path}: holds no password");
    }

    public void Dispose() => _letters.AsSpan().Clear();
}
