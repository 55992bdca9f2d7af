using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A keyed tag over one element in clear.</summary>
/// <param name="Tag">The tag of the element.</param>
/// <param name="Vr">Its VR as an octet.</param>
/// <param name="Code">HMAC-SHA-256 over its canonical form, cut to 16 octets.</param>
internal readonly record struct ClearTag(Tag Tag, byte Vr, UInt128 Code)
{
    /// <summary>Octets of the code.</summary>
    public const int CodeLength = 16;

    /// <summary>Octets in the record: tag, VR, code.</summary>
    public const int EncodedLength = sizeof(uint) + 1 + CodeLength;
}
