namespace Dicom.Cms.Cli;

/// <summary>--profile, --attributes and --option.</summary>
internal static class ProfileChoice
{
    public const string Basic = "basic";
    public const string None = "none";

    /// <summary>What the options are for, with their names, for help.</summary>
    public static string OptionHelp { get; } =
        $"An option of the Basic Profile. Repeatable; the two for dates exclude each other: {Names}.";

    private static string Names => string.Join(", ", ProfileOption.All.Select(option => option.Name));

    /// <exception cref="UsageException">They do not go together, or name what there is not.</exception>
    public static ConfidentialityProfile Read(string profile, string? attributes, IReadOnlyList<string> options)
    {
        if (profile == None && attributes is null)
            throw new UsageException("--profile none protects only the Attributes that --attributes names, and there is no --attributes");
        if (profile == Basic && attributes is not null)
            throw new UsageException("--attributes goes with --profile none; the Basic Profile itself says which Attributes are protected");
        if (profile == None && options.Count > 0)
            throw new UsageException("--option belongs to the Basic Profile; it does not go with --profile none");
        return attributes is null ? ReadBasic(options) : ConfidentialityProfile.Only(AttributeList.Read(attributes, "--attributes"));
    }

    /// <summary>The Basic Profile with options, by their names.</summary>
    /// <exception cref="UsageException">One is unknown, or two exclude each other.</exception>
    public static ConfidentialityProfile ReadBasic(IReadOnlyList<string> options)
    {
        ProfileOptions chosen = ProfileOptions.None;
        foreach (string name in options)
        {
            chosen |= ProfileOption.Find(name)?.Option ?? throw new UsageException($"--option {name}: unknown; the options are {Names}");
        }

        try
        {
            return ConfidentialityProfile.Basic with { Options = chosen };
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception, "--option");
        }
    }
}
