using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

/// <summary>The value that an uninitialized enum has is the least trusted one, or the narrowest.</summary>
public sealed class EnumDefaultTests
{
    // A new public enum needs a line here: decide what its 0 says.
    private static readonly string[] Expected =
    [
        "EnvelopeKind: EnvelopedData",
        "EnvelopeOpeningStatus: NotAuthentic",
        "KeyScope: PerInstance",
        "ProfileOptions: None",
        "RecoveryBinding: Mismatch",
        "RecoveryFailure: NotAuthentic",
        "RecoveryIntegrity: NotProtected",
        "RecoveryMode: Best",
        "RecoveryOutcome: Standard",
    ];

    [Fact]
    public void Default_OfEveryPublicEnum_IsTheValueDecided()
    {
        Type[] ofEveryLibrary = [typeof(Deidentifier), typeof(Tag), typeof(Envelope), typeof(PixelRectangle)];

        IEnumerable<string> defaults = ofEveryLibrary
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.IsEnum)
            .Select(type => $"{type.Name}: {Enum.ToObject(type, 0)}");

        defaults.Should().BeEquivalentTo(Expected);
    }
}
