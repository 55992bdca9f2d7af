using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>The state machine: its tokens, and errors that name position and tag.</summary>
public sealed class DataSetTokenizerTests
{
    [Fact]
    public void Read_NestedSequences_GivesEachTokenOnce()
    {
        byte[] bytes = DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", "2.25.1")
            .UndefinedSequence(0x0008_1115, item => item.Text(0x0008_0100, "SH", "CODE"), _ => { })
            .Sequence(0x0008_1110, isDefined: false, itemsAreDefined: true, item => item.Text(0x0008_0100, "SH", "CODE"))
            .ToArray();
        TokensOf(bytes, DataSetEncoding.ExplicitLittleEndian).Should().Equal(
            "Element", "SequenceStart", "ItemStart", "Element", "ItemEnd", "ItemStart", "ItemEnd", "SequenceEnd",
            "SequenceStart", "ItemStart", "Element", "ItemEnd", "SequenceEnd", "End");
    }

    [Fact]
    public void Read_AfterTheEnd_StaysAtTheEnd()
    {
        using SourceWindow window = new(ByteSource.FromMemory(ReadOnlyMemory<byte>.Empty));
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(window, 0, 0, DataSetEncoding.ExplicitLittleEndian, 128);
        tokenizer.Token.Should().Be(DataSetToken.None);
        tokenizer.Read().Should().BeFalse();
        tokenizer.Read().Should().BeFalse();
        tokenizer.Token.Should().Be(DataSetToken.End);
        tokenizer.Error.Should().BeNull();
    }

    [Fact]
    public void Read_DefinedSequenceAsItems_EndsWithTheSequence()
    {
        byte[] sequence = DicomBytes.Explicit().Sequence(0x0008_1115, item => item.Text(0x0008_0100, "SH", "CODE")).ToArray();
        using SourceWindow window = new(ByteSource.FromMemory(sequence));
        DataSetTokenizer tokenizer = DataSetTokenizer.ForItems(window, 12, sequence.Length, DataSetEncoding.ExplicitLittleEndian, 128);
        List<DataSetToken> tokens = [];
        while (tokenizer.Read()) tokens.Add(tokenizer.Token);
        tokens.Should().Equal(DataSetToken.ItemStart, DataSetToken.Element, DataSetToken.ItemEnd);
        tokenizer.Token.Should().Be(DataSetToken.End);
        tokenizer.Position.Should().Be(sequence.Length);
    }

