namespace Dicom.Cms.Cli;

/// <summary>--profile, --attributes and --option.</summary>
internal static class ProfileOption
{
    public const string Basic = "basic";
    public const string None = "none";

    // PS3.15 Table E.1-1: the options of the Basic Profile.
    private static readonly string[] s_options =
    [
        "retain-uids", "retain-safe-private", "retain-device-identity", "retain-institution-identity", "retain-patient-characteristics",
        "retain-longitudinal-full-dates", "retain-longitudinal-modified-dates", "clean-descriptors", "clean-structured-content", "clean-graphics",
    ];

    /// <exception cref="UsageException">The two do not go together.</exception>
    public static ConfidentialityProfile Read(string profile, string? attributes)
    {
        if (profile == None && attributes is null)
            throw new UsageException("--profile none protects only the Attributes that --attributes names, and there is no --attributes");
        if (profile == Basic && attributes is not null)
            throw new UsageException("--attributes goes with --profile none; the Basic Profile itself says which Attributes are protected");
        return attributes is null ? ConfidentialityProfile.Basic : ConfidentialityProfile.Only(AttributeList.Read(attributes, "--attributes"));
    }

    /// <exception cref="UsageException">Any option: none is available yet.</exception>
    public static void RefuseUnavailable(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !s_options.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new UsageException($"--option {unknown}: unknown; the options are {string.Join(", ", s_options)}");
        if (names.Count > 0) throw new UsageException($"--option {names[0]}: not available in this version");
    }
}
