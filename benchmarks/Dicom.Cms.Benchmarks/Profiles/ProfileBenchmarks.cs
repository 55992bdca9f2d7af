using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// Applying the Basic Profile to an object in memory that is open, without recovery and so without envelope. What stays in clear is not
/// copied. The baseline is to read the object.
/// </summary>
[MemoryDiagnoser]
public class ProfileBenchmarks
{
    private DicomObject _file = null!;
    private Deidentifier _deidentifier = null!;

    public static IEnumerable<GeneratedObject> Inputs => [GeneratedObject.Slice, GeneratedObject.Report, GeneratedObject.SmallElements];

    [ParamsSource(nameof(Inputs))]
    public GeneratedObject Input { get; set; } = null!;

    /// <summary>"none", "dates", "clean" or "retain": a family of the options of PS3.15 E.3.</summary>
    [Params("none", "dates", "clean", "retain")]
    public string Options { get; set; } = "none";

    [GlobalSetup]
    public void SetUp()
    {
        _file = DicomObject.Read(Input.Bytes);
        _deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic with { Options = Chosen }).WithoutRecovery().Build();
    }

    [GlobalCleanup]
    public void CleanUp() => _file.Dispose();

    [Benchmark(Baseline = true)]
    public int Read()
    {
        using DicomObject file = DicomObject.Read(Input.Bytes);
        return file.Elements.Count;
    }

    [Benchmark]
    public int Apply()
    {
        using DicomObject applied = _deidentifier.Protect(_file).Object;
        return applied.Elements.Count;
    }

    private ProfileOptions Chosen => Options switch
    {
        "dates" => ProfileOptions.RetainLongitudinalModifiedDates,
        "clean" => ProfileOptions.CleanDescriptors | ProfileOptions.CleanStructuredContent | ProfileOptions.CleanGraphics,
        "retain" => ProfileOptions.RetainSafePrivate | ProfileOptions.RetainUids | ProfileOptions.RetainDeviceIdentity
            | ProfileOptions.RetainInstitutionIdentity | ProfileOptions.RetainPatientCharacteristics
            | ProfileOptions.RetainLongitudinalFullDates,
        _ => ProfileOptions.None,
    };
}
