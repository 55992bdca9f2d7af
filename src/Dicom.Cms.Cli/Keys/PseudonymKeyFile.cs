using System.Security.Cryptography;

namespace Dicom.Cms.Cli;

/// <summary>--pseudonym-key: 32 octets as they are, or 64 hexadecimal digits.</summary>
internal static class PseudonymKeyFile
{
    /// <param name="path">The file.</param>
    /// <param name="warnings">Gets that others can read it.</param>
    /// <exception cref="UsageException">It holds anything else.</exception>
    public static PseudonymKey Read(string path, List<string> warnings)
    {
        using SecretFile file = SecretFile.Read(path);
        if (IsOpenToOthers(path)) warnings.Add($"{path}: the pseudonym key can be read by others than its owner; chmod 600 closes it");
        ReadOnlySpan<byte> key = file.Bytes.Length == PseudonymKey.Length ? file.Bytes : file.BytesWithoutNewline;
        if (key.Length == PseudonymKey.Length) return PseudonymKey.FromBytes(key);

        byte[] decoded = GC.AllocateArray<byte>(PseudonymKey.Length, pinned: true);
        try
        {
            bool isHexadecimal = key.Length == 2 * PseudonymKey.Length
                && Convert.FromHexString(key, decoded, out _, out int written) == System.Buffers.OperationStatus.Done
                && written == decoded.Length;
            return isHexadecimal
                ? PseudonymKey.FromBytes(decoded)
                : throw new UsageException(
                    $"{path}: a pseudonym key is {PseudonymKey.Length} octets or {2 * PseudonymKey.Length} hexadecimal digits");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decoded);
        }
    }

    /// <summary>Writes a new key as 64 hexadecimal digits. The file appears complete or not at all, for its owner alone.</summary>
    /// <exception cref="UsageException">It exists, or cannot be written there.</exception>
    public static void Write(string path, PseudonymKey key)
    {
        byte[] octets = key.Export();
        byte[] line = GC.AllocateArray<byte>((2 * PseudonymKey.Length) + 1, pinned: true);
        try
        {
            Convert.TryToHexStringLower(octets, line, out _);
            line[^1] = (byte)'\n';
            string full = Path.GetFullPath(path);
            if (Path.Exists(full)) throw new UsageException($"{path}: exists; nothing was written");
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            AtomicFile.Write(full, line, holdsSecret: true, overwrites: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {exception.Message}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
            CryptographicOperations.ZeroMemory(line);
        }
    }

    private static bool IsOpenToOthers(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
    }
}
