using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>--key-scope: how many objects one encrypted key opens.</summary>
internal static class KeyScopeOption
{
    private const string Instance = "instance";
    private const string Study = "study";

    public static Option<string> Create() => OptionFactory.Choice(
        "--key-scope",
        "What one encrypted key opens: an instance, or a study, which is then recovered with one call of a key service. "
        + "Whoever is given a study's key opens all of it.",
        Instance,
        Instance,
        Study);

    public static KeyScope Read(string word) => word == Study ? KeyScope.PerStudy : KeyScope.PerInstance;
}
