using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// SHA-256 over the whole plaintext of an Item, as its last element. Where the encryption does not detect changes, this does: a bit
/// that was flipped, or Items of another object mixed in.
/// </summary>
internal static class ContentDigest
{
    private const int HeaderLength = 12, PaddingLength = 2;

    /// <summary>Octets of the element.</summary>
    public const int ElementLength = HeaderLength + SHA256.HashSizeInBytes + PaddingLength;

    /// <summary>Fills in the element, which is the end of a plaintext.</summary>
    public static void Write(Span<byte> plaintext) => WriteElement(plaintext[..^ElementLength], plaintext[^ElementLength..]);

    /// <summary>Whether a plaintext ends with the element, and it is right.</summary>
    public static bool Matches(ReadOnlySpan<byte> plaintext)
    {
        if (plaintext.Length < ElementLength) return false;
        Span<byte> expected = stackalloc byte[ElementLength];
        WriteElement(plaintext[..^ElementLength], expected);
        return CryptographicOperations.FixedTimeEquals(plaintext[^ElementLength..], expected);
    }

    private static void WriteElement(ReadOnlySpan<byte> content, Span<byte> element)
    {
        DataElementWriter.WriteHeader(
            RestorationTags.ContentDigest, ValueRepresentation.OB, ElementLength - HeaderLength, DataSetEncoding.ExplicitLittleEndian)
            .CopyTo(element);
        SHA256.HashData(content, element[HeaderLength..]);
        element[^2] = 0;
        element[^1] = PaddingLength;
    }
}
