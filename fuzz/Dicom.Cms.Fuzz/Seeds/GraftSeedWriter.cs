using System.Globalization;
using System.Text;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// Protects small objects for an archive and a trial: the files of Seeds/graft. Two protections of one object under one pseudonym key, the
/// birth date put right between them, and one of another patient; in both encodings.
/// </summary>
internal static class GraftSeedWriter
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using PseudonymKey pseudonymKey = PseudonymKey.FromBytes(new byte[PseudonymKey.Length]);
        using Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(GraftKeys.Archive)
            .Encrypt(AttributeSet.Of(new(0x0010_0020), new(0x0010_0030))).For(GraftKeys.Trial)
            .WithPseudonymKey(pseudonymKey)
            .Build();
        foreach (bool isExplicit in (bool[])[true, false])
        {
            string kind = isExplicit ? "explicit" : "implicit";
            Protect($"a-{kind}.dcm", Object(isExplicit, "Quillfeather^Ilse", "MRN-1", "19580314", "R", 3));
            Protect($"a-older-{kind}.dcm", Object(isExplicit, "Quillfeather^Ilse", "MRN-1", "19850413", "R", 3));
            Protect($"b-{kind}.dcm", Object(isExplicit, "Zwirnhals^Anton", "MRN-2", "19471130", "L", 5));
        }

        void Protect(string name, byte[] source)
        {
            using MemoryStream output = new();
            deidentifier.Protect(new MemoryStream(source), output);
            File.WriteAllBytes(Path.Combine(folder, name), output.ToArray());
        }
    }

    private static byte[] Object(bool isExplicit, string name, string id, string birthDate, string laterality, int pixel)
    {
        string uid = string.Create(CultureInfo.InvariantCulture, $"1.2.3.{pixel}");
        string syntax = isExplicit ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2";
        byte[] meta = Element(0x0002_0010, "UI", syntax, isExplicit: true);
        byte[] pixels = new byte[512];
        Array.Fill(pixels, (byte)pixel);
        return
        [
            .. new byte[128], .. "DICM"u8, .. meta,
            .. Element(0x0008_0005, "CS", "ISO_IR 100", isExplicit), .. Element(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2", isExplicit),
            .. Element(0x0008_0018, "UI", uid, isExplicit), .. Element(0x0008_0060, "CS", "CT", isExplicit),
            .. Element(0x0010_0010, "PN", name, isExplicit), .. Element(0x0010_0020, "LO", id, isExplicit),
            .. Element(0x0010_0030, "DA", birthDate, isExplicit), .. Element(0x0020_000D, "UI", uid + ".1", isExplicit),
            .. Element(0x0020_0062, "CS", laterality, isExplicit), .. Element(0x0028_1052, "DS", "-1024", isExplicit),
            .. Element(0x0028_1053, "DS", "1", isExplicit), .. Element(0x7FE0_0010, "OW", pixels, isExplicit),
        ];
    }

    public static byte[] Element(uint tag, string vr, string value, bool isExplicit) =>
        Element(tag, vr, Encoding.Latin1.GetBytes(value.Length % 2 == 0 ? value : value + (vr == "UI" ? "\0" : " ")), isExplicit);

    private static byte[] Element(uint tag, string vr, byte[] value, bool isExplicit)
    {
        byte[] start = [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8)];
        byte[] length = BitConverter.GetBytes(value.Length);
        return !isExplicit ? [.. start, .. length, .. value]
            : vr == "OW" ? [.. start, .. Encoding.ASCII.GetBytes(vr), 0, 0, .. length, .. value]
            : [.. start, .. Encoding.ASCII.GetBytes(vr), length[0], length[1], .. value];
    }
}
