using System.Text;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>A value too large for memory is searched block by block: the borders of the blocks hide nothing.</summary>
public sealed class LargeValueSearchTests
{
    private const int Block = 1 << 18;
    private const uint Unknown = 0x0018_FF00; // In no dictionary: no action applies, only the search does.

    private static readonly string[] Phrases =
        ["Featherstonehaugh^Wilhelmina^Alexandrina", "1.3.6.1.4.1.99999.5.123456789012345678901234567890.1"];

    /// <summary>Identifying values, each the longest of its object, and where they stand.</summary>
    public static TheoryData<string, int> LongestPhrases()
    {
        TheoryData<string, int> data = [];
        foreach (string phrase in Phrases)
        {
            int beforeBorder = Block - phrase.Length;
            int[] offsets = [beforeBorder, beforeBorder + 1, Block - 2, Block - 1, Block, (2 * Block) - 1, (4 * Block) - 1];
            foreach (int offset in offsets) data.Add(phrase, offset);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LongestPhrases))]
    public void Protect_LongestPhraseAtABlockBorder_DoesNotStay(string phrase, int offset)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'~', (4 * Block) + 1000)];
        Encoding.ASCII.GetBytes(phrase, text.AsSpan(offset));
        bool isUid = char.IsAsciiDigit(phrase[0]);
        byte[] file = DicomBytes.Explicit()
            .Bytes(Unknown, "UT", text)
            .Text(isUid ? 0x0020_000Du : 0x0040_A123u, isUid ? "UI" : "PN", phrase).ToFile();

        ProtectedObject.Of(file).Holds(phrase).Should().BeFalse();
    }
}
