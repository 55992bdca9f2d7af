using System.Globalization;
using System.Text.Json;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

public sealed class StructuredContentTableTests
{
    private const int Rows = 209;
    private const uint AcquisitionContext = 0x0040_0555;

    // What the table's columns say, told by the Value Type and the number of entries: written here anew, not taken from the generator.
    private static readonly string[] Institution = ["113873", "121009", "121434", "122128"];

    public static TheoryData<WireEncoding, bool> Places => new()
    {
        { WireEncoding.ImplicitLittleEndian, false }, { WireEncoding.ExplicitLittleEndian, false },
        { WireEncoding.ExplicitBigEndian, false },
        { WireEncoding.ImplicitLittleEndian, true }, { WireEncoding.ExplicitLittleEndian, true }, { WireEncoding.ExplicitBigEndian, true },
    };

    [Fact]
    public void Rows_Edition2023b_Are209InOrder()
    {
        StructuredContentTable.Edition.Should().Be("2023b");
        StructuredContentTable.BasicProfile.Length.Should().Be(Rows);
        string[] keys = [.. Enumerable.Range(0, Rows).Select(StructuredContentTable.KeyOf)];
        keys.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
    }

    [SharedFact]
    public void Find_EachRowOfTheSource_IsWhatItsColumnsSay()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedFolder.PathOf("data", "table_E.3.4-1_2023b.json")));
        int rows = 0;
        foreach (string[] cells in document.RootElement.EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()))
        {
            (string code, string scheme, string valueType, string entries) = (cells[1], cells[2].Split(' ')[0], cells[3],
                string.Concat(cells[7..]));
            ConfidentialityAction basic = cells[6] == "X" ? ConfidentialityAction.Remove : ConfidentialityAction.Dummy;
            foreach (ProfileOptions option in Enum.GetValues<ProfileOptions>())
            {
                ConfidentialityAction? expected = Expected(code, valueType, entries, option) ?? basic;
                StructuredContentTable.Find(code, scheme, valueType, OptionSet.Of(option))
                    .Should().Be(expected, $"{cells[0]}, {valueType}, under {option}");
            }

            rows++;
        }

        rows.Should().Be(Rows);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Protect_EachRowUnderEachOption_GetsItsAction(WireEncoding encoding, bool isNested)
    {
        string[][] keys = [.. Enumerable.Range(0, Rows).Select(row => StructuredContentTable.KeyOf(row).Split('|'))];
        Action<DicomBytes>[] items = [.. keys.Select(key => StructuredContentObject.Item(key[0], key[1], key[2]))];
        DicomBytes report = StructuredContentObject.Report(
            encoding, isNested ? [StructuredContentObject.Item("1", "99", "CONTAINER", items)] : items);
        DicomBytes context = StructuredContentObject.Head(encoding).Sequence(AcquisitionContext, items);
        IReadOnlyList<SequenceItem> before = OptionObject.Read(report).ItemsOf();

        int seen = 0;
        foreach (ProfileOptions option in Enum.GetValues<ProfileOptions>())
        {
            ProfileOptions options = option | ProfileOptions.CleanStructuredContent;
            IReadOnlyList<SequenceItem> after = OptionObject.Protect(report, options).ItemsOf();
            IReadOnlyList<SequenceItem> inContext = isNested ? after : OptionObject.Protect(context, options).ItemsOf(AcquisitionContext);
            foreach (string[] key in keys)
            {
                ConfidentialityAction action = StructuredContentTable.Find(key[0], key[1], key[2], OptionSet.Of(options))!.Value;
                string original = before.Find(key[0], key[2])!.Value();
                RequireAction(action, original, after.Find(key[0], key[2]), $"{string.Join(' ', key)} under {option}");
                RequireAction(action, original, inContext.Find(key[0], key[2]),
                    $"{string.Join(' ', key)} under {option} in the acquisition context");
                seen++;
            }
        }

        seen.Should().Be(Rows * Enum.GetValues<ProfileOptions>().Length);
    }

    private static ConfidentialityAction? Expected(string code, string valueType, string entries, ProfileOptions option) =>
        (valueType, option) switch
        {
            _ when entries.Length == 0 => null,
            ("DATE" or "TIME" or "DATETIME", ProfileOptions.RetainLongitudinalFullDates) => ConfidentialityAction.Keep,
            ("DATE" or "TIME" or "DATETIME", ProfileOptions.RetainLongitudinalModifiedDates) => ConfidentialityAction.ShiftDate,
            ("TEXT", ProfileOptions.CleanDescriptors) when entries.EndsWith('C') => ConfidentialityAction.CleanText,
            ("TEXT", ProfileOptions.RetainInstitutionIdentity) when entries[0] == 'K' && Institution.Contains(code) =>
                ConfidentialityAction.Keep,
            ("TEXT", ProfileOptions.RetainDeviceIdentity) when entries[0] == 'K' && !Institution.Contains(code) =>
                ConfidentialityAction.Keep,
            ("CONTAINER", ProfileOptions.RetainDeviceIdentity) => ConfidentialityAction.Keep,
            ("UIDREF", ProfileOptions.RetainDeviceIdentity) when entries == "KK" => ConfidentialityAction.Keep,
            ("IMAGE" or "COMPOSITE" or "WAVEFORM" or "UIDREF", ProfileOptions.RetainUids) => ConfidentialityAction.Keep,
            ("NUM" or "CODE", ProfileOptions.RetainPatientCharacteristics) => ConfidentialityAction.Keep,
            _ => null,
        };

    private static void RequireAction(ConfidentialityAction action, string original, SequenceItem? item, string because)
    {
        if (action == ConfidentialityAction.Remove)
        {
            item.Should().BeNull(because);
            return;
        }

        item.Should().NotBeNull(because);
        string value = item!.Value();
        switch (action)
        {
            case ConfidentialityAction.Keep:
                value.Should().Be(original, because);
                break;
            case ConfidentialityAction.CleanText:
                value.Should().Be(original.Replace("SMITH ", "", StringComparison.Ordinal), because);
                break;
            case ConfidentialityAction.ShiftDate when original.Length >= 8:
                value[..8].Should().NotBe(original[..8], because);
                DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                    .Should().BeTrue(because);
                value[8..].Should().Be(original[8..], because);
                break;
            case ConfidentialityAction.ShiftDate:
                value.Should().Be(original, because);
                break;
            default:
                value.Should().NotBe(original, because).And.NotBeEmpty(because);
                break;
        }
    }
}
