using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// PS3.15 Table E.1-1: each of its 657 rows under the Basic Profile and under each option, at the top level and nested, in implicit and
/// explicit VR. What is expected is read from the table's columns, not from the code that acts on them.
/// </summary>
public sealed partial class TableTests
{
    private const int Rows = 657, Places = 2;

    private static readonly byte[] Key = [.. Enumerable.Range(0, PseudonymKey.Length).Select(i => (byte)i)];

    private static readonly ProfileOptions[] EveryColumn = [ProfileOptions.None, .. ProfileOption.All.Select(option => option.Option)];

    public static TheoryData<ProfileOptions, WireEncoding> ColumnsAndEncodings()
    {
        TheoryData<ProfileOptions, WireEncoding> data = [];
        foreach (ProfileOptions option in EveryColumn)
        {
            data.Add(option, WireEncoding.ImplicitLittleEndian);
            data.Add(option, WireEncoding.ExplicitLittleEndian);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ColumnsAndEncodings))]
    public void Protect_EachRowOfTheTable_TakesItsAction(ProfileOptions option, WireEncoding encoding)
    {
        using PseudonymKey key = PseudonymKey.FromBytes(Key);
        Deidentifier deidentifier = DeidentifierFor(option, key);
        List<string> failures = [];
        int cells = 0;
        foreach (Cell cell in CellsOf(option))
        {
            using DicomObject original = DicomObject.Read(ObjectFor(cell, encoding));
            using DicomObject result = deidentifier.Protect(original).Object;
            result.Encoding.Should().Be(original.Encoding);
            foreach ((string place, DataElement? element) in PlacesOf(result, cell.Tag))
            {
                cells++;
                if (Judge(cell, option, element, place == "nested") is { } wrong)
                    failures.Add($"{cell.Tag} {cell.Vr} {cell.Basic}/{cell.Entry} {place}: {wrong}");
            }

            if (HoldsName(result)) failures.Add($"{cell.Tag} {cell.Vr} {cell.Basic}/{cell.Entry}: the name is left somewhere");
        }

        cells.Should().Be(Rows * Places, "no row is skipped");
        failures.Should().BeEmpty();
    }

    [Fact]
    public void ColumnsAndEncodings_Whole_AreTheBasicProfileAndTenOptions() => ColumnsAndEncodings().Should().HaveCount(11 * 2);

    /// <summary>The 50 rows whose action depends on the Type, in every IOD whose Types are known and differ.</summary>
    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.2")] // CT Image
    [InlineData("1.2.840.10008.5.1.4.1.1.128")] // PET Image
    [InlineData("1.2.840.10008.5.1.4.1.1.6.1")] // Ultrasound Image
    [InlineData("1.2.840.10008.5.1.4.1.1.9.1.1")] // 12-lead ECG
    [InlineData("1.2.840.10008.5.1.4.1.1.88.33")] // Comprehensive SR
    [InlineData("1.2.840.10008.5.1.4.1.1.481.5")] // RT Plan
    [InlineData("1.2.840.10008.5.1.4.1.1.66.4")] // Segmentation
    [InlineData("1.2.840.10008.5.1.4.1.1.11.1")] // Grayscale Softcopy Presentation State
    public void Protect_RowThatDependsOnTheType_IsLegalForTheType(string sopClassUid)
    {
        using PseudonymKey key = PseudonymKey.FromBytes(Key);
        Deidentifier deidentifier = DeidentifierFor(ProfileOptions.None, key);
        List<string> failures = [];
        int rows = 0;
        foreach (Cell cell in CellsOf(ProfileOptions.None).Where(cell => cell.Basic >= ConfidentialityAction.RemoveOrZero))
        {
            rows++;
            using DicomObject result = deidentifier.Protect(
                DicomObject.Read(ObjectFor(cell, WireEncoding.ExplicitLittleEndian, sopClassUid))).Object;
            DataElement? element = PlacesOf(result, cell.Tag).First().Element;
            bool isPresent = element is not null, hasValue = element is { Items.Count: > 0 } || element is { Value.IsEmpty: false };
            bool isLegal = AttributeTypes.Find(sopClassUid, cell.Tag) switch
            {
                AttributeType.Type1 or AttributeType.Type1C => hasValue,
                AttributeType.Type2 or AttributeType.Type2C => isPresent,

                // X comes first wherever it is offered. Z/D does not offer it.
                AttributeType.Type3 => isPresent == (cell.Basic == ConfidentialityAction.ZeroOrDummy),
                _ => isPresent,
            };
            if (!isLegal) failures.Add($"{cell.Tag} {cell.Basic}: present {isPresent}, with a value {hasValue}");
            if (HoldsName(result)) failures.Add($"{cell.Tag} {cell.Basic}: the name is left somewhere");
        }

        rows.Should().Be(50);
        failures.Should().BeEmpty();
    }

    [SharedFact]
    public void TagTable_AgainstThePublishedTable_HasTheSameActionsAndEntries()
    {
        using System.Text.Json.JsonDocument published = System.Text.Json.JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("data", "table_E.1-1_2026d.json")));
        Dictionary<ProfileOptions, Dictionary<Tag, Cell>> columns = EveryColumn.ToDictionary(
            option => option, option => CellsOf(option).ToDictionary(cell => cell.Tag));
        int rows = 0, entries = 0;
        foreach (System.Text.Json.JsonElement row in published.RootElement.GetProperty("rows").EnumerateArray())
        {
            rows++;
            Tag tag = TagOf(row.GetProperty("tag").GetString()!);
            columns[ProfileOptions.None][tag].Basic.Should().Be(ActionOf(row.GetProperty("basic_profile").GetString()!), $"{tag}");
            foreach (ProfileOption option in ProfileOption.All)
            {
                bool has = row.GetProperty("options").TryGetProperty(option.Name.Replace('-', '_'), out System.Text.Json.JsonElement entry);
                if (has) entries++;
                columns[option.Option][tag].Entry.Should().Be(has ? ActionOf(entry.GetString()!) : null, $"{tag} {option.Name}");
            }
        }

        rows.Should().Be(Rows);
        entries.Should().BeGreaterThan(400);
    }

    private static Deidentifier DeidentifierFor(ProfileOptions option, PseudonymKey key) =>
        Deidentifier.WithProfile(ConfidentialityProfile.Basic with { Options = option }).WithoutRecovery().WithPseudonymKey(key).Build();

    private static IEnumerable<(string Place, DataElement? Element)> PlacesOf(DicomObject file, Tag tag)
    {
        DataElementReader reader = new();
        yield return ("top", file.Find(tag) is { } location ? reader.ReadElement(file.ReadElement(location), file.Encoding) : null);
        DataElement sequence = reader.ReadElement(file.ReadElement(file.Find(KeptSequence)!.Value), file.Encoding);
        yield return ("nested", sequence.Items!.Single().Find(tag));
    }

    /// <summary>What is wrong with what became of an Attribute; null when nothing is.</summary>
    private static string? Judge(Cell cell, ProfileOptions option, DataElement? element, bool isNested) => (cell.Entry, option) switch
    {
        // Whatever the table says of them: a command, and File Meta Information, are written anew; group 0004 goes (E.1.1 steps 7 and 8).
        _ when cell.Tag.Group < 0x0008 => JudgeBasic(ConfidentialityAction.Remove, option, cell, element),
        (null, _) => JudgeBasic(cell.Basic, option, cell, element),
        (ConfidentialityAction.Keep, _) => JudgeKept(cell, option, element),
        (_, ProfileOptions.RetainLongitudinalModifiedDates) => JudgeMoved(option, cell, element),
        (_, ProfileOptions.CleanGraphics) => JudgeGraphics(cell, element, isNested),
        // The name must be gone: looked for elsewhere.
        (_, ProfileOptions.CleanStructuredContent or ProfileOptions.RetainSafePrivate) => null,
        _ => JudgeText(option, cell, element),
    };

    // Of an alternative, what is legal in every IOD: the SOP Class of these objects is not known.
    private static string? JudgeBasic(ConfidentialityAction action, ProfileOptions option, Cell cell, DataElement? element) => action switch
    {
        ConfidentialityAction.Remove => element is null ? null : "is there",
        _ when element is null => "is gone",
        ConfidentialityAction.Zero or ConfidentialityAction.RemoveOrZero =>
            IsEmpty(element) || IsPseudonym(element) ? null : "is neither empty nor a pseudonym",
        ConfidentialityAction.ReplaceUid or ConfidentialityAction.RemoveOrZeroOrReplaceUid => JudgeUid(element),
        _ => JudgeDummy(option, cell, element),
    };

    private static string? JudgeDummy(ProfileOptions option, Cell cell, DataElement element)
    {
        if (IsEmpty(element)) return "is empty";
        if (element.Items is not null)
            return InnerUidOf(element).StartsWith("2.25.", StringComparison.Ordinal) == (option != ProfileOptions.RetainUids)
                ? null
                : "treats a UID otherwise than its row says";
        return element.Value.Span.SequenceEqual(Original(cell)) ? "keeps its value" : null;
    }

    private static string? JudgeUid(DataElement element)
    {
        string uid = element.Items is null ? TextOf(element) : InnerUidOf(element);
        return uid.StartsWith("2.25.", StringComparison.Ordinal) && uid.Length > 20 ? null : "is no replacement UID";
    }

    private static string? JudgeKept(Cell cell, ProfileOptions option, DataElement? element)
    {
        if (element is null) return "is gone";
        if (element.Items is null) return element.Value.Span.SequenceEqual(Original(cell)) ? null : "has another value";
        bool keepsUid = InnerUidOf(element) == InnerUid;
        return keepsUid == (option == ProfileOptions.RetainUids) ? null : "its Items are not treated by their own rows";
    }

    private static string? JudgeMoved(ProfileOptions option, Cell cell, DataElement? element)
    {
        if (cell.Vr.Name is not ("DA" or "DT" or "TM")) return JudgeBasic(cell.Basic, option, cell, element);
        if (element is null) return "is gone";
        string original = Encoding.Latin1.GetString(Original(cell)).TrimEnd();
        string expected = cell.Vr.Name == "TM" ? original : Moved(original, DaysOf(Key));
        return TextOf(element) == expected ? null : "is not moved by the patient's offset";
    }

    private static string? JudgeText(ProfileOptions option, Cell cell, DataElement? element)
    {
        if (element?.Items is null && !cell.Vr.IsText) return JudgeBasic(cell.Basic, option, cell, element);
        if (element is null) return "is gone";
        if (IsEmpty(element)) return "is empty";
        if (element.Items is not null)
            return InnerUidOf(element).StartsWith("2.25.", StringComparison.Ordinal) ? null : "its Items are not treated";
        return TextOf(element).Contains("knee", StringComparison.OrdinalIgnoreCase) || cell.Vr == ValueRepresentation.UR
            ? null
            : "lost what identifies nobody";
    }

    private static string? JudgeGraphics(Cell cell, DataElement? element, bool isNested)
    {
        if (cell.Tag == OverlayCommentsTag) return element is null ? null : "is there";
        if (isNested && IsOverlay(cell.Tag)) return null; // PS3.3 has overlays at the top level only.
        if (element is null) return "is gone";
        return element.Items is not null || element.Value.Span.SequenceEqual(Original(cell)) ? null : "has other graphics";
    }

    private static bool HoldsName(DicomObject file)
    {
        string bytes = Encoding.Latin1.GetString(file.Source.ReadRange(0, (int)file.Source.Length).Span);
        return bytes.Contains(Family, StringComparison.OrdinalIgnoreCase) || bytes.Contains(Given, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsEmpty(DataElement element) => element.Items is { } items ? items.Count == 0 : element.Value.IsEmpty;

    private static bool IsPseudonym(DataElement element) =>
        element.Items is null && Pseudonyms.IsIdentifier(TextOf(element).Split('^')[^1]);

    private static string TextOf(DataElement element) => Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');

    private static string InnerUidOf(DataElement sequence) => TextOf(sequence.Items!.Single().Find(Tags.ReferencedSOPInstanceUID)!);

    private static Tag TagOf(string text) => text switch
    {
        "(50xx,xxxx)" => CurveTag,
        "(60xx,3000)" => OverlayTag,
        "(60xx,4000)" => OverlayCommentsTag,
        _ => Tag.TryParse(text, out Tag tag) ? tag : PrivateTag,
    };

    private static ConfidentialityAction ActionOf(string text) => text switch
    {
        "K" => ConfidentialityAction.Keep,
        "X" => ConfidentialityAction.Remove,
        "Z" => ConfidentialityAction.Zero,
        "D" => ConfidentialityAction.Dummy,
        "U" => ConfidentialityAction.ReplaceUid,
        "C" => ConfidentialityAction.Clean,
        "X/Z" => ConfidentialityAction.RemoveOrZero,
        "X/D" => ConfidentialityAction.RemoveOrDummy,
        "Z/D" => ConfidentialityAction.ZeroOrDummy,
        "X/Z/D" => ConfidentialityAction.RemoveOrZeroOrDummy,
        "X/Z/U*" => ConfidentialityAction.RemoveOrZeroOrReplaceUid,
        _ => throw new ArgumentException(text),
    };
}
