using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>Reading objects that are in memory, beside copying them. Values are not copied, so that pixels cost nothing here.</summary>
[MemoryDiagnoser]
public class DataSetReadingBenchmarks
{
    private readonly DataElementReader _reader = new();
    private byte[] _copy = [];
    private ReadOnlyMemory<byte> _dataSet;

    public static IEnumerable<GeneratedObject> Inputs => [GeneratedObject.Slice, GeneratedObject.Report, GeneratedObject.SmallElements];

    [ParamsSource(nameof(Inputs))]
    public GeneratedObject Input { get; set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _copy = new byte[Input.Bytes.Length];
        _dataSet = Input.DataSet;
    }

    [Benchmark(Baseline = true)]
    public void Copy() => Input.Bytes.CopyTo(_copy, 0);

    /// <summary>The top-level elements, and where they are.</summary>
    [Benchmark]
    public int Split()
    {
        using DicomObject file = DicomObject.Read(Input.Bytes);
        return file.Elements.Count;
    }

    /// <summary>Every element at every depth, as an object.</summary>
    [Benchmark]
    public IReadOnlyList<DataElement> ReadEveryElement() => _reader.ReadDataSet(_dataSet, DataSetEncoding.ExplicitLittleEndian);
}
