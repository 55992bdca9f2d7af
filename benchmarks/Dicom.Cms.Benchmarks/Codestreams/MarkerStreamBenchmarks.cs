using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;
using Dicom.Cms.Imaging.Tests;

namespace Dicom.Cms.Benchmarks;

/// <summary>Parsing a frame of JPEG or JPEG-LS that is in memory, beside copying it.</summary>
[MemoryDiagnoser]
public class MarkerStreamBenchmarks
{
    private const int DataLength = 4 << 20;

    private byte[] _copy = [];
    private byte[] _stream = [];
    private (long, long)[] _pieces = [];
    private ByteSource _source = null!;
    private CodestreamParser _parser = null!;

    public static IEnumerable<string> Codings => ["JPEG", "JPEG-LS"];

    [ParamsSource(nameof(Codings))]
    public string Coding { get; set; } = "";

    /// <summary>Octets of the stream.</summary>
    internal int Length => _stream.Length;

    [GlobalSetup]
    public void SetUp()
    {
        bool isJpegLs = Coding == "JPEG-LS";
        byte[] data = Data(isJpegLs ? (byte)0x7F : (byte)0);
        _parser = isJpegLs ? JpegLsParser.Instance : JpegParser.Instance;
        _stream = isJpegLs ? JpegBytes.GrayLs(Add, afterScan: bytes => bytes.Raw(data)) : JpegBytes.Gray(Add, bytes => bytes.Raw(data));
        _copy = new byte[_stream.Length];
        _source = ByteSource.FromMemory(_stream);
        _pieces = [(0, _stream.Length)];
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _stream.CopyTo(_copy, 0);

    [Benchmark]
    public long Parse()
    {
        using CodestreamInput input = new(_source, _pieces);
        return _parser.Parse(input, new CodestreamEdits());
    }

    private static void Add(JpegBytes bytes) => bytes.Comment("To be cut.").Segment(0xE1, "Exif");

    /// <summary>Like coded data: any octets, in which a 0xFF has a smaller one behind it.</summary>
    private static byte[] Data(byte largestStuffed)
    {
        byte[] data = new byte[DataLength];
        uint state = 1;
        for (int i = 0; i < data.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            data[i] = (byte)(state >> 24);
            if (i > 0 && data[i - 1] == 0xFF) data[i] &= largestStuffed;
        }

        data[^1] = 0;
        return data;
    }
}