    public static TheoryData<string, byte[], string, int, uint?> Malformed => new()
    {
        { "header cut", DicomBytes.Explicit().Raw(8, 0, 5, 0, 67).ToArray(), "*inside the header*", 0, null },
        { "long header cut", DicomBytes.Explicit().Raw(8, 0, 5, 0, 79, 66, 0, 0, 1, 0).ToArray(), "*inside the header*", 0, null },
        { "value cut", DicomBytes.Explicit().Header(0x0008_0018, "UI", 2).ToArray(), "A value longer*", 0, 0x0008_0018 },
        { "huge value", DicomBytes.Explicit().Header(0x7FE0_0010, "OW", 0xFFFF_FFFE).ToArray(), "A value longer*", 0, 0x7FE0_0010 },
        { "no item", Opened().Text(0x0008_0018, "UI", "1.2").ToArray(), "*was expected*", 12, 0x0008_0018 },
        { "open sequence", Opened().ToArray(), "*inside a sequence*", 12, 0x0008_1115 },
        { "open item", Opened().Delimiter(0xFFFE_E000, 0xFFFF_FFFF).ToArray(), "*inside an Item*", 20, 0xFFFE_E000 },
        { "cut delimiter", Opened().Raw(0xFE, 0xFF, 0xDD, 0xE0, 0).ToArray(), "*inside a sequence*", 12, 0x0008_1115 },
        { "huge item", Opened().Delimiter(0xFFFE_E000, 0xFFFF_FFFE).ToArray(), "An Item longer*", 12, 0xFFFE_E000 },
        {
            "sequence end in item", Opened().Delimiter(0xFFFE_E000, 0xFFFF_FFFF).Delimiter(0xFFFE_E0DD, 0).ToArray(),
            "An Item or delimitation*", 20, 0xFFFE_E0DD
        },
        { "stray item", DicomBytes.Explicit().Delimiter(0xFFFE_E000, 0xFFFF_FFFF).ToArray(), "A stray Item*", 0, 0xFFFE_E000 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Read_MalformedDataSet_NamesReasonPositionAndTag(string name, byte[] bytes, string reason, int position, uint? tag)
    {
        using SourceWindow window = new(ByteSource.FromMemory(bytes));
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(window, 0, bytes.Length, DataSetEncoding.ExplicitLittleEndian, 128);
        while (tokenizer.Read())
        {
        }

        tokenizer.Token.Should().Be(DataSetToken.Malformed, name);
        tokenizer.Error!.Message.Should().Match(reason, name);
        tokenizer.Error.Position.Should().Be(position, name);
        tokenizer.Error.Tag.Should().Be(tag is { } value ? new Tag(value) : null, name);
        tokenizer.Read().Should().BeFalse();
    }

    [Theory]
    [InlineData(4, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(128, 64, true)]
    [InlineData(128, 65, false)]
    [InlineData(0, 1, false)]
    public void Read_DepthLimit_CountsSequencesAndItems(int limit, int sequences, bool isRead)
    {
        byte[] bytes = Nested(sequences);
        Action read = () => DicomObject.Read(bytes, new DicomReadLimits { Depth = limit });
        if (isRead) read.Should().NotThrow();
        else read.Should().Throw<DicomFormatException>().WithMessage("*deeper than the limit*").Which.Tag.Should().NotBeNull();
    }

    [Fact]
    public void Read_HundredThousandSequencesInEachOther_ThrowsAtTheLimit()
    {
        byte[] one = DicomBytes.Explicit().Header(0x0008_1115, "SQ", 0xFFFF_FFFF).Delimiter(0xFFFE_E000, 0xFFFF_FFFF).ToArray();
        byte[] bytes = [.. DicomBytes.Prefix("1.2.840.10008.1.2.1"), .. Enumerable.Repeat(one, 100_000).SelectMany(octets => octets)];
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>().WithMessage("Sequences nested deeper*");
    }

    [Theory]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0xFFFF_FFFEu)]
    public void Read_HugeLengths_ThrowWithoutAllocating(uint length)
    {
        byte[][] files =
        [
            DicomBytes.Explicit().Header(0x7FE0_0010, "OW", length).ToFile(),
            DicomBytes.Implicit().Header(0x7FE0_0010, "OW", length).ToFile(),
            DicomBytes.BigEndian().Header(0x7FE0_0010, "OW", length).ToFile(),
            DicomBytes.Explicit().Header(0x7FE0_0010, "OB", 0xFFFF_FFFF).Delimiter(0xFFFE_E000, length).ToFile(),
        ];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] file in files) FluentActions.Invoking(() => DicomObject.Read(file)).Should().Throw<DicomFormatException>();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
    }

    /// <summary>A sequence of undefined length whose Items are still to come.</summary>
    private static DicomBytes Opened() => DicomBytes.Explicit().Header(0x0008_1115, "SQ", 0xFFFF_FFFF);

    private static byte[] Nested(int sequences)
    {
        Action<DicomBytes> fill = item => item.Text(0x0008_0100, "SH", "CODE");
        for (int level = 1; level < sequences; level++)
        {
            Action<DicomBytes> inner = fill;
            fill = item => item.UndefinedSequence(0x0008_1115, inner);
        }

        return DicomBytes.Explicit().UndefinedSequence(0x0008_1115, fill).ToFile();
    }

    private static List<string> TokensOf(byte[] bytes, DataSetEncoding encoding)
    {
        using SourceWindow window = new(ByteSource.FromMemory(bytes));
        DataSetTokenizer tokenizer = DataSetTokenizer.ForDataSet(window, 0, bytes.Length, encoding, 128);
        List<string> tokens = [];
        while (tokenizer.Read()) tokens.Add($"{tokenizer.Token}");
        tokens.Add($"{tokenizer.Token}");
        return tokens;
    }
}
