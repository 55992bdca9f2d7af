using System.Buffers.Binary;
using System.Globalization;

namespace Dicom.Cms;

/// <summary>UIDs made of UUIDs: 2.25. and the decimal of the 128 bits (PS3.5 B.2).</summary>
internal static class UuidUid
{
    /// <summary>Octets of a UUID.</summary>
    public const int Octets = 16;

    private const string Root = "2.25.";

    /// <summary>The UID of the UUID that these octets make once version 8 is set (RFC 9562 5.8).</summary>
    /// <param name="octets">16 of them, which are changed.</param>
    public static string OfVersion8(Span<byte> octets)
    {
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return Root + BinaryPrimitives.ReadUInt128BigEndian(octets).ToString(CultureInfo.InvariantCulture);
    }
}
