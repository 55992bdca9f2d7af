using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

// The rows of Table E.1-1, its columns, and the objects that carry one row's Attribute each.
public sealed partial class TableTests
{
    private const string Family = "Quillfeather", Given = "Ottoline";
    private const string SopInstanceUid = "1.2.826.0.1.3680043.2.1143.1", RowUid = "1.2.826.0.1.3680043.2.1143.4711",
        InnerUid = "1.2.826.0.1.3680043.2.1143.99";
    private const string PatientId = "PAT-4711";

    /// <summary>A Sequence without a row: what is in it is "nested".</summary>
    private static readonly Tag KeptSequence = Tags.CTDIPhantomTypeCodeSequence;

    private static readonly Tag PrivateTag = new(0x0009_1001), CurveTag = new(0x5000_3000), OverlayTag = new(0x6000_3000),
        OverlayCommentsTag = new(0x6000_4000);

    private delegate ReadOnlySpan<byte> Column();

    /// <summary>The columns as they stand in the table: nothing here asks the library what it makes of them.</summary>
    private static readonly Dictionary<ProfileOptions, Column> Columns = new()
    {
        [ProfileOptions.RetainUids] = () => ConfidentialityTable.RetainUids,
        [ProfileOptions.RetainDeviceIdentity] = () => ConfidentialityTable.RetainDeviceIdentity,
        [ProfileOptions.RetainInstitutionIdentity] = () => ConfidentialityTable.RetainInstitutionIdentity,
        [ProfileOptions.RetainPatientCharacteristics] = () => ConfidentialityTable.RetainPatientCharacteristics,
        [ProfileOptions.RetainLongitudinalFullDates] = () => ConfidentialityTable.RetainLongitudinalFullDates,
        [ProfileOptions.RetainLongitudinalModifiedDates] = () => ConfidentialityTable.RetainLongitudinalModifiedDates,
        [ProfileOptions.CleanDescriptors] = () => ConfidentialityTable.CleanDescriptors,
        [ProfileOptions.CleanStructuredContent] = () => ConfidentialityTable.CleanStructuredContent,
        [ProfileOptions.CleanGraphics] = () => ConfidentialityTable.CleanGraphics,
    };

    /// <summary>A cell of the table: what the profile says of an Attribute, and what the option says instead.</summary>
    private sealed record Cell(Tag Tag, ConfidentialityAction Basic, ConfidentialityAction? Entry)
    {
        public bool Keeps => Entry == ConfidentialityAction.Keep;

        public ValueRepresentation Vr => Tag.IsPrivate ? ValueRepresentation.LO : DataDictionary.VrOf(Tag) ?? ValueRepresentation.LO;
    }

    private static IEnumerable<Cell> CellsOf(ProfileOptions option)
    {
        for (int row = 0; row < ConfidentialityTable.TagTable.Length; row++)
        {
            byte entry = Columns.TryGetValue(option, out Column? column) ? column()[row] : ConfidentialityTable.NoEntry;
            yield return new Cell(
                new Tag(ConfidentialityTable.TagTable[row]),
                (ConfidentialityAction)ConfidentialityTable.BasicProfile[row],
                entry == ConfidentialityTable.NoEntry ? null : (ConfidentialityAction)entry);
        }

        // The four rows that are patterns.
        ConfidentialityAction? graphics = option == ProfileOptions.CleanGraphics ? ConfidentialityAction.Clean : null;
        yield return new Cell(PrivateTag, ConfidentialityAction.Remove,
            option == ProfileOptions.RetainSafePrivate ? ConfidentialityAction.Clean : null);
        yield return new Cell(CurveTag, ConfidentialityAction.Remove, graphics);
        yield return new Cell(OverlayTag, ConfidentialityAction.Remove, graphics);
        yield return new Cell(OverlayCommentsTag, ConfidentialityAction.Remove, graphics);
    }

