using System.Buffers.Binary;
using System.Numerics;

namespace Dicom.Cms.Imaging;

/// <summary>
/// What the main header of a JPEG 2000 codestream says (ISO/IEC 15444-1 A.5 to A.9). Segments must be as long as their contents: behind
/// them, text would not be seen.
/// </summary>
internal sealed class Jpeg2000Header
{
    private int _components;
    private bool _isPart2;
    private bool _hasCodingStyle;
    private bool _hasQuantization;

    /// <summary>Whether packet headers stand apart from packets (PPM, PPT), so that packet lengths tell nothing.</summary>
    public bool HasPackedHeaders { get; private set; }

    /// <summary>Whether there is all that a decoder needs.</summary>
    public bool IsComplete => _components > 0 && _hasCodingStyle && _hasQuantization;

    private int ComponentLength => _components < 257 ? 1 : 2;

    /// <summary>Takes note of SIZ.</summary>
    /// <returns>False where it breaks the standard.</returns>
    public bool TakesSize(ReadOnlySpan<byte> body)
    {
        if (body.Length < 36) return false;
        _isPart2 = (BinaryPrimitives.ReadUInt16BigEndian(body) & 0x8000) != 0;
        _components = BinaryPrimitives.ReadUInt16BigEndian(body[34..]);
        return _components is > 0 and <= 16384 && body.Length == 36 + (3 * _components);
    }

    /// <summary>Takes note of a segment of the main header or of a tile-part header.</summary>
    /// <returns>False where it breaks the standard, or is not known.</returns>
    public bool Takes(int marker, ReadOnlySpan<byte> body, bool isMain)
    {
        HasPackedHeaders |= marker is Jpeg2000Marker.PackedHeaders or Jpeg2000Marker.TilePackedHeaders;
        switch (marker)
        {
            case Jpeg2000Marker.CodingStyle:
                _hasCodingStyle |= isMain;
                return body.Length >= 10 && IsCodingStyle(body[0], body[5..]);
            case Jpeg2000Marker.ComponentCodingStyle:
                int prefix = ComponentLength + 1;
                return body.Length > prefix && IsCodingStyle(body[prefix - 1], body[prefix..]);
            case Jpeg2000Marker.Quantization:
                _hasQuantization |= isMain;
                return IsQuantization(body);
            case Jpeg2000Marker.ComponentQuantization:
                return body.Length > ComponentLength && IsQuantization(body[ComponentLength..]);
            case Jpeg2000Marker.RegionOfInterest:
                return body.Length == ComponentLength + 2;
            case Jpeg2000Marker.ProgressionOrder:
                return body.Length > 0 && body.Length % (5 + (2 * ComponentLength)) == 0;
            case Jpeg2000Marker.PackedHeaders:
                return isMain && body.Length > 1;
            case Jpeg2000Marker.TilePackedHeaders:
                return !isMain && body.Length > 1;
            case Jpeg2000Marker.Registration:
                return isMain && body.Length == 4 * _components;
            case Jpeg2000Marker.Capabilities:
                return isMain && body.Length >= 4
                    && body.Length == 4 + (2 * BitOperations.PopCount(BinaryPrimitives.ReadUInt32BigEndian(body)));
            case Jpeg2000Marker.Profile or Jpeg2000Marker.CorrespondingProfile:
                return isMain && body.Length is 2 or 4 or 6 or 8;
            default:
                return Jpeg2000Marker.IsOfPart2(marker) && (_isPart2 || marker == 0xFF76);
        }
    }

    // A.6.1: levels, code-block width and height, style, transformation; precinct sizes of all resolutions where the style says so.
    private bool IsCodingStyle(byte style, ReadOnlySpan<byte> parameters)
    {
        if (_isPart2) return true; // Part 2 has longer ones.
        if (parameters.Length < 5 || parameters[0] > 32) return false;
        return parameters.Length == 5 + ((style & 1) != 0 ? parameters[0] + 1 : 0);
    }

    // A.6.4: a style, and a step size for each of at most 97 subbands, of 1 or 2 octets; or one for all.
    private static bool IsQuantization(ReadOnlySpan<byte> body) => (body.IsEmpty ? -1 : body[0] & 0x1F) switch
    {
        0 => body.Length - 1 is >= 1 and <= 97 && (body.Length - 2) % 3 == 0,
        1 => body.Length == 3,
        2 => body.Length - 1 is >= 2 and <= 194 && (body.Length - 3) % 6 == 0,
        _ => false,
    };
}
