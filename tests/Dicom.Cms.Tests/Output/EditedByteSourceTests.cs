using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

public sealed class EditedByteSourceTests
{
    private static readonly byte[] Value = [.. Enumerable.Range(0, 10).Select(number => (byte)number)];

    [Fact]
    public void Read_Whole_HasEveryEdit()
    {
        CodestreamEdit[] edits = [new(0, 1), new(3, 2, new byte[] { 50, 51, 52 }), new(5, 1), new(10, 0, new byte[] { 99 })];
        using EditedByteSource source = Over(edits);

        byte[] octets = new byte[20];
        int count = source.Read(0, octets);

        octets[..count].Should().Equal(1, 2, 50, 51, 52, 6, 7, 8, 9, 99);
        source.Length.Should().Be(count);
    }

    [Fact]
    public void Read_AnyRange_IsThatRangeOfTheWhole()
    {
        Random random = new(20261201);
        for (int round = 0; round < 200; round++)
        {
            CodestreamEdit[] edits = RandomEdits(random);
            using EditedByteSource source = Over(edits);
            byte[] expected = Applied(edits);
            source.Length.Should().Be(expected.Length);
            for (int offset = 0; offset <= expected.Length; offset++)
            {
                byte[] octets = new byte[random.Next(0, 8)];
                int count = source.Read(offset, octets);

                octets[..count].Should().Equal(expected[offset..Math.Min(expected.Length, offset + octets.Length)]);
            }
        }
    }

    [Fact]
    public void New_EditsThatOverlapOrLieOutside_AreRefused()
    {
        CodestreamEdit[][] wrong = [[new(2, 3), new(4, 1)], [new(8, 3)], [new(11, 0)], [new(3, 1), new(1, 1)]];
        foreach (CodestreamEdit[] edits in wrong)
        {
            Action make = () => Over(edits);

            make.Should().Throw<ArgumentException>();
        }
    }

    /// <summary>Edits in any places, some of them side by side.</summary>
    internal static CodestreamEdit[] RandomEdits(Random random)
    {
        List<CodestreamEdit> edits = [];
        for (int at = random.Next(3); at <= Value.Length; at += random.Next(3))
        {
            int length = random.Next(0, Math.Min(4, Value.Length - at + 1));
            byte[] replacement = new byte[random.Next(4)];
            random.NextBytes(replacement);
            edits.Add(new CodestreamEdit(at, length, replacement));
            at += Math.Max(length, 1);
        }

        return [.. edits];
    }

    internal static byte[] Applied(CodestreamEdit[] edits)
    {
        List<byte> applied = [];
        long at = 0;
        foreach (CodestreamEdit edit in edits)
        {
            applied.AddRange(Value[(int)at..(int)edit.Offset]);
            applied.AddRange(edit.Replacement.ToArray());
            at = edit.End;
        }

        return [.. applied, .. Value[(int)at..]];
    }

    private static EditedByteSource Over(CodestreamEdit[] edits) =>
        new(ByteSource.FromMemory(new byte[] { 0xEE, 0xEE }.Concat(Value).ToArray()), 2, Value.Length, edits);
}