    /// <summary>An object that carries the Attribute twice: at the top level, and in an Item of a Sequence that stays.</summary>
    private static byte[] ObjectFor(Cell cell, WireEncoding encoding, string sopClassUid = "1.2.3")
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = new()
        {
            [0x0008_0016] = data => data.Text(0x0008_0016, "UI", sopClassUid),
            [0x0008_0018] = data => data.Text(0x0008_0018, "UI", SopInstanceUid),
            [0x0010_0010] = data => data.Text(0x0010_0010, "PN", $"{Family}^{Given}"),
            [0x0010_0020] = data => data.Text(0x0010_0020, "LO", PatientId),
            [KeptSequence.Value] = data => data.Sequence(KeptSequence.Value, item => PutWithCompany(item, cell)),
        };
        if (cell.Tag.IsPrivate || IsOverlay(cell.Tag)) elements[cell.Tag.Value] = data => PutWithCompany(data, cell);
        else elements[cell.Tag.Value] = data => Put(data, cell);

        DicomBytes bytes = DicomBytes.In(encoding);
        foreach (Action<DicomBytes> put in elements.Where(element => element.Key >> 16 != 2).Select(element => element.Value)) put(bytes);
        return bytes.ToFile();
    }

    /// <summary>The element with those that make it what it is: a Private Creator, an overlay's type.</summary>
    private static void PutWithCompany(DicomBytes data, Cell cell)
    {
        if (cell.Tag.IsPrivate) data.Text(0x0009_0010, "LO", "ACME 1.1");
        if (IsOverlay(cell.Tag)) data.Words(0x6000_0010, "US", 4).Words(0x6000_0011, "US", 4).Text(0x6000_0040, "CS", "R");
        Put(data, cell);
    }

    private static void Put(DicomBytes data, Cell cell)
    {
        if (cell.Vr == ValueRepresentation.SQ) data.Sequence(cell.Tag.Value, PutInner);
        else data.Bytes(cell.Tag.Value, cell.Vr.Name, Original(cell));
    }

    private static void PutInner(DicomBytes item) => item
        .Text(0x0008_0104, "LO", $"{Family} {Given} knee")
        .Text(0x0008_1155, "UI", InnerUid)
        .Text(0x0010_0010, "PN", $"{Family}^{Given}");

    /// <summary>The value as planted: where the table keeps it, one that names nobody; where it does not, one that does.</summary>
    private static byte[] Original(Cell cell)
    {
        string text = cell.Vr.Name switch
        {
            "AE" => cell.Keeps ? "STATION4711" : "OTTOLINE KNEE",
            "AS" => "042Y",
            "CS" => cell.Keeps ? "CODE_K" : "OTTOLINE KNEE",
            "DA" => "20240229",
            "DS" => "61.5",
            "DT" => "20240229101530.123456+0100",
            "IS" => "42",
            "PN" => $"{Family}^{Given}",
            "SH" => cell.Keeps ? "Neutral 4711" : "Ottoline knee",
            "TM" => "101530.25",
            "UI" => cell.Tag == Tags.SOPInstanceUID ? SopInstanceUid : RowUid,
            "UR" => cell.Keeps ? "http://a.example/4711" : "http://a.example/Ottoline",
            "LO" or "LT" or "ST" or "UC" or "UT" => cell.Keeps ? "Neutral 4711" : $"{Given} {Family}: knee",
            _ => "",
        };
        if (text.Length > 0) return Padding.Pad(Encoding.Latin1.GetBytes(text), cell.Vr);
        if (cell.Vr.UnitLength > 1) return [.. Enumerable.Range(0, cell.Vr.UnitLength).Select(i => (byte)(0x41 + i))];
        return cell.Entry is null ? Encoding.Latin1.GetBytes($"{Family}^{Given}!") : [0x10, 0x20, 0x30, 0x40];
    }

    private static bool IsOverlay(Tag tag) => (tag.Group & 0xFF00) == 0x6000 && tag.Element is 0x3000 or 0x4000;

    /// <summary>The days by which this patient's dates move, computed as docs say and not by the library.</summary>
    private static int DaysOf(byte[] key)
    {
        byte[] mac =
            HMACSHA256.HashData(key, (byte[])[.. "dates\0basic\0\0"u8, 0x20, 0x00, 0x10, 0x00, .. Encoding.ASCII.GetBytes(PatientId)]);
        long number = ((long)mac[0] << 24) | ((long)mac[1] << 16) | ((long)mac[2] << 8) | mac[3];
        return (int)(-1 - (number % 3653));
    }

    private static string Moved(string value, int days) =>
        DateTime.ParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(days)
            .ToString("yyyyMMdd", CultureInfo.InvariantCulture) + value[8..];
}
