using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;
using Dicom.Cms.Imaging.Tests;

namespace Dicom.Cms.Benchmarks;

/// <summary>Parsing a frame of JPEG 2000, RLE or a deflated one that is in memory, beside copying it.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    // Small enough for many operations: an array that the pool makes anew, once, is then no part of the allocations to speak of.
    private const int Pixels = 1 << 18;

    private byte[] _copy = [];
    private byte[] _frame = [];
    private (long, long)[] _pieces = [];
    private ByteSource _source = null!;
    private CodestreamParser _parser = null!;

    public static IEnumerable<string> Codings => ["JPEG 2000", "RLE", "deflated"];

    [ParamsSource(nameof(Codings))]
    public string Coding { get; set; } = "";

    /// <summary>Octets of the frame.</summary>
    internal int Length => _frame.Length;

    [GlobalSetup]
    public void SetUp()
    {
        FrameShape shape = new(Pixels, 1, 16);
        (_parser, _frame) = Coding switch
        {
            "RLE" => (new RunLengthParser(shape), RunLength()),
            "deflated" => (new DeflatedFrameParser(shape), Deflated()),
            _ => ((CodestreamParser)new Jpeg2000Parser(), Tiles()),
        };
        _copy = new byte[_frame.Length];
        _source = ByteSource.FromMemory(_frame);
        _pieces = [(0, _frame.Length)];
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _frame.CopyTo(_copy, 0);

    [Benchmark]
    public long Parse()
    {
        using CodestreamInput input = new(_source, _pieces);
        return _parser.Parse(input, new CodestreamEdits());
    }

    /// <summary>64 tile-parts of 64 KiB, each with a comment.</summary>
    private static byte[] Tiles() => Jpeg2000Bytes.Stream(
        Jpeg2000Bytes.Comment,
        [.. Enumerable.Range(0, 64).Select(tile => Jpeg2000Bytes.TilePart((byte)tile, Jpeg2000Bytes.Comment, new byte[1 << 16]))]);

    /// <summary>Two segments of runs and literals in turn, as images have them: 16 octets for 24 pixels.</summary>
    private static byte[] RunLength()
    {
        List<byte> segment = [];
        for (int given = 0; given < Pixels; given += 24) segment.AddRange([13, .. new byte[14], 0xF7, 1]);
        if (segment.Count % 2 != 0) segment.Add(0);
        byte[] header = new byte[64];
        BitConverter.TryWriteBytes(header, 2);
        BitConverter.TryWriteBytes(header.AsSpan(4), 64);
        BitConverter.TryWriteBytes(header.AsSpan(8), 64 + segment.Count);
        return [.. header, .. segment, .. segment];
    }

    private static byte[] Deflated()
    {
        byte[] pixels = new byte[2 * Pixels];
        uint state = 1;
        for (int i = 0; i < pixels.Length; i += 2)
        {
            state = (state * 1664525) + 1013904223;
            pixels[i] = (byte)(state >> 27); // Noise in the low bits, as a scanner has it.
        }

        using MemoryStream deflated = new();
        using (DeflateStream deflater = new(deflated, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(pixels);
        return deflated.ToArray();
    }
}
