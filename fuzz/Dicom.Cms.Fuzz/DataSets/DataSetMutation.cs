using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>Mutates element trees: order, nesting, tags, VRs, lengths, delimitations, values.</summary>
internal sealed class DataSetMutation
{
    private static readonly DataSetEncoding[] s_encodings =
        [DataSetEncoding.ExplicitLittleEndian, DataSetEncoding.ImplicitLittleEndian, DataSetEncoding.ExplicitBigEndian];

    private static readonly string[] s_vrs =
    [
        .. "AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH".Split(' '),
        .. "SL SQ SS ST SV TM UC UI UL UN UR US UT UV ZX ?? \0\0 xx".Split(' '),
        "",
    ];

    private static readonly uint[] s_tags =
    [
        0x0000_0000, 0x0000_0002, 0x0002_0000, 0x0002_0010, 0x0004_1220, 0x0008_0000, 0x0008_0005, 0x0008_0016, 0x0008_0018, 0x0009_0010,
            0x0009_1001,
        0x0010_0010, 0x0010_0020, 0x0012_0062, 0x0012_0063, 0x0012_0064, 0x0028_0010, 0x0028_0103, 0x0040_A730, 0x0400_0500, 0x0400_0510,
            0x0400_0520,
        0x0400_0550, 0x0401_0010, 0x0401_1001, 0x0401_1006, 0x0401_1009, 0x0401_100E, 0x0401_1020, 0x0401_1024, 0x0401_1029, 0x0401_10FF,
        0x5400_0100, 0x6000_3000, 0x7FE0_0008, 0x7FE0_0010, 0xFFFC_FFFC, 0xFFFE_E000, 0xFFFE_E00D, 0xFFFE_E0DD, 0xFFFF_FFFF,
    ];

    private static readonly uint[] s_lies =
        [0, 1, 2, 7, 8, 12, 0xFFFE, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFD, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private readonly ElementNode[] _parts;

    public DataSetMutation(IEnumerable<DataSetSeed> seeds)
    {
        List<ElementNode> parts = [];
        foreach (DataSetSeed seed in seeds) parts.AddRange(All(seed.Elements).SelectMany(list => list));
        _parts = [.. parts];
    }

    public static DataSetEncoding AnyEncoding(FuzzRandom random) => random.Pick<DataSetEncoding>(s_encodings);

    /// <summary>The elements, mutated a few times.</summary>
    public List<ElementNode> Next(DataSetSeed seed, FuzzRandom random)
    {
        List<ElementNode> elements = seed.CloneElements();
        for (int count = 1 + random.Next(4); count > 0; count--) Mutate(elements, random);
        return elements;
    }

    private void Mutate(List<ElementNode> elements, FuzzRandom random)
    {
        List<List<ElementNode>> lists = All(elements);
        List<ElementNode> list = random.Pick(lists);
        if (list.Count == 0 || random.OneIn(4))
        {
            Rearrange(list, random);
            return;
        }

        ElementNode element = random.Pick(list);
        switch (random.Next(6))
        {
            case 0:
                element.Tag = random.OneIn(4) ? element.Tag + 1 : random.OneIn(8) ? (uint)random.Next() : random.Pick<uint>(s_tags);
                break;
            case 1:
                element.Vr = random.Pick<string>(s_vrs);
                break;
            case 2:
                ChangeLength(element, random);
                break;
            case 3 when element.Items is not null || random.OneIn(8):
                ChangeItems(element, random);
                break;
            default:
                ValueMutation.Apply(element, random);
                break;
        }
    }

    private void Rearrange(List<ElementNode> list, FuzzRandom random)
    {
        int at = random.Next(list.Count + 1), other = random.Next(list.Count + 1);
        bool both = at < list.Count && other < list.Count;
        switch (random.Next(5))
        {
            case 0 when both:
                list.RemoveAt(at);
                break;
            case 1 when both:
                list.Insert(other, list[at].Clone());
                break;
            case 2 when both:
                (list[at], list[other]) = (list[other], list[at]);
                break;
            case 3:
                // A delimitation or Item that belongs to nothing.
                list.Insert(at, new ElementNode(random.Pick<uint>([0xFFFE_E000, 0xFFFE_E00D, 0xFFFE_E0DD]), "", []));
                break;
            default:
                list.Insert(at, random.Pick(_parts).Clone());
                break;
        }
    }

    private static void ChangeLength(ElementNode element, FuzzRandom random)
    {
        switch (random.Next(5))
        {
            case 0:
                element.HasUndefinedLength = !element.HasUndefinedLength;
                break;
            case 1:
                element.LacksDelimitation = true;
                break;
            case 2:
                element.Delimitation = (random.OneIn(2) ? 0xFFFE_E0DD : random.Pick<uint>(s_tags), random.Pick<uint>(s_lies));
                break;
            case 3:
                element.Reserved = (ushort)random.Next();
                break;
            default:
                element.Lie = random.OneIn(2) ? (uint)(element.Value.Length + random.Next(9) - 4) : random.Pick<uint>(s_lies);
                break;
        }
    }

    private static void ChangeItems(ElementNode element, FuzzRandom random)
    {
        List<ItemNode> items = element.Items ??= [];
        if (items.Count == 0 || random.OneIn(6))
        {
            items.Add(random.OneIn(2) ? new ItemNode() : new ItemNode { Fragment = new byte[random.Next(9)] });
            return;
        }

        ItemNode item = random.Pick(items);
        switch (random.Next(7))
        {
            case 0:
                item.HasUndefinedLength = !item.HasUndefinedLength;
                break;
            case 1:
                item.LacksDelimitation = true;
                break;
            case 2:
                item.Lie = random.Pick<uint>(s_lies);
                break;
            case 3:
                item.Tag = random.Pick<uint>(s_tags);
                break;
            case 4:
                items.InsertRange(0, Enumerable.Repeat(item, random.OneIn(50) ? 500 : 1 + random.Next(4)));
                break;
            case 5:
                items.Remove(item);
                break;
            default:
                for (int depth = random.OneIn(30) ? 80 : 1 + random.Next(4); depth > 0; depth--)
                {
                    ElementNode inner = new(element.Tag, element.Vr, []) { Items = element.Items, HasUndefinedLength = random.OneIn(2) };
                    element.Items = [new ItemNode { Elements = [inner], HasUndefinedLength = random.OneIn(2) }];
                }

                break;
        }
    }

    /// <summary>Every list of elements, at every depth.</summary>
    private static List<List<ElementNode>> All(List<ElementNode> elements)
    {
        List<List<ElementNode>> lists = [elements];
        for (int i = 0; i < lists.Count && lists.Count < 1000; i++)
        {
            foreach (ElementNode element in lists[i])
            {
                if (element.Items is null) continue;
                foreach (ItemNode item in element.Items) lists.Add(item.Elements);
            }
        }

        return lists;
    }
}
