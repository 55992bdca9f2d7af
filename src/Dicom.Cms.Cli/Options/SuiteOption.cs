using System.Globalization;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>--suite and --key-size.</summary>
internal static class SuiteOption
{
    public static string Default => EnvelopeSuite.Authenticated.Name;

    public static string[] Names => [.. EnvelopeSuite.All.Select(suite => suite.Name)];

    public static EnvelopeSuite Read(string name, string keySize) =>
        EnvelopeSuite.All.Single(suite => suite.Name == name).WithKeySize(int.Parse(keySize, CultureInfo.InvariantCulture));
}
