using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms.Cli;

/// <summary>--kek ID=FILE: a symmetric key as it is (16, 24 or 32 octets) or in hexadecimal digits, one trailing newline apart.</summary>
internal sealed class KeyEncryptionKeyFile : IDisposable
{
    private const int MaxKeyLength = 32;

    private static readonly SearchValues<byte> s_hexadecimalDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly byte[] _key;

    private KeyEncryptionKeyFile(byte[] identifier, byte[] key)
    {
        Identifier = identifier;
        _key = key;
    }

    /// <summary>The identifier that was agreed for the key, which stands in the envelope.</summary>
    public byte[] Identifier { get; }

    public ReadOnlySpan<byte> Key => _key;

    /// <exception cref="UsageException">It is not ID=FILE, or the file holds no such key.</exception>
    public static KeyEncryptionKeyFile Read(string idAndFile)
    {
        int equals = idAndFile.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == idAndFile.Length - 1)
            throw new UsageException($"--kek {idAndFile}: write ID=FILE, such as 01=archive.kek, the ID in hexadecimal");
        string path = idAndFile[(equals + 1)..];
        byte[] identifier = ReadIdentifier(idAndFile[..equals]);
        using SecretFile file = SecretFile.Read(path);
        return new KeyEncryptionKeyFile(identifier, ReadKey(file, path));
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static byte[] ReadIdentifier(string id)
    {
        try
        {
            return Convert.FromHexString(id);
        }
        catch (FormatException)
        {
            throw new UsageException($"--kek: the ID {id} is not hexadecimal, two digits an octet");
        }
    }

    private static byte[] ReadKey(SecretFile file, string path)
    {
        ReadOnlySpan<byte> text = file.BytesWithoutNewline;

        // Digits first: no random key looks like digits, and taken as they are they would be a key of half the strength.
        if (text.Length is 16 or 24 or 32 or 48 or 64 && !text.ContainsAnyExcept(s_hexadecimalDigits))
            return IsKeyLength(text.Length / 2) ? Decode(text) : throw NoKey(path);
        ReadOnlySpan<byte> octets = IsKeyLength(file.Bytes.Length) ? file.Bytes : text;
        if (!IsKeyLength(octets.Length)) throw NoKey(path);
        byte[] key = GC.AllocateUninitializedArray<byte>(octets.Length, pinned: true);
        octets.CopyTo(key);
        return key;
    }

    private static byte[] Decode(ReadOnlySpan<byte> digits)
    {
        byte[] key = GC.AllocateUninitializedArray<byte>(digits.Length / 2, pinned: true);
        OperationStatus status = Convert.FromHexString(digits, key, out _, out _);
        Debug.Assert(status == OperationStatus.Done, "They are hexadecimal digits.");
        return key;
    }

    private static bool IsKeyLength(int length) => length is 16 or 24 or MaxKeyLength;

    private static UsageException NoKey(string path) =>
        new($"{path}: a key-encryption key is 16, 24 or 32 octets, or twice as many hexadecimal digits");
}
