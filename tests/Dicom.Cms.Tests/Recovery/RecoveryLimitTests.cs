using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>The limit of encrypted content that is read counts the whole (0400,0500); the limit itself is allowed.</summary>
public sealed class RecoveryLimitTests
{
    [Theory]
    [InlineData("explicit little endian")]
    [InlineData("implicit little endian")]
    [InlineData("explicit big endian")]
    public void Recover_EncryptedAttributesOfExactlyTheLimit_PassAndOneOctetMoreIsRefused(string name)
    {
        byte[] original = RecoverySamples.Classes[name](), output = Roundtrip.Protect(original);
        using DicomObject file = DicomObject.Read(output);
        long length = file.Find(Tags.EncryptedAttributesSequence)!.Value.Length;

        Roundtrip.Recover(output, WithLimit(length)).Output.Should().Equal(original);
        Roundtrip.Refused(output, WithLimit(length - 1)).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    private static Reidentifier WithLimit(long octets) =>
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { EncryptedContentLimit = octets });
}
