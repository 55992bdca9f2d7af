using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>Opening files, beside reading their octets. What has a length is passed over: the pixels are not read.</summary>
[MemoryDiagnoser]
public class FileOpeningBenchmarks
{
    private readonly byte[] _block = new byte[1 << 20];
    private DirectoryInfo? _folder;
    private string _path = "";

    public static IEnumerable<GeneratedObject> Inputs =>
        [GeneratedObject.Slice, GeneratedObject.Report, GeneratedObject.SmallElements, GeneratedObject.MultiFrame];

    [ParamsSource(nameof(Inputs))]
    public GeneratedObject Input { get; set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("dicom-cms-benchmark-");
        _path = Path.Combine(_folder.FullName, "input.dcm");
        File.WriteAllBytes(_path, Input.Bytes);
    }

    [GlobalCleanup]
    public void CleanUp() => _folder?.Delete(recursive: true);

    [Benchmark(Baseline = true)]
    public long ReadOctets()
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        long total = 0;
        for (int count; (count = file.Read(_block)) > 0;) total += count;
        return total;
    }

    [Benchmark]
    public int Open()
    {
        using DicomObject file = DicomObject.Open(_path);
        return file.Elements.Count;
    }
}
