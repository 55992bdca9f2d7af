using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>The limit of what may be encrypted counts the octets of all protected elements; the limit itself is allowed.</summary>
public sealed class ProtectionLimitTests
{
    // Two elements of 16 octets, header and value: both are protected, and nothing stands behind them.
    private const int EncryptedOctets = 32;

    private static readonly byte[] Original = DicomBytes.Explicit()
        .Text(0x0008_0060, "CS", "OT").Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0020, "LO", "PAT-0815").ToFile();

    [Fact]
    public void Protect_ExactlyTheLimit_Passes()
    {
        byte[] output = Roundtrip.Protect(Original, Roundtrip.Builder().WithEncryptedContentLimit(EncryptedOctets).Build());

        Roundtrip.Recover(output).Output.Should().Equal(Original);
    }

    [Theory]
    [InlineData(EncryptedOctets - 1, 0x0010_0020)]
    [InlineData(16, 0x0010_0020)]
    [InlineData(15, 0x0010_0010)]
    public void Protect_MoreThanTheLimit_IsRefusedAtTheElementThatExceedsIt(int limit, uint tag)
    {
        Deidentifier deidentifier = Roundtrip.Builder().WithEncryptedContentLimit(limit).Build();
        using MemoryStream output = new();

        Action protect = () => deidentifier.Protect(new MemoryStream(Original), output);

        protect.Should().Throw<ProtectionException>().WithMessage($"*limit of {limit} octets*").Which.Tag.Should().Be(new Tag(tag));
        output.Length.Should().Be(0);
    }
}
