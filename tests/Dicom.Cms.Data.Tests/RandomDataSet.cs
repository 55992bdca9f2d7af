using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>A random data set tree, the same for the same seed, that can be written in any encoding.</summary>
internal sealed class RandomDataSet
{
    // VRs of the dictionary, so that implicit VR gives the same ones back.
    private static readonly (uint Tag, string Vr)[] Known =
    [
        (0x0008_0018, "UI"), (0x0008_0119, "UC"), (0x0008_0120, "UR"), (0x0010_0010, "PN"), (0x0010_1010, "AS"), (0x0018_6020, "SL"),
        (0x0018_9073, "FD"), (0x0020_9165, "AT"), (0x0028_0010, "US"), (0x0040_A160, "UT"), (0x0066_0016, "OF"), (0x0066_0040, "OL"),
        (0x0070_0022, "FL"), (0x0072_0082, "SV"), (0x0072_0083, "UV"), (0x7FE0_0001, "OV"), (0x7FE0_0009, "OD"), (0x7FE0_0010, "OW"),
    ];

    private static readonly uint[] Sequences = [0x0008_1110, 0x0008_1115, 0x0008_1140];

    private readonly List<Node> _nodes;

    private RandomDataSet(List<Node> nodes) => _nodes = nodes;

    public IReadOnlyList<uint> TagValues => [.. _nodes.Select(node => node.Tag)];

    public static RandomDataSet Of(int seed) => new(Nodes(new Random(seed), 0, atLeast: 1));

    public byte[] ToArray(WireEncoding encoding)
    {
        DicomBytes bytes = DicomBytes.In(encoding);
        Write(_nodes, bytes);
        return bytes.ToArray();
    }

    /// <summary>Whether elements in memory are those of this tree: tags, VRs, values, Items.</summary>
    public void Check(IReadOnlyList<DataElement> elements, string because) => Check(_nodes, elements, because);

    private static List<Node> Nodes(Random random, int depth, int atLeast)
    {
        SortedDictionary<uint, Node> nodes = [];
        for (int count = random.Next(atLeast, 8); count > 0; count--)
        {
            Node node = random.Next(4) switch
            {
                0 when depth < 5 => new Node(
                    Sequences[random.Next(3)], "SQ", [], Children(random, depth), random.Next(2) == 0, random.Next(2) == 0),
                1 => new Node(0x0009_1000u + (uint)random.Next(256), "UN", Value(random, 1), null, true, true),
                _ => Leaf(random),
            };
            nodes[node.Tag] = node;
        }

        if (nodes.Keys.Any(tag => tag >> 16 == 9)) nodes[0x0009_0010] = new Node(0x0009_0010, "LO", "ACME"u8.ToArray(), null, true, true);
        return [.. nodes.Values];
    }

    private static List<List<Node>> Children(Random random, int depth) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Nodes(random, depth + 1, atLeast: 0))];

    private static Node Leaf(Random random)
    {
        (uint tag, string vr) = Known[random.Next(Known.Length)];
        return new Node(tag, vr, Value(random, ValueRepresentation.Find((ushort)(vr[0] << 8 | vr[1]))!.UnitLength), null, true, true);
    }

    private static byte[] Value(Random random, int unit)
    {
        byte[] value = new byte[random.Next(4) * unit * 2];
        random.NextBytes(value);
        if (value.Length > 0 && value[0] == 0xFE) value[0] = 0; // Must not look like the Items of a sequence.
        return value;
    }

    private static void Write(List<Node> nodes, DicomBytes bytes)
    {
        foreach (Node node in nodes)
        {
            if (node.Items is { } items)
            {
                Action<DicomBytes>[] contents = [.. items.Select<List<Node>, Action<DicomBytes>>(item => inner => Write(item, inner))];
                bytes.Sequence(node.Tag, node.IsDefined, node.ItemsAreDefined, contents);
                continue;
            }

            byte[] value = [.. node.Value];
            int unit = ValueRepresentation.Find((ushort)(node.Vr[0] << 8 | node.Vr[1]))!.UnitLength;
            if (bytes.Encoding == WireEncoding.ExplicitBigEndian)
            {
                for (int at = 0; at < value.Length; at += unit) Array.Reverse(value, at, unit);
            }

            bytes.Bytes(node.Tag, node.Vr, value);
        }
    }

    private static void Check(List<Node> nodes, IReadOnlyList<DataElement> elements, string because)
    {
        elements.Select(element => element.Tag.Value).Should().Equal(nodes.Select(node => node.Tag), because);
        foreach ((Node node, DataElement element) in nodes.Zip(elements))
        {
            (element.Vr!.Name, element.Value.Length, element.Items?.Count)
                .Should().Be((node.Vr, node.Value.Length, node.Items?.Count), because);
            element.Value.Span.SequenceEqual(node.Value).Should().BeTrue(because);
            element.HasUndefinedLength.Should().Be(!node.IsDefined, because);
            for (int item = 0; item < node.Items?.Count; item++)
            {
                element.Items![item].HasUndefinedLength.Should().Be(!node.ItemsAreDefined, because);
                Check(node.Items[item], element.Items[item].Elements, because);
            }
        }
    }

    private sealed record Node(uint Tag, string Vr, byte[] Value, List<List<Node>>? Items, bool IsDefined, bool ItemsAreDefined);
}
