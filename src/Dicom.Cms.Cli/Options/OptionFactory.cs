using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Dicom.Cms.Cli;

/// <summary>Kinds of options that come up again and again.</summary>
internal static class OptionFactory
{
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>An option that may be given several times, with one value each time.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string> Choice(string name, string description, string defaultValue, params string[] values)
    {
        Option<string> option = new(name)
        {
            HelpName = string.Join('|', values),
            Description = description,
            DefaultValueFactory = _ => defaultValue,
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>An option without a default.</summary>
    public static Option<string?> OptionalChoice(string name, string description, params string[] values)
    {
        Option<string?> option = new(name) { HelpName = string.Join('|', values), Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    public static Option<int> Number(
        string name, string helpName, string description, int defaultValue, int minimum, int maximum) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => Parse(result, name, minimum, maximum),
        };

    private static int Parse(ArgumentResult result, string name, int minimum, int maximum)
    {
        string word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
            return number;
        result.AddError($"{name} takes a whole number from {minimum} to {maximum}.");
        return 0;
    }
}
