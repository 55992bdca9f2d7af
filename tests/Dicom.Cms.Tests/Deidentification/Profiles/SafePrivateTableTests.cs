using System.Text.Json;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

public sealed class SafePrivateTableTests
{
    private const int Rows = 479, RowsThatNameAnInstance = 4;
    private const uint Carrier = 0x0018_9346; // a Sequence that Table E.1-1 does not name

    private static readonly string[] Creators =
    [
        "ELSCINT1", "GEIIS PACS", "GEMS_ACQU_01", "GEMS_HELIOS_01", "GEMS_PARM_01", "GEMS_SERS_01", "HOLOGIC, Inc.", "NQHeader", "NQLeft",
        "NQRight", "Philips Imaging DD 001", "Philips Imaging DD 002", "Philips Imaging DD 097", "Philips Imaging DD 129",
        "Philips MR Imaging DD 001", "Philips PET Private Group", "Philips ST80i", "SIEMENS MR HEADER",
        "SIEMENS SYNGO ULTRA-SOUND TOYON DATA STREAMING", "SIEMENS Ultrasound SC2000",
    ];

    [Fact]
    public void KeyTable_Edition2023b_Has479RowsOf20Creators()
    {
        SafePrivateTable.Edition.Should().Be("2023b");
        SafePrivateTable.KeyTable.ToArray().Should().HaveCount(Rows).And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
        SafePrivateTable.InstanceTable.ToArray()
            .Should().HaveCount(RowsThatNameAnInstance).And.BeSubsetOf(SafePrivateTable.KeyTable.ToArray());
        SafePrivateTable.KeyTable.ToArray().Select(key => (int)(key >> 24)).Distinct()
            .Should().Equal(Creators.Select(SafePrivateTable.NumberOf));
    }

    [SharedFact]
    public void Find_EachRowOfTheSource_IsThere()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedFolder.PathOf("data", "table_E.3.10-1_2023b.json")));
        int rows = 0;
        foreach (string[] cells in document.RootElement.EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()))
        {
            Tag.TryParse(cells[0].Replace("xx", "10", StringComparison.Ordinal), out Tag tag).Should().BeTrue(cells[0]);
            SafePrivateAttribute? found = SafePrivateTable.Find(cells[1], tag);
            found.Should().NotBeNull(cells[0]);
            found!.Value.Vr?.Name.Should().Be(cells[2], cells[0]);
            rows++;
        }

        rows.Should().Be(Rows);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian, false)]
    [InlineData(WireEncoding.ImplicitLittleEndian, true)]
    [InlineData(WireEncoding.ExplicitLittleEndian, false)]
    [InlineData(WireEncoding.ExplicitLittleEndian, true)]
    [InlineData(WireEncoding.ExplicitBigEndian, false)]
    [InlineData(WireEncoding.ExplicitBigEndian, true)]
    public void Protect_EachRow_StaysWithItsCreator(WireEncoding encoding, bool isNested)
    {
        DicomBytes dataSet = Everything(encoding, isNested);
        IReadOnlyList<DataElement> before = Private(OptionObject.Read(dataSet), isNested);

        IReadOnlyList<DataElement> after = Private(OptionObject.Protect(dataSet, ProfileOptions.RetainSafePrivate), isNested);
        IReadOnlyList<DataElement> withUids = Private(
            OptionObject.Protect(dataSet, ProfileOptions.RetainSafePrivate | ProfileOptions.RetainUids), isNested);

        PrivateBlocks blocks = PrivateBlocks.Of(before);
        DataElement[] rows = [.. before.Where(element => !element.Tag.IsPrivateCreator)];
        rows.Length.Should().Be(Rows * 2, "each row has a neighbour that the table does not have");
        int kept = 0, replaced = 0;
        foreach (DataElement row in rows)
        {
            DataElement? present = after.Find(row.Tag.Value);
            if (SafePrivateTable.Find(blocks.CreatorOf(row.Tag)!, row.Tag) is not { } known)
            {
                present.Should().BeNull($"{row} is not known to be safe");
                continue;
            }

            kept++;
            withUids.Find(row.Tag.Value).Hex().Should().Be(row.Hex(), row.ToString());
            if (row.Items is { } items)
            {
                present!.Items.Should().HaveSameCount(items);
                present.Items![0].Find(0x0008_0060).Text().Should().Be("MR");
                present.Items[0].Find(0x0010_0010).Text().Should().NotContain("Doe", "the Items of a safe Sequence are treated");
            }
            else if (known.NamesInstance)
            {
                replaced++;
                present.Text().Should().StartWith("2.25.");
            }
            else
            {
                present.Hex().Should().Be(row.Hex(), row.ToString());
            }
        }

        (kept, replaced).Should().Be((Rows, RowsThatNameAnInstance));
        after.Where(element => element.Tag.IsPrivateCreator).Select(element => (element.Tag, element.Text()))
            .Should().Equal(before.Where(element => element.Tag.IsPrivateCreator && element.Text() != "NOBODY")
                .Select(element => (element.Tag, element.Text())));
    }

    private static IReadOnlyList<DataElement> Private(DataElement[] elements, bool isNested) =>
        [.. (isNested ? elements.Find(Carrier)!.Items![0].Elements : elements).Where(element => element.Tag.IsPrivate)];

    /// <summary>Every row, in the block of its creator; the same element numbers in the block of somebody whom the table does not
    /// know.</summary>
    private static DicomBytes Everything(WireEncoding encoding, bool isNested)
    {
        DicomBytes dataSet = DicomBytes.In(encoding).Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7");
        if (isNested) return dataSet.Sequence(Carrier, AddAll);
        AddAll(dataSet);
        return dataSet;
    }

    private static void AddAll(DicomBytes dataSet)
    {
        uint[] keys = SafePrivateTable.KeyTable.ToArray();
        foreach (IGrouping<uint, uint> group in keys.GroupBy(key => (key >> 8) & 0xFFFF).OrderBy(group => group.Key))
        {
            uint high = group.Key << 16, block = 0x10;
            List<(uint Tag, Action Add)> adds = [];
            foreach (IGrouping<uint, uint> creator in group.GroupBy(key => key >> 24))
            {
                foreach (string name in (string[])[Creators[creator.Key], "NOBODY"])
                {
                    uint place = high | block++;
                    adds.Add((place, () => dataSet.Text(place, "LO", name)));
                    foreach (uint key in creator)
                    {
                        uint tag = high | ((place & 0xFF) << 8) | (key & 0xFF);
                        adds.Add((tag, () =>
                            AddValue(dataSet, tag, SafePrivateTable.Find(Creators[creator.Key], new Tag(tag))!.Value.Vr?.Name ?? "UN")));
                    }
                }
            }

            foreach ((_, Action add) in adds.OrderBy(add => add.Tag)) add();
        }
    }

    private static void AddValue(DicomBytes dataSet, uint tag, string vr)
    {
        // A neighbour's Sequence would be treated Item by Item: here it is a value, so that nothing of it may stay.
        bool isNeighbour = ((tag >> 8) & 1) == 1;
        if (vr == "SQ" && !isNeighbour)
        {
            dataSet.Sequence(tag, item => item.Text(0x0008_0060, "CS", "MR").Text(0x0010_0010, "PN", "Doe^Jane"));
            return;
        }

        if (vr == "UI") dataSet.Text(tag, vr, "1.2.3.4.5");
        else dataSet.Bytes(tag, vr == "SQ" ? "UN" : vr, "12345678"u8.ToArray());
    }
}
