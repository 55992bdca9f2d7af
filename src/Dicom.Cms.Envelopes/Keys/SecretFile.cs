using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Dicom.Cms.Envelopes;

/// <summary>A file with a key or a certificate, in memory that does not move and that is cleared. Never shown.</summary>
internal sealed class SecretFile : IDisposable
{
    /// <summary>Octets of the longest file: far more than any key or certificate has.</summary>
    private const int MaxLength = 1 << 20;

    private readonly byte[] _octets;

    private SecretFile(string path, byte[] octets)
    {
        Path = path;
        _octets = octets;
    }

    public string Path { get; }

    public ReadOnlySpan<byte> Octets => _octets;

    public bool IsPem => Octets.IndexOf("-----BEGIN "u8) >= 0;

    /// <exception cref="ArgumentException">The file is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SecretFile Read(string path)
    {
        // No buffer of the stream's own: it would keep a copy.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] block = GC.AllocateArray<byte>(stream.CanSeek ? (int)Math.Min(stream.Length, MaxLength) + 1 : MaxLength + 1, pinned: true);
        try
        {
            int length = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (length > MaxLength) throw new ArgumentException($"{path}: too large for a key or a certificate");
            byte[] octets = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            block.AsSpan(0, length).CopyTo(octets);
            return new SecretFile(path, octets);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
        }
    }

    /// <summary>The text, in memory that the caller clears.</summary>
    /// <exception cref="ArgumentException">It is not UTF-8.</exception>
    public char[] Decode()
    {
        ReadOnlySpan<byte> text = Octets.StartsWith("\uFEFF"u8) ? Octets[3..] : Octets;
        if (!Utf8.IsValid(text)) throw Refuse("PEM is text in UTF-8");

        char[] letters = GC.AllocateArray<char>(Encoding.UTF8.GetCharCount(text), pinned: true);
        Encoding.UTF8.GetChars(text, letters);
        return letters;
    }

    /// <summary>Says what is wrong with the file: its name, and nothing that it contains.</summary>
    public ArgumentException Refuse(string reason, Exception? cause = null) => new($"{Path}: {reason}", cause);

    /// <summary>The same of what was made of it.</summary>
    public ArgumentException Refuse(ArgumentException cause)
    {
        int suffix = cause.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return Refuse(suffix < 0 ? cause.Message : cause.Message[..suffix], cause);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_octets);
}
