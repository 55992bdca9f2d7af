using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms;

/// <summary>
/// Replacement UIDs and identifiers: HMAC-SHA-256 under the key, over what they are for, the profile, the purpose and the original.
/// Owns a copy of the key.
/// </summary>
internal sealed class Pseudonyms : IDisposable
{
    private const string IdentifierAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32: nothing to misread

    private readonly PseudonymKey _key;
    private readonly byte[] _scope;
    private readonly byte[] _uidScope;

    public Pseudonyms(PseudonymKey key, ConfidentialityProfile profile, string purpose)
        : this(key, profile.Name, profile.Scope, purpose)
    {
    }

    /// <summary>Makes pseudonyms for a profile without options, by its name.</summary>
    public Pseudonyms(PseudonymKey key, string profile, string purpose)
        : this(key, profile, profile, purpose)
    {
    }

    private Pseudonyms(PseudonymKey key, string profile, string uidScope, string purpose)
    {
        _key = key.Copy();
        _scope = Encoding.UTF8.GetBytes($"{profile}\0{purpose}\0");
        _uidScope = Encoding.UTF8.GetBytes($"{uidScope}\0{purpose}\0");
    }

    /// <summary>The replacement of a UID: 2.25. and the decimal of a UUID of version 8 (PS3.5 B.2, RFC 9562 5.8).</summary>
    public string ReplaceUid(ReadOnlySpan<byte> uid)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute("uid"u8, _uidScope, uid, mac);
        return UuidUid.OfVersion8(mac[..UuidUid.Octets]);
    }

    /// <summary>The replacement of an identifier: 16 letters and digits, 80 bits, within the limit of SH and LO.</summary>
    public byte[] ReplaceIdentifier(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> identifier)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(kind, _scope, identifier, mac);
        byte[] text = new byte[16];
        for (int i = 0; i < text.Length; i++) text[i] = (byte)IdentifierAlphabet[mac[i] & 31];
        return text;
    }

    /// <summary>Whether a text has the form of a replacement identifier.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length == 16 && text.All(letter => IdentifierAlphabet.Contains(letter, StringComparison.Ordinal));

    /// <summary>The days by which the dates of a patient move: 1 to ten years into the past.</summary>
    public DateShift ShiftFor(ReadOnlySpan<byte> patient)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute("dates"u8, _scope, patient, mac);
        return new DateShift(-1 - (int)(BinaryPrimitives.ReadUInt32BigEndian(mac) % DateShift.Limit));
    }

    public void Dispose() => _key.Dispose();

    // Kind and scope end in 00, which no identifier holds: two different inputs never run together into one.
    private void Compute(ReadOnlySpan<byte> kind, byte[] scope, ReadOnlySpan<byte> value, Span<byte> mac)
    {
        Span<byte> key = stackalloc byte[PseudonymKey.Length];
        int length = kind.Length + 1 + scope.Length + value.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        Span<byte> input = rented.AsSpan(0, length);
        try
        {
            kind.CopyTo(input);
            input[kind.Length] = 0;
            scope.CopyTo(input[(kind.Length + 1)..]);
            value.CopyTo(input[(length - value.Length)..]);
            _key.CopyTo(key);
            HMACSHA256.HashData(key, input, mac);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(input);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
