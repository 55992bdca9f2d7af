using System.CommandLine;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms conformance: the tables of PS3.2 for a configuration.</summary>
internal sealed class ConformanceCommand
{
    private const string Name = "conformance";

    private readonly Option<string> _profile = OptionFactory.Choice(
        "--profile", "The confidentiality profile.", ProfileChoice.Basic, ProfileChoice.Basic);
    private readonly Option<string[]> _options = OptionFactory.Texts(
        "--option", "NAME", "An option of the Basic Profile; may be given several times.");
    private readonly Option<string[]> _cleanPixels = CleanPixelsOption.Create();
    private readonly Option<string[]> _subsets = OptionFactory.Texts(
        "--subset", "LIST", "Attributes encrypted apart, for recipients of their own; may be given several times.");
    private readonly Option<string> _suite = OptionFactory.Choice("--suite", "What encrypts.", SuiteOption.Default, SuiteOption.Names);

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms conformance > conformance.md",
        "dicom-cms conformance --option retain-longitudinal-modified-dates --option clean-descriptors",
        "dicom-cms conformance --suite conformant --subset PatientID,PatientBirthDate");

    private static Command Create(Terminal terminal)
    {
        ConformanceCommand conformance = new();
        Command command = new(
            Name, "Prints the tables of a DICOM conformance statement (PS3.2 N.8.4.4, N.11.2.6) for a configuration, as Markdown.")
        {
            conformance._profile, conformance._options, conformance._cleanPixels, conformance._suite, conformance._subsets,
        };
        command.SetAction(words => conformance.Run(words, terminal));
        return command;
    }

    private int Run(ParseResult words, Terminal terminal)
    {
        ConfidentialityProfile profile = CleanPixelsOption.Apply(
            ProfileChoice.ReadBasic(words.GetValue(_options) ?? []), words.GetValue(_cleanPixels) ?? []);
        EnvelopeSuite suite = EnvelopeSuite.All.Single(suite => suite.Name == words.GetRequiredValue(_suite));
        AttributeSet[] subsets = [.. (words.GetValue(_subsets) ?? []).Select(list => AttributeList.Read(list, "--subset"))];
        ConformanceStatement.Write(terminal.Output, profile, suite, subsets);
        return ExitCode.Done;
    }
}
