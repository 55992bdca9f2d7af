using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Cli;

/// <summary>
/// A file that holds a secret: a password, a key. Read once into memory that does not move and is cleared; never shown. A secret is
/// never a word of the command line, which every user of the machine can see.
/// </summary>
internal sealed class SecretFile : IDisposable
{
    private const int MaxLength = 1 << 20, UsualLength = 1 << 14;

    private readonly byte[] _bytes;
    private readonly int _length;

    private SecretFile(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The same, one trailing newline apart, which editors and echo leave behind.</summary>
    public ReadOnlySpan<byte> BytesWithoutNewline =>
        Bytes.EndsWith("\r\n"u8) ? Bytes[..^2] : Bytes.EndsWith("\n"u8) ? Bytes[..^1] : Bytes;

    /// <exception cref="UsageException">It cannot be read, or is far too large for what it should hold.</exception>
    public static SecretFile Read(string path)
    {
        try
        {
            // No buffer of the stream's own: it would keep a copy.
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            SecretFile file = Read(stream, [], UsualLength);
            if (file._length < UsualLength) return file;

            using SecretFile beginning = file;
            file = Read(stream, beginning.Bytes, MaxLength + 1);
            if (file._length <= MaxLength) return file;
            file.Dispose();
            throw new UsageException($"{path}: too large for a key or a password");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {exception.Message}");
        }
    }

    /// <summary>The text, in memory that the caller clears; null if it is no UTF-8.</summary>
    public static char[]? Decode(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!System.Text.Unicode.Utf8.IsValid(text)) return null;
        char[] letters = GC.AllocateArray<char>(Encoding.UTF8.GetCharCount(text), pinned: true);
        Encoding.UTF8.GetChars(text, letters);
        return letters;
    }

    // More than what is usual takes a second array, which costs a run nothing where the first is enough.
    private static SecretFile Read(FileStream stream, ReadOnlySpan<byte> beginning, int capacity)
    {
        byte[] bytes = GC.AllocateArray<byte>(capacity, pinned: true);
        beginning.CopyTo(bytes);
        int length = stream.ReadAtLeast(bytes.AsSpan(beginning.Length), capacity - beginning.Length, throwOnEndOfStream: false);
        return new SecretFile(bytes, beginning.Length + length);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
