namespace Dicom.Cms.Fuzz;

/// <summary>Mutates a TLV tree: its shape, its tags, its lengths, and contents by their type.</summary>
internal sealed class BerMutation
{
    private static readonly byte[][] s_lies =
    [
        [0x00], [0x01], [0x7F], [0xFF], [0x81, 0x00], [0x81, 0xFF], [0x82, 0xFF, 0xFF], [0x84, 0x7F, 0xFF, 0xFF, 0xFF],
            [0x84, 0x80, 0, 0, 0],
        [0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x89, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0x80],
    ];

    private static readonly byte[][] s_integers =
    [
        [], [0], [1], [2], [3], [4], [8], [0x0C], [0x10], [0x7F], [0x80], [0xFF], [0x00, 0x80], [0x7F, 0xFF, 0xFF, 0xFF],
            [0x00, 0x80, 0, 0, 0],
        [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [.. new byte[40]],
    ];

    private static readonly byte[] s_tags =
        [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x17, 0x18, 0x24, 0x30, 0x31, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4,
            0x1F, 0xBF, 0xFF];

    private readonly BerNode[] _seeds;
    private readonly BerNode[] _parts;
    private readonly byte[][] _oids;

    public BerMutation(IEnumerable<BerNode> seeds)
    {
        _seeds = [.. seeds];
        List<BerNode> parts = [];
        foreach (BerNode seed in _seeds) seed.AddTo(parts);
        _parts = [.. parts];
        _oids = [.. parts.Where(part => part.Tag == 6).Select(part => part.Content).DistinctBy(Convert.ToHexString)];
    }

    /// <summary>One of the seeds, mutated a few times.</summary>
    public byte[] Next(FuzzRandom random) => Next(random.Pick(_seeds), random);

    /// <summary>A seed, mutated a few times.</summary>
    public byte[] Next(BerNode seed, FuzzRandom random)
    {
        BerNode root = seed.Clone();
        List<BerNode> nodes = [];
        for (int count = 1 + random.Next(4); count > 0; count--)
        {
            nodes.Clear();
            root.AddTo(nodes);
            Mutate(nodes, random);
        }

        return root.Encode();
    }

    private void Mutate(List<BerNode> nodes, FuzzRandom random)
    {
        BerNode node = random.Pick(nodes);
        switch (random.Next(4))
        {
            case 0 when node.Children is { Count: > 0 } children:
                Rearrange(children, random);
                break;
            case 1:
                ChangeLength(node, random);
                break;
            case 2 when random.OneIn(2):
                ChangeTag(node, random);
                break;
            default:
                ChangeContent(node, random);
                break;
        }
    }

    private void Rearrange(List<BerNode> children, FuzzRandom random)
    {
        int at = random.Next(children.Count), other = random.Next(children.Count);
        switch (random.Next(6))
        {
            case 0:
                children.RemoveAt(at);
                break;
            case 1:
                children.Insert(other, children[at].Clone());
                break;
            case 2:
                (children[at], children[other]) = (children[other], children[at]);
                break;
            case 3:
                children[at] = random.Pick(_parts).Clone();
                break;
            case 4:
                children.Insert(at, random.Pick(_parts).Clone());
                break;
            default:
                // Far more than anyone needs: seldom, for it is slow.
                int times = random.OneIn(100) ? 4100 : random.Next(20);
                BerNode copied = children[at];
                if (times < 100 || copied.Children is null) children.InsertRange(at, Enumerable.Repeat(copied, times));
                break;
        }
    }

    private static void ChangeLength(BerNode node, FuzzRandom random)
    {
        node.Form = (LengthForm)random.Next(5);
        if (node.Form == LengthForm.Lie) node.Lie = random.Pick<byte[]>(s_lies);
        if (node.Form == LengthForm.Indefinite && node.Children is null) node.Identifier[0] |= 0x20;
    }

    private static void ChangeTag(BerNode node, FuzzRandom random)
    {
        node.Identifier = random.Next(5) switch
        {
            0 => [(byte)(node.Identifier[0] ^ 0x20)],
            1 => [(byte)(node.Identifier[0] + 1)],
            2 => [(byte)(node.Identifier[0] | 0x1F),
                .. random.Pick<byte[]>([[0x01], [0x80, 0x01], [0xFF, 0x7F], [0x8F, 0xFF, 0xFF, 0xFF, 0x7F], [0xFF]])],
            _ => [random.Pick<byte>(s_tags)],
        };
    }

    private void ChangeContent(BerNode node, FuzzRandom random)
    {
        if (node.Children is not null)
        {
            Nest(node, random);
            return;
        }

        node.Content = node.Tag switch
        {
            2 when !random.OneIn(8) => random.Pick<byte[]>(s_integers),
            6 when !random.OneIn(8) => random.Pick<byte[]>(_oids),
            _ when random.OneIn(12) => [],
            _ when random.OneIn(8) => RawMutation.Mutate(node.Content, _oids, random),
            _ => RawMutation.Flip(node.Content, random),
        };
        if (node.Tag is 4 or 0x80 && random.OneIn(4)) Segment(node, random);
    }

    /// <summary>An OCTET STRING in segments (X.690 8.7.3), of segments perhaps.</summary>
    private static void Segment(BerNode node, FuzzRandom random)
    {
        int size = 1 + random.Next(Math.Max(1, node.Content.Length));
        List<BerNode> segments = [.. node.Content.Chunk(Math.Max(size, node.Content.Length / 16)).Select(chunk =>
            new BerNode([4], chunk, null))];
        for (int depth = random.OneIn(4) ? random.Next(12) : 0; depth > 0; depth--) segments = [new BerNode([0x24], [], segments)];
        node.Children = segments;
        node.Identifier[0] |= 0x20;
    }

    private static void Nest(BerNode node, FuzzRandom random)
    {
        if (random.OneIn(3))
        {
            node.Children = random.OneIn(2) ? [] : null;
            return;
        }

        for (int depth = random.OneIn(200) ? 600 : 1 + random.Next(12); depth > 0; depth--)
        {
            node.Children = [new BerNode([.. node.Identifier], [], node.Children)];
        }
    }
}
