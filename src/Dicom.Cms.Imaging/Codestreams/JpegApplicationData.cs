using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>
/// COM and APPn of a JPEG or JPEG-LS stream. All of them go, but for what decoders find the colors by: that there is a JFIF header, the
/// transform of Adobe's APP14, and the transform of HP's APP8 in JPEG-LS. These stay with nothing else in them.
/// </summary>
internal static class JpegApplicationData
{
    // A pixel density beyond it is no density. Two letters of ASCII are more.
    private const int MostDensity = 4800;

    /// <summary>Edits one segment.</summary>
    /// <param name="edits">Gets the edit.</param>
    /// <param name="state">What was kept before.</param>
    /// <param name="marker">COM or APPn.</param>
    /// <param name="start">Where its marker stands.</param>
    /// <param name="body">What follows its length.</param>
    public static void Edit(CodestreamEdits edits, JpegState state, byte marker, long start, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> kept = default;
        if (!state.HasScan)
        {
            kept = marker switch
            {
                JpegMarker.Application0 => Jfif(state, body),
                JpegMarker.Application14 => Adobe(state, body),
                JpegMarker.Application8 => HewlettPackard(state, body),
                _ => default,
            };
        }

        if (kept.IsEmpty)
        {
            edits.Cut(start, 4L + body.Length);
        }
        else if (!kept.SequenceEqual(body))
        {
            byte[] segment = new byte[2 + kept.Length];
            BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)segment.Length);
            kept.CopyTo(segment.AsSpan(2));
            edits.Replace(start + 2, 2L + body.Length, segment);
        }
    }

    // JFIF 1.02: "JFIF", version, units, two densities, size of a thumbnail, and its pixels. The colors of three components are then YCbCr.
    private static ReadOnlySpan<byte> Jfif(JpegState state, ReadOnlySpan<byte> body)
    {
        if (state.HasJfif || body.Length < 14 || !body.StartsWith("JFIF\0"u8)) return default;
        state.HasJfif = true;
        bool isPlain = body.Length == 14 && body[5] == 1 && body[6] <= 2 && body[7] <= 2 && body[12] == 0 && body[13] == 0
            && BinaryPrimitives.ReadUInt16BigEndian(body[8..]) <= MostDensity
            && BinaryPrimitives.ReadUInt16BigEndian(body[10..]) <= MostDensity;
        return isPlain ? body : "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8;
    }

    // Adobe Technical Note 5116: "Adobe", version, two words of flags, the transform. Of several, decoders take the last.
    private static ReadOnlySpan<byte> Adobe(JpegState state, ReadOnlySpan<byte> body)
    {
        if (body.Length < 12 || !body.StartsWith("Adobe"u8) || body[11] == state.AdobeTransform) return default;
        state.AdobeTransform = body[11];
        byte[] plain = [.. "Adobe\0d\0\0\0\0"u8, body[11]];
        return plain;
    }

    // CharLS: "mrfx" and the transform, 1 to 3.
    private static ReadOnlySpan<byte> HewlettPackard(JpegState state, ReadOnlySpan<byte> body)
    {
        if (body.Length != 5 || !body.StartsWith("mrfx"u8) || body[4] is 0 or > 3) return default;
        if (body[4] == state.HewlettPackardTransform) return default;
        state.HewlettPackardTransform = body[4];
        return body;
    }
}
