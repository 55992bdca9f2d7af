using System.Text.RegularExpressions;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>A validator finds no error in the objects of a protected study that it did not find before.</summary>
public sealed partial class ValidityTests : IDisposable
{
    private const ProfileOptions Cleaning =
        ProfileOptions.CleanDescriptors | ProfileOptions.CleanGraphics | ProfileOptions.CleanStructuredContent
            | ProfileOptions.RetainLongitudinalModifiedDates;

    private const ProfileOptions Retaining =
        ProfileOptions.RetainUids | ProfileOptions.RetainSafePrivate | ProfileOptions.RetainDeviceIdentity
            | ProfileOptions.RetainInstitutionIdentity | ProfileOptions.RetainPatientCharacteristics
            | ProfileOptions.RetainLongitudinalFullDates;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ValidatorFact]
    public void Protect_ObjectsOfEachKind_AddsNoError()
    {
        foreach ((string uid, byte[] file) in ReferenceStudy.In(WireEncoding.ExplicitLittleEndian))
        {
            HashSet<string> before = ErrorsOf(file);
            foreach (ProfileOptions options in (ProfileOptions[])[ProfileOptions.None, Cleaning, Retaining])
            {
                byte[] output = ProtectedObject.Of(file, ConfidentialityProfile.Basic with { Options = options }).Bytes;
                ErrorsOf(output).Except(before).Should().BeEmpty($"{uid} under {options}");
            }
        }
    }

    private HashSet<string> ErrorsOf(byte[] file) =>
        [.. Validator.ErrorsOf(_folder.Write("object", file)).Select(error => Values().Replace(error, ""))];

    /// <summary>What differs from value to value.</summary>
    [GeneratedRegex(@"= *<[^>]*>|\[[^\]]*\]|= *\S+")]
    private static partial Regex Values();
}
