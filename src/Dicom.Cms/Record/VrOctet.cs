using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A Value Representation as one octet of the restoration record: its place in a list that is frozen with the version.</summary>
internal static class VrOctet
{
    /// <summary>Any VR: none is stated, or UN.</summary>
    public const byte Any = 0;

    private const string Names = "AEASATCSDADSDTFLFDISLOLTOBODOFOLOVOWPNSHSLSQSSSTSVTMUCUIULURUSUTUV";

    /// <summary>The octet of a VR that an element states.</summary>
    public static byte Of(ValueRepresentation? stated)
    {
        if (stated is null) return Any;
        for (int i = 0; i < Names.Length; i += 2)
        {
            if (Names[i] == stated.Name[0] && Names[i + 1] == stated.Name[1]) return (byte)((i / 2) + 1);
        }

        return Any;
    }

    /// <summary>The octet to record: of the VR stated, else of the one choice that PS3.6 leaves (exactness, rule 4).</summary>
    public static byte ToRecord(Tag tag, ValueRepresentation? stated)
    {
        byte octet = Of(stated);
        return octet != Any || tag.IsPrivate ? octet : Of(DataDictionary.OnlyVrOf(tag));
    }

    /// <summary>The VR of an octet; null for any.</summary>
    public static ValueRepresentation? ToVr(byte octet) => octet is Any or > 33
        ? null
        : ValueRepresentation.Find((ushort)((Names[(octet - 1) * 2] << 8) | Names[((octet - 1) * 2) + 1]));

    /// <summary>Whether an element that states a VR may be the one recorded.</summary>
    public static bool Fits(byte recorded, ValueRepresentation? stated)
    {
        byte octet = Of(stated);
        return recorded == Any || octet == Any || octet == recorded;
    }
}
