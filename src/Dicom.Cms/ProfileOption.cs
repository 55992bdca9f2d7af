namespace Dicom.Cms;

/// <summary>What is said about an option in the object and on the command line (PS3.16 CID 7050).</summary>
/// <param name="Option">The option.</param>
/// <param name="Name">Its name for the tool.</param>
/// <param name="Code">Its code in scheme DCM.</param>
/// <param name="Meaning">The exact meaning of the code.</param>
public sealed record ProfileOption(ProfileOptions Option, string Name, string Code, string Meaning)
{
    /// <summary>Every option, in the order of their codes.</summary>
    public static IReadOnlyList<ProfileOption> All { get; } =
    [
        new(ProfileOptions.CleanGraphics, "clean-graphics", "113103", "Clean Graphics Option"),
        new(ProfileOptions.CleanStructuredContent, "clean-structured-content", "113104", "Clean Structured Content Option"),
        new(ProfileOptions.CleanDescriptors, "clean-descriptors", "113105", "Clean Descriptors Option"),
        new(ProfileOptions.RetainLongitudinalFullDates, "retain-longitudinal-full-dates", "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        new(ProfileOptions.RetainLongitudinalModifiedDates, "retain-longitudinal-modified-dates", "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        new(ProfileOptions.RetainPatientCharacteristics, "retain-patient-characteristics", "113108", "Retain Patient Characteristics Option"),
        new(ProfileOptions.RetainDeviceIdentity, "retain-device-identity", "113109", "Retain Device Identity Option"),
        new(ProfileOptions.RetainUids, "retain-uids", "113110", "Retain UIDs Option"),
        new(ProfileOptions.RetainSafePrivate, "retain-safe-private", "113111", "Retain Safe Private Option"),
        new(ProfileOptions.RetainInstitutionIdentity, "retain-institution-identity", "113112", "Retain Institution Identity Option"),
    ];

    /// <summary>Finds an option by its name for the tool.</summary>
    public static ProfileOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
