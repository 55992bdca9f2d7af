namespace Dicom.Cms.Data;

/// <summary>The VR of elements that state none (exactness, rule 4).</summary>
/// <param name="hasSignedPixels">Whether Pixel Representation (0028,0103) is 1: "US or SS" is then SS.</param>
internal sealed class VrResolver(bool hasSignedPixels)
{
    private const uint ShortLengthLimit = 65_534;

    // The choices of PS3.6 as DataDictionary.VrTable encodes them.
    private const ushort UsOrSs = 1, ObOrOw = 2, UsOrSsOrOw = 3;

    public ushort Resolve(in ElementHeader header)
    {
        ValueRepresentation vr = Find(header.Tag);
        bool fits = vr.HasLongLength || (!header.HasUndefinedLength && header.Length <= ShortLengthLimit);
        if (header.HasUndefinedLength && vr != ValueRepresentation.SQ && header.Tag != Tags.PixelData) fits = false;
        return (fits ? vr : ValueRepresentation.UN).Code;
    }

    private ValueRepresentation Find(Tag tag)
    {
        if (tag.IsGroupLength) return ValueRepresentation.UL; // PS3.5 7.2
        if (tag.IsPrivate) return tag.IsPrivateCreator ? ValueRepresentation.LO : ValueRepresentation.UN; // PS3.5 7.8.1
        ushort code = DataDictionary.RawVr(tag);
        return code switch
        {
            0 => ValueRepresentation.UN,
            UsOrSs => hasSignedPixels ? ValueRepresentation.SS : ValueRepresentation.US,
            ObOrOw or UsOrSsOrOw => ValueRepresentation.OW,
            _ => ValueRepresentation.Find(code) ?? ValueRepresentation.UN,
        };
    }
}
