using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Values of even length (PS3.5 7.1.1).</summary>
internal static class Padding
{
    /// <summary>The value padded to even length as its VR requires (PS3.5 6.2).</summary>
    public static byte[] Pad(ReadOnlySpan<byte> value, ValueRepresentation vr)
    {
        byte[] padded = new byte[value.Length + (value.Length & 1)];
        value.CopyTo(padded);
        if ((value.Length & 1) != 0) padded[^1] = vr.PaddingOctet;
        return padded;
    }
}
