using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>What the results of BenchmarkDotNet do not say and eng/benchmark_report.py needs, as JSON.</summary>
internal static class Description
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            runtime = RuntimeInformation.FrameworkDescription,
            openssl = OpenSslVersion(),
            classes = Classes().Select(type => type.Name).Order(StringComparer.Ordinal),
            baselines = Classes().Select(type => (type.Name, Method: BaselineOf(type))).Where(row => row.Method is not null)
                .ToDictionary(row => row.Name, row => row.Method),
            inputs = GeneratedObject.All.ToDictionary(input => input.Name, input =>
                new { bytes = input.Bytes.Length, elements = input.Elements, items = input.Items }),
        },
        s_options));

    private static IEnumerable<Type> Classes() => typeof(Description).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute))));

    private static string? BaselineOf(Type type) =>
        type.GetMethods().FirstOrDefault(method => method.GetCustomAttribute<BenchmarkAttribute>() is { Baseline: true })?.Name;

    // OpenSSL's OPENSSL_VERSION_NUMBER: 0xMNN00PP0.
    private static string? OpenSslVersion()
    {
        if (OperatingSystem.IsWindows()) return null;
        long version = SafeEvpPKeyHandle.OpenSslVersion;
        return FormattableString.Invariant($"{version >> 28}.{(version >> 20) & 0xFF}.{(version >> 4) & 0xFF}");
    }
}
