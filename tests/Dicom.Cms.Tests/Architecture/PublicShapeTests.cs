using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

/// <summary>Rules for the shape of the public API: no positional records, no collection that a caller can change.</summary>
public sealed class PublicShapeTests
{
    // The caller clears this array: its documentation says so.
    private static readonly string[] DocumentedArrays = ["EnvelopeOpening.Content"];

    private static readonly Type[] PublicTypes =
    [
        .. new[] { typeof(Deidentifier), typeof(Tag), typeof(Envelope), typeof(PixelRectangle) }
            .SelectMany(type => type.Assembly.GetExportedTypes()),
    ];

    [Fact]
    public void PublicTypes_OfAllLibraries_HaveNoDeconstruct() => PublicTypes
        .Where(type => type.GetMethods().Any(method => method.Name == "Deconstruct"))
        .Should().BeEmpty("a parameter that is added to a positional record breaks its users");

    [Fact]
    public void PublicProperties_OfAllLibraries_HaveNoMutableCollectionType() => PublicTypes
        .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType == type))
        .Where(property => IsMutable(property.PropertyType))
        .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
        .Should().BeEquivalentTo(DocumentedArrays);

    [Fact]
    public void Results_OfCollectionsThatChangeAfterwards_KeepReadOnlyCopies()
    {
        List<Tag> tags = [Tags.PatientID, Tags.PatientName];
        List<Warning> warnings = [new(WarningCodes.NotBound, "One."), new(WarningCodes.NotBound, "Two.")];
        List<VerificationFinding> findings = [new(VerificationRule.BurnedIn, "Here"), new(VerificationRule.BurnedIn, "There")];
        List<string> purposes = ["one", "two"];
        ProtectionResult protection = new()
        {
            ProtectedAttributes = tags,
            AddedAttributes = tags,
            TransferSyntax = TransferSyntax.ExplicitLittleEndian,
            EncryptedItems = 1,
            Warnings = warnings,
        };
        RecoveryResult recovery = new()
        {
            Outcome = default,
            RecoveredAttributes = tags,
            ItemsForOthers = 0,
            Integrity = default,
            Binding = default,
            ProtectionTime = null,
            AlteredAttributes = tags,
            Purposes = purposes,
            Warnings = warnings,
        };
        RewrapResult rewrap = new() { ItemsChanged = 0, ItemsLeft = 0, RecipientsAdded = 0, RecipientsRemoved = 0, Warnings = warnings };
        FileSetDirectoryResult directory = new() { Records = 0, Files = 0, Warnings = warnings };
        VerificationReport report = new() { Findings = findings, Options = default, ValuesSearched = 0, ValuesLeftOut = 0 };

        IEnumerable[] collections =
        [
            .. new object[] { protection, recovery, rewrap, directory, report }.SelectMany(result => result.GetType().GetProperties()
                .Where(property => property.PropertyType.IsGenericType && !property.PropertyType.IsValueType)
                .Select(property => (IEnumerable)property.GetValue(result)!)),
        ];
        foreach (IList list in new IList[] { tags, warnings, findings, purposes }) list.Clear();

        collections.Should().HaveCount(10);
        foreach (IEnumerable collection in collections)
        {
            collection.Cast<object>().Should().HaveCount(2);
            ((IList)collection).IsReadOnly.Should().BeTrue();
        }
    }

    [Fact]
    public void Collections_OfImmutableObjects_AreReadOnly()
    {
        DicomObject file = ProtectedObject.Of(RecoverySamples.Image()).File;

        ((IList)file.Elements).IsReadOnly.Should().BeTrue();
        ((IList)file.MetaElements).IsReadOnly.Should().BeTrue();
        ((ICollection<Tag>)AttributeSet.Of(Tags.PatientID).Tags).IsReadOnly.Should().BeTrue();
        ((IList)ProfileOption.All).IsReadOnly.Should().BeTrue();
        ((IList)EnvelopeSuite.All).IsReadOnly.Should().BeTrue();
    }

    private static bool IsMutable(Type type)
    {
        if (type.IsArray) return true;
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) || type.Namespace == typeof(ImmutableArray).Namespace)
            return false;
        Type shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape != typeof(IReadOnlyList<>) && shape != typeof(IReadOnlyCollection<>) && shape != typeof(IReadOnlyDictionary<,>)
            && shape != typeof(IReadOnlySet<>) && shape != typeof(IEnumerable<>);
    }
}
