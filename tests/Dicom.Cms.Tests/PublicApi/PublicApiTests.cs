using System.Reflection;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

/// <summary>A change to what others compile against is a decision: it shows in the diff of docs/api.</summary>
public sealed class PublicApiTests
{
    // DICOM_CMS_WRITE_DOCS=1 dotnet test tests/Dicom.Cms.Tests --filter PublicApi_OfEachPackage_IsWhatTheDocumentationHas
    [Theory]
    [InlineData(typeof(Deidentifier))]
    [InlineData(typeof(DicomFile))]
    [InlineData(typeof(Envelope))]
    [InlineData(typeof(PixelBlackening))]
    public void PublicApi_OfEachPackage_IsWhatTheDocumentationHas(Type type)
    {
        string path = RepositoryFiles.PathOf("docs", "api", type.Assembly.GetName().Name + ".txt");
        string[] api = [.. PublicApiText.Of(type.Assembly)];
        if (Environment.GetEnvironmentVariable("DICOM_CMS_WRITE_DOCS") is not null) File.WriteAllText(path, string.Join('\n', api) + "\n");
        string[] committed = File.ReadAllLines(path);
        committed.Except(api).Should().BeEmpty("nothing is taken from users unnoticed");
        api.Except(committed).Should().BeEmpty("nothing is promised to users unnoticed");
        api.Should().Equal(committed);
    }

    [Fact]
    public void PublicApi_OfEachPackage_SharesNoNamespace()
    {
        foreach (Type type in (Type[])[typeof(Deidentifier), typeof(DicomFile), typeof(Envelope), typeof(PixelBlackening)])
        {
            Assembly assembly = type.Assembly;
            assembly.GetExportedTypes().Should().OnlyContain(exported => exported.Namespace == assembly.GetName().Name, "namespace = assembly");
        }
    }

    [Fact]
    public void Of_EveryKindOfMember_SaysWhatACallerSees()
    {
        IEnumerable<string> lines = PublicApiText.Of(typeof(Sample<>)).Concat(PublicApiText.Of(typeof(SampleFlags))).Concat(PublicApiText.Of(typeof(SamplePoint)));
        string.Join("\n", lines).Should().Be(string.Join("\n",
            "public abstract class Dicom.Cms.Tests.Sample<T> : IDisposable where T : class, IComparable<T>, new()",
            "Sample<T>: protected Sample(SampleFlags flags = 1, string name = null, CancellationToken token = default)",
            "Sample<T>: public virtual void Dispose()",
            "Sample<T>: public static bool Find(in long position, out T found, ref int[] counts, params string[] names)",
            "Sample<T>: public string this[int index] { get; }",
            "Sample<T>: public const int Limit = 3",
            "Sample<T>: public required string Name { get; init; }",
            "Sample<T>: public static readonly int? Nothing",
            "Sample<T>: public int Seen { get; protected set; }",
            "Sample<T>: public static Sample<T> op_Implicit(ReadOnlySpan<byte> octets)",
            "[Flags] public enum Dicom.Cms.Tests.SampleFlags : byte",
            "SampleFlags: None = 0",
            "SampleFlags: One = 1",
            "public readonly record struct Dicom.Cms.Tests.SamplePoint : IEquatable<SamplePoint>",
            "SamplePoint: public SamplePoint(int X)",
            "SamplePoint: public void Deconstruct(out int X)",
            "SamplePoint: public int X { get; init; }"));
    }
}
