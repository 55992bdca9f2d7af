using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>The stream of a frame in fragments reads as one.</summary>
public sealed class CodestreamInputTests
{
    private static readonly byte[] Octets = [.. Enumerable.Range(0, 300_000).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    [Fact]
    public void Read_FragmentsWithGapsBetween_AreOneStream()
    {
        using CodestreamInput input = Input((8, 2), (18, 3), (30, 1));
        input.Length.Should().Be(6);
        input.Peek().Should().Be(Octets[8]);
        input.ReadByte().Should().Be(Octets[8]);
        input.Peek(4).ToArray().Should().Equal(Octets[9], Octets[18], Octets[19], Octets[20]);
        input.ReadUInt32().Should().Be((uint)((Octets[9] << 24) | (Octets[18] << 16) | (Octets[19] << 8) | Octets[20]));
        input.Position.Should().Be(5);
        input.Remaining.Should().Be(1);
        input.ReadByte().Should().Be(Octets[30]);
        input.Peek().Should().Be(-1);
        input.Peek(3).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Read_EmptyFragments_AreNothing()
    {
        using CodestreamInput input = Input((5, 0), (8, 1), (20, 0), (21, 0), (40, 1), (50, 0));
        input.ReadUInt16().Should().Be((ushort)((Octets[8] << 8) | Octets[40]));
        input.Remaining.Should().Be(0);
        input.SkipTo(Octets[50]).Should().BeFalse();
    }

    [Fact]
    public void Read_NoFragments_IsTheEnd()
    {
        using CodestreamInput input = Input();
        input.Peek().Should().Be(-1);
        input.SkipToMarker(1).Should().BeFalse();
        Action read = () => input.ReadByte();
        read.Should().Throw<CodestreamFormatException>();
    }

    [Fact]
    public void Read_AsMuchAsTheBufferHolds_IsWhole()
    {
        using CodestreamInput input = Input((1, 100_000), (100_001, 150_000));
        input.ReadByte().Should().Be(Octets[1]);
        input.Peek(CodestreamInput.BufferLength).SequenceEqual(Octets.AsSpan(2, CodestreamInput.BufferLength)).Should().BeTrue();
        input.Read(CodestreamInput.BufferLength).SequenceEqual(Octets.AsSpan(2, CodestreamInput.BufferLength)).Should().BeTrue();
        input.ReadByte().Should().Be(Octets[2 + CodestreamInput.BufferLength]);
    }

    [Fact]
    public void Peek_MoreThanTheBufferHolds_Throws()
    {
        using CodestreamInput input = Input((0, Octets.Length));
        Action peek = () => input.Peek(CodestreamInput.BufferLength + 1);
        peek.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(5_000)]
    [InlineData(200_019)]
    public void Skip_OverFragments_GoesOnWhereTheStreamIs(int count)
    {
        using CodestreamInput input = Input((0, 10), (10, 0), (10, 10), (20, 0), (20, 250_000));
        input.Skip(count);
        input.Position.Should().Be(count);
        input.Peek(4).ToArray().Should().Equal(Octets[count..(count + 4)]);
        input.Skip(3);
        input.ReadByte().Should().Be(Octets[count + 3]);
    }

    [Fact]
    public void Skip_ToTheEnd_LeavesNothing()
    {
        using CodestreamInput input = Input((0, 10), (10, 0), (10, 30));
        input.Peek(2).Length.Should().Be(2);
        input.Skip(40);
        input.Remaining.Should().Be(0);
        input.Peek().Should().Be(-1);
    }

    [Fact]
    public void Skip_BehindTheEnd_Throws()
    {
        using CodestreamInput input = Input((0, 10), (10, 30));
        Action skip = () => input.Skip(41);
        skip.Should().Throw<CodestreamFormatException>().Which.Position.Should().Be(40);
    }

    [Fact]
    public void SkipTo_AnyOctet_StopsAtTheFirst()
    {
        byte[] stream = new byte[200_000];
        stream[199_999] = 9;
        using CodestreamInput input = new(ByteSource.FromMemory(stream), [(0, 70_000), (70_000, 130_000)]);
        input.SkipTo(9).Should().BeTrue();
        input.Position.Should().Be(199_999);
        input.ReadByte().Should().Be(9);
        input.SkipTo(9).Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(4_095)]
    [InlineData(131_071)]
    [InlineData(140_000)]
    public void SkipToMarker_AtEveryPlaceOfABuffer_FindsIt(int at)
    {
        byte[] stream = new byte[at + 40];
        for (int i = 0; i + 2 < at; i += 3) stream[i] = 0xFF;
        stream[at] = 0xFF;
        stream[at + 1] = 0x80;
        for (int cut = Math.Max(0, at - 1); cut <= at + 2; cut++)
        {
            using CodestreamInput input = new(ByteSource.FromMemory(stream), [(0, cut), (cut, 0), (cut, stream.Length - cut)]);
            input.SkipToMarker(0x80).Should().BeTrue();
            input.Position.Should().Be(at);
            input.Skip(1);
            input.SkipToMarker(0x80).Should().BeFalse();
            input.Position.Should().Be(stream.Length);
        }
    }

    [Fact]
    public void SkipToMarker_LastOctetAlone_IsNone()
    {
        using CodestreamInput input = new(ByteSource.FromMemory(new byte[] { 1, 0xFF }), [(0, 1), (1, 1)]);
        input.SkipToMarker(0).Should().BeFalse();
        input.Remaining.Should().Be(0);
    }

    private static CodestreamInput Input(params (long, long)[] pieces) => new(ByteSource.FromMemory(Octets), pieces);
}
