using System.IO.Compression;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Fuzz;

/// <summary>The parser of deflated frames of 999 octets.</summary>
internal sealed class DeflatedFrameTarget : CodestreamTarget
{
    public override string Name => "deflated-frame";

    public override int Share => 1;

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Deflate(new byte[999], CompressionLevel.Optimal),
        [.. Deflate(Noise(999), CompressionLevel.Fastest), .. "Doe^Jane"u8],
        [.. Deflate(Noise(1000), CompressionLevel.Optimal), 0],
        Deflate(Noise(999), CompressionLevel.NoCompression),
        Deflate([.. Noise(999), .. "Doe^Jane"u8], CompressionLevel.Optimal),
    ];

    protected override CodestreamParser ParserFor(byte[] input) => new DeflatedFrameParser(new FrameShape(999, 1, 8));

    private static byte[] Noise(int length)
    {
        byte[] octets = new byte[length];
        new Random(20261201).NextBytes(octets.AsSpan(0, 300));
        return octets;
    }

    private static byte[] Deflate(byte[] octets, CompressionLevel level)
    {
        using MemoryStream deflated = new();
        using (DeflateStream deflater = new(deflated, level, leaveOpen: true)) deflater.Write(octets);
        return deflated.ToArray();
    }
}
