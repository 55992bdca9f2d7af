using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An option of the Basic Profile: a column of Table E.1-1, what it is called in the object and on the command line (PS3.16 CID 7050), and
/// what cleans the Attributes that the column marks C (PS3.15 E.3). A closed set.
/// </summary>
public sealed class ProfileOption
{
    private ProfileOption(ProfileOptions option, string name, string code, string meaning)
    {
        Option = option;
        Name = name;
        Code = code;
        Meaning = meaning;
    }

    internal delegate ReadOnlySpan<byte> TableColumn();

    /// <summary>Every option, in the order of their codes.</summary>
    public static IReadOnlyList<ProfileOption> All { get; } =
    [
        new(ProfileOptions.CleanGraphics, "clean-graphics", "113103", "Clean Graphics Option")
        {
            Column = () => ConfidentialityTable.CleanGraphics,
            CleanAction = ConfidentialityAction.CleanGraphics,
            CleanPrecedence = 1,
            NewCleaner = (_, deidentifier) => new GraphicsCleaner(deidentifier),
        },
        new(ProfileOptions.CleanStructuredContent, "clean-structured-content", "113104", "Clean Structured Content Option")
        {
            Column = () => ConfidentialityTable.CleanStructuredContent,
            CleanAction = ConfidentialityAction.CleanStructuredContent,
            CleanPrecedence = 2,
            NewCleaner = (context, deidentifier) => new StructuredContentCleaner(context, deidentifier),
        },
        new(ProfileOptions.CleanDescriptors, "clean-descriptors", "113105", "Clean Descriptors Option")
        {
            Column = () => ConfidentialityTable.CleanDescriptors,
        },
        new(ProfileOptions.RetainLongitudinalFullDates, "retain-longitudinal-full-dates", "113106",
            "Retain Longitudinal Temporal Information Full Dates Option")
        {
            Column = () => ConfidentialityTable.RetainLongitudinalFullDates,
        },
        new(ProfileOptions.RetainLongitudinalModifiedDates, "retain-longitudinal-modified-dates", "113107",
            "Retain Longitudinal Temporal Information Modified Dates Option")
        {
            // A date that device identity would keep as it is moves with the others all the same: intervals are what this option promises.
            Column = () => ConfidentialityTable.RetainLongitudinalModifiedDates,
            CleanAction = ConfidentialityAction.ShiftDate,
            CleanPrecedence = KeepPrecedence + 1,
            NewCleaner = (context, deidentifier) => new DateCleaner(context, deidentifier),
        },
        new(
            ProfileOptions.RetainPatientCharacteristics, "retain-patient-characteristics", "113108",
            "Retain Patient Characteristics Option")
        {
            Column = () => ConfidentialityTable.RetainPatientCharacteristics,
        },
        new(ProfileOptions.RetainDeviceIdentity, "retain-device-identity", "113109", "Retain Device Identity Option")
        {
            Column = () => ConfidentialityTable.RetainDeviceIdentity,
        },
        new(ProfileOptions.RetainUids, "retain-uids", "113110", "Retain UIDs Option")
        {
            Column = () => ConfidentialityTable.RetainUids,
        },
        new(ProfileOptions.RetainSafePrivate, "retain-safe-private", "113111", "Retain Safe Private Option")
        {
            CleanAction = ConfidentialityAction.CleanPrivate, // Its only entry is the row "gggg odd", which is a pattern.
            NewCleaner = (context, deidentifier) => new SafePrivateCleaner(context, deidentifier),
        },
        new(ProfileOptions.RetainInstitutionIdentity, "retain-institution-identity", "113112", "Retain Institution Identity Option")
        {
            Column = () => ConfidentialityTable.RetainInstitutionIdentity,
        },
    ];

    /// <summary>The option as a flag of <see cref="ConfidentialityProfile.Options"/>.</summary>
    public ProfileOptions Option { get; }

    /// <summary>Its name for the tool.</summary>
    public string Name { get; }

    /// <summary>Its code in scheme DCM.</summary>
    public string Code { get; }

    /// <summary>The exact meaning of the code.</summary>
    public string Meaning { get; }

    /// <summary>What K weighs where the columns of several options have an entry for one Attribute.</summary>
    internal const int KeepPrecedence = 3;

    /// <summary>The column of Table E.1-1: an octet for each row of <see cref="ConfidentialityTable.TagTable"/>.</summary>
    internal TableColumn Column { get; private init; } = () => [];

    /// <summary>What C means in the column.</summary>
    internal ConfidentialityAction CleanAction { get; private init; } = ConfidentialityAction.CleanText;

    /// <summary>What C weighs: the entry that weighs most decides.</summary>
    internal int CleanPrecedence { get; private init; }

    /// <summary>Makes what treats the Attributes with <see cref="CleanAction"/>.</summary>
    internal Func<DeidentificationContext, ElementDeidentifier, ElementCleaner> NewCleaner { get; private init; } =
        (context, deidentifier) => new FreeTextCleaner(context, deidentifier);

    /// <summary>Finds an option by its name for the tool.</summary>
    public static ProfileOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
