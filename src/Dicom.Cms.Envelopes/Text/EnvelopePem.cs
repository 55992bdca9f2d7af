using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Takes an envelope out of its textual encoding (RFC 7468 8, 9). PS3.15 knows binary only, but some tools store the
/// output of <c>openssl cms</c> as it comes.
/// </summary>
internal static class EnvelopePem
{
    /// <summary>Returns false where this is no PEM at all, and it may be BER.</summary>
    /// <exception cref="EnvelopeFormatException">It is PEM, but of something else, or broken.</exception>
    public static bool TryDecode(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? decoded)
    {
        decoded = null;
        ReadOnlySpan<byte> trimmed = text.TrimStart(" \t\r\n"u8);
        if (!trimmed.StartsWith("-----BEGIN "u8)) return false;

        if (!PemEncoding.TryFindUtf8(text, out PemFields fields)) throw new EnvelopeFormatException("PEM", 0, "no complete PEM text");

        string label = Encoding.ASCII.GetString(text[fields.Label]);
        if (label is not ("CMS" or "PKCS7"))
            throw new EnvelopeFormatException("PEM", 0, $"the label is \"{DisplayText.Clean(label)}\", not CMS or PKCS7");

        // A line end may follow, and the 00 with which DICOM pads.
        ReadOnlySpan<byte> rest = text[fields.Location.End..];
        if (rest.EndsWith((byte)0)) rest = rest[..^1];
        if (rest.ContainsAnyExcept(" \t\r\n"u8) || text[..fields.Location.Start].ContainsAnyExcept(" \t\r\n"u8))
            throw new EnvelopeFormatException("PEM", 0, "text stands beside the envelope");

        byte[] octets = new byte[fields.DecodedDataLength];
        if (Base64.DecodeFromUtf8(text[fields.Base64Data], octets, out _, out int written) != OperationStatus.Done)
            throw new EnvelopeFormatException("PEM", 0, "the base64 text is broken");

        decoded = octets.Length == written ? octets : octets[..written];
        return true;
    }

    /// <summary>The same text around other octets, under the same label; without the 00 that pads.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> text, ReadOnlySpan<byte> octets)
    {
        PemFields fields = PemEncoding.FindUtf8(text);
        byte[] pem = PemEncoding.WriteUtf8(text[fields.Label], octets);
        return [.. text[..fields.Location.Start], .. pem, .. text[fields.Location.End..].TrimEnd((byte)0)];
    }
}
