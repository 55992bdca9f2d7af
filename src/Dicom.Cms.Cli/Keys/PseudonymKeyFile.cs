using System.Security.Cryptography;

namespace Dicom.Cms.Cli;

/// <summary>--pseudonym-key: 32 octets as they are, or 64 hexadecimal digits.</summary>
internal static class PseudonymKeyFile
{
    /// <exception cref="UsageException">It holds anything else.</exception>
    public static PseudonymKey Read(string path)
    {
        using SecretFile file = SecretFile.Read(path);
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
                : throw new UsageException($"{path}: a pseudonym key is {PseudonymKey.Length} octets or {2 * PseudonymKey.Length} hexadecimal digits");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decoded);
        }
    }
}
