using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

// What can be left in a protected object, each planted by hand into one that is clean.
public sealed partial class VerificationTests
{
    private const string Name = "Quillfeather^Ottoline", PatientId = "PAT-4711", Accession = "ACC0815-77",
        Institution = "St. Elsewhere Hospital";
    private const string StudyUid = "1.2.826.0.1.3680043.2.1143.20", SopUid = "1.2.826.0.1.3680043.2.1143.21",
        FrameUid = "1.2.826.0.1.3680043.2.1143.22";
    private const string Pixels = "(7FE0,0010)", Meta = "The preamble or File Meta Information";

    /// <summary>A leak: where and by which rule it is to be found, and how it comes about.</summary>
    private sealed record Leak(string Name, VerificationRule Rule, string Place, Func<ProtectedObject, ProtectedObject> Plant);

    private static readonly Leak[] Leaks =
    [
        // What Table E.1-1 does not let stay.
        Found("an Attribute to be removed is back", VerificationRule.NotRemoved, "(0010,2160)", o => o.With(0x0010_2160, "SH", "Frisian")),
        Found("nested, an Attribute to be removed", VerificationRule.NotRemoved, "(0018,9346)[1].(0010,4000)",
            o => o.WithItem(i => i.Text(0x0010_4000, "LT", "see file"))),
        Found("a Sequence to be removed", VerificationRule.NotRemoved, "(0010,1002)",
            o => o.WithSequence(0x0010_1002, i => i.Text(0x0040_0033, "CS", "ISO"))),
        Found("the original Study Date", VerificationRule.NotReplaced, "(0008,0020)", o => o.With(0x0008_0020, "DA", "20240307")),
        Found("the original name", VerificationRule.NotReplaced, "(0010,0010)", o => o.With(0x0010_0010, "PN", Name)),
        Found("the original Patient ID", VerificationRule.NotReplaced, "(0010,0020)", o => o.With(0x0010_0020, "LO", PatientId)),
        Found("a date and time that moved nowhere", VerificationRule.NotRemoved, "(0008,002A)",
            o => o.With(0x0008_002A, "DT", "20240307101530")),
        Found("the original Study Instance UID", VerificationRule.UidNotReplaced, "(0020,000D)", o => o.With(0x0020_000D, "UI", StudyUid)),
        Found("nested, a UID of somebody else's", VerificationRule.UidNotReplaced, "(0018,9346)[1].(0008,1155)",
            o => o.WithItem(i => i.Text(0x0008_1155, "UI", "1.2.3.4"))),
        Found("a registered UID as SOP Instance UID", VerificationRule.UidNotReplaced, "(0008,0018)",
            o => o.With(0x0008_0018, "UI", "1.2.840.10008.5.1.4.1.1.4")),
        Found("overlay comments", VerificationRule.NotRemoved, "(6000,4000)", o => o.With(0x6000_4000, "LT", "left knee")),
        Found("overlay data", VerificationRule.NotRemoved, "(6002,3000)", o => o.With(0x6002_3000, "OW", "1234")),
        Found("a curve", VerificationRule.NotRemoved, "(5004,3000)", o => o.With(0x5004_3000, "OW", "1234")),
        Found("group 0004", VerificationRule.NotRemoved, "(0004,1500)", o => o.With(0x0004_1500, "CS", "IM1")),
        Found("nested, group 0004", VerificationRule.NotRemoved, "(0018,9346)[1].(0004,1500)",
            o => o.WithItem(i => i.Text(0x0004_1500, "CS", "IM1"))),
        Found("a private element", VerificationRule.PrivateElement, "(0009,1001)",
            o => o.With(0x0009_0010, "LO", "ACME 1.1").With(0x0009_1001, "LO", "anything")),
        Found("nested, a private element", VerificationRule.PrivateElement, "(0018,9346)[1].(0009,1001)",
            o => o.WithItem(i => i.PrivateBlock(0x0009, 0x10, "ACME 1.1", (1, "LO", "anything"u8.ToArray())))),
        Found("an element that nobody knows", VerificationRule.UnknownElement, "(0028,9F01)", o => o.With(0x0028_9F01, "LO", "anything")),
        Found("a Sequence that cannot be looked into", VerificationRule.Unreadable, "(0018,9346)",
            o => o.With(0x0018_9346, "SQ", "no Items here!")),

        // What the object says about itself.
        Found("Patient Identity Removed missing", VerificationRule.Statement, "(0012,0062)", o => o.Without(0x0012_0062)),
        Found("Patient Identity Removed NO", VerificationRule.Statement, "(0012,0062)", o => o.With(0x0012_0062, "CS", "NO")),
        Found("no method, no code", VerificationRule.Statement, "(0012,0064)", o => o.Without(0x0012_0063).Without(0x0012_0064)),
        Found("another statement about dates", VerificationRule.Statement, "(0028,0303)", o => o.With(0x0028_0303, "CS", "UNMODIFIED")),
        Found("text burned in", VerificationRule.BurnedIn, Pixels, o => o.With(0x0028_0301, "CS", "YES")),
        Found("ultrasound that does not say", VerificationRule.BurnedIn, Pixels, o => o.With(0x0008_0060, "CS", "US")),
        Found("a preamble", VerificationRule.FileMeta, "The preamble", o => o.WithPreamble("II*")),
        Found("who sent it", VerificationRule.FileMeta, "(0002,0016)", o => o.WithMeta(0x0002_0016, "AE", "STELSEWHERE")),
        Found("Private Information of File Meta", VerificationRule.FileMeta, "(0002,0102)", o => o.WithMeta(0x0002_0102, "OB", "anything")),
        Found("another UID in File Meta", VerificationRule.FileMeta, "(0002,0003)", o => o.With(0x0008_0018, "UI", "2.25.77")),

        // Protected values, wherever they stand.
        Found("the name in UN bytes", VerificationRule.ProtectedValue, "(0018,0080)", o => o.With(0x0018_0080, "UN", $"..{Name}..")),
        Found("the name in private bytes", VerificationRule.ProtectedValue, "(0009,1001)",
            o => o.With(0x0009_0010, "LO", "ACME 1.1").With(0x0009_1001, "OB", $"\u0001\u0002{Name}\u0000")),
        Found("the name in a private Sequence", VerificationRule.ProtectedValue, "(0009,1001)[1].(0009,1002)",
            o => o.WithSequence(0x0009_1001, i => i.Text(0x0009_1002, "LO", Name))),
        Found("the name in the preamble", VerificationRule.ProtectedValue, Meta, o => o.WithPreamble($"made for {Name}")),
        Found("the name in File Meta", VerificationRule.ProtectedValue, Meta, o => o.WithMeta(0x0002_0102, "OB", Name)),
        Found("the name in the pixels", VerificationRule.ProtectedValue, Pixels, o => o.With(0x7FE0_0010, "OW", $"........{Name}")),
        Found("the name behind a padding", VerificationRule.ProtectedValue, "(FFFC,FFFC)",
            o => o.With(0xFFFC_FFFC, "OB", $"\0\0\0{Name}\0")),
        Found("the family name in a text", VerificationRule.ProtectedValue, "(0018,9005)",
            o => o.With(0x0018_9005, "SH", "for Quillfeather")),
        Found("the given name in a text", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", "Ottoline's run")),
        Found("the name given name first", VerificationRule.ProtectedValue, "(0018,9005)",
            o => o.With(0x0018_9005, "SH", "Ottoline Quillfeather")),
        Found("the name in capitals", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", "QUILLFEATHER")),
        Found("nested, the name in a text", VerificationRule.ProtectedValue, "(0018,9346)[1].(0018,9005)",
            o => o.WithItem(i => i.Text(0x0018_9005, "SH", Name))),
        Found("a physician's name", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", "ask Watson")),
        Found("the Patient ID in a text", VerificationRule.ProtectedValue, "(0018,9005)",
            o => o.With(0x0018_9005, "SH", $"run {PatientId}")),
        Found("a UID in a text", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", $"as {FrameUid}")),
        Found("the institution in a text", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", Institution)),
        Found("the birth date in a text", VerificationRule.ProtectedValue, "(0018,9005)", o => o.With(0x0018_9005, "SH", "born 19560312")),
        Found("a whole comment in another text", VerificationRule.ProtectedValue, "(0018,9005)",
            o => o.With(0x0018_9005, "SH", "knee of Quillfeather")),
        Found("the accession number in an encapsulated document", VerificationRule.ProtectedValue, "(0042,0011)",
            o => o.With(0x0042_0011, "OB", $"%PDF-1.4 ({Accession}) Tj")),
    ];

    private static Leak Found(string name, VerificationRule rule, string place, Func<ProtectedObject, ProtectedObject> plant) =>
        new(name, rule, place, plant);

    /// <summary>An object with everything that the leaks above are about.</summary>
    private static DicomBytes Original(WireEncoding encoding) => DicomBytes.In(encoding)
        .Text(0x0008_0005, "CS", "ISO_IR 100")
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.4").Text(0x0008_0018, "UI", SopUid)
        .Text(0x0008_0020, "DA", "20240307").Text(0x0008_002A, "DT", "20240307101530").Text(0x0008_0030, "TM", "101530")
        .Text(0x0008_0050, "SH", Accession).Text(0x0008_0060, "CS", "MR").Text(0x0008_0080, "LO", Institution)
        .Text(0x0008_0090, "PN", "Watson^John^Hamish").Text(0x0008_1030, "LO", "knee of Quillfeather")
        .Text(0x0010_0010, "PN", Name).Text(0x0010_0020, "LO", PatientId).Text(0x0010_0030, "DA", "19560312").Text(0x0010_0040, "CS", "F")
        .Text(0x0018_9005, "SH", "T1 sagittal")
        .Sequence(0x0018_9346, item =>
            item.Text(0x0008_0100, "SH", "113690").Text(0x0008_0102, "SH", "DCM").Text(0x0008_0104, "LO", "IEC Body Dosimetry Phantom"))
        .Text(0x0020_000D, "UI", StudyUid).Text(0x0020_000E, "UI", "1.2.826.0.1.3680043.2.1143.23").Text(0x0020_0010, "SH", "STUDY77")
        .Text(0x0020_0052, "UI", FrameUid)
        .Words(0x0028_0010, "US", 4).Words(0x0028_0011, "US", 4).Words(0x0028_0100, "US", 16).Words(0x0028_0103, "US", 0)
        .Bytes(0x7FE0_0010, "OW", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    /// <summary>A protected object in Explicit VR Little Endian, taken apart so that it can be spoilt.</summary>
    private sealed record ProtectedObject(byte[] Prefix, IReadOnlyList<(uint Tag, byte[] Bytes)> Elements)
    {
        public static ProtectedObject Read(byte[] bytes)
        {
            using DicomObject file = DicomObject.Read(bytes);
            return new ProtectedObject(bytes[..(int)file.PrefixLength],
                [.. file.Elements.Select(element => (element.Tag.Value, file.ReadElement(element).ToArray()))]);
        }

        public byte[] ToArray() => [.. Prefix, .. Elements.SelectMany(element => element.Bytes)];

        public ProtectedObject With(uint tag, string vr, string value) => Put(tag, DicomBytes.Explicit().Text(tag, vr, value));

        public ProtectedObject WithSequence(uint tag, Action<DicomBytes> item) => Put(tag, DicomBytes.Explicit().Sequence(tag, item));

        /// <summary>Puts an Item into a Sequence that stays.</summary>
        public ProtectedObject WithItem(Action<DicomBytes> item) => WithSequence(0x0018_9346, item);

        public ProtectedObject Without(uint tag) => this with { Elements = [.. Elements.Where(element => element.Tag != tag)] };

        public ProtectedObject WithPreamble(string text) =>
            this with { Prefix = [.. Encoding.Latin1.GetBytes(text.PadRight(128, '\0')), .. Prefix[128..]] };

        public ProtectedObject WithMeta(uint tag, string vr, string value) =>
            this with { Prefix = [.. Prefix, .. DicomBytes.Explicit().Text(tag, vr, value).ToArray()] };

        private ProtectedObject Put(uint tag, DicomBytes element) =>
            this with { Elements = [.. Without(tag).Elements.Append((tag, element.ToArray())).OrderBy(other => other.Item1)] };
    }
}
