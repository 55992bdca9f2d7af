using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

/// <summary>What Dicom.Cms throws has one base; the other assemblies have none of their own.</summary>
public sealed class ExceptionBaseTests
{
    // A new public exception needs a line here.
    private static readonly string[] s_expected =
    [
        "DicomCmsException: Exception",
        "DicomFormatException: FormatException",
        "EnvelopeFormatException: FormatException",
        "FileSetException: DicomCmsException",
        "ImagingException: Exception",
        "ProtectionException: DicomCmsException",
        "RecoveryException: DicomCmsException",
    ];

    [Fact]
    public void BaseType_OfEveryPublicException_IsTheOneDecided()
    {
        Type[] ofEveryLibrary = [typeof(Deidentifier), typeof(Tag), typeof(Envelope), typeof(PixelRectangle)];

        IEnumerable<string> bases = ofEveryLibrary
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => typeof(Exception).IsAssignableFrom(type))
            .Select(type => $"{type.Name}: {type.BaseType!.Name}");

        bases.Should().BeEquivalentTo(s_expected);
    }

    [Fact]
    public void Catch_TheBase_CatchesProtectionAndRecovery()
    {
        DicomObject notProtected = DicomObject.Read(RecoverySamples.Image());
        Deidentifier refusing = Roundtrip.Builder().RefuseAlreadyProtected().Build();

        FluentActions.Invoking(() => Roundtrip.AsArchive.Recover(notProtected)).Should().Throw<DicomCmsException>()
            .Which.Should().BeOfType<RecoveryException>();
        FluentActions.Invoking(() => refusing.Protect(refusing.Protect(notProtected).Object)).Should().Throw<DicomCmsException>()
            .Which.Should().BeOfType<ProtectionException>();
    }
}
