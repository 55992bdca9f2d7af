using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary><see cref="ConfidentialityProfile.Only"/>: just the named Attributes, and no claim.</summary>
public sealed class OnlyProfileTests
{
    private const uint KeptSequence = 0x0054_0220;

    private static readonly ConfidentialityProfile Names = ConfidentialityProfile.Only(
        AttributeSet.Of(Tags.PatientName, Tags.Manufacturer));

    public static TheoryData<WireEncoding> Encodings =>
        [WireEncoding.ImplicitLittleEndian, WireEncoding.ExplicitLittleEndian, WireEncoding.ExplicitBigEndian];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_NamedAttributes_GoAtEveryDepthAndNothingElse(WireEncoding encoding)
    {
        ProtectedObject output = ProtectedObject.Of(Object(encoding), Names);

        output.Holds("Doe^Jane").Should().BeFalse();
        output.Find(0x0008_0070).Should().BeNull("it has no row, so it is removed");
        output.Find(KeptSequence)!.Items![0].Elements.Should().NotContain(element => element.Tag == Tags.Manufacturer);
        output.Text(0x0010_0020).Should().Be("HOSP-4711");
        output.Text(0x0009_1001).Should().Be("private");
        output.Text(0x0020_000D).Should().Be("1.2.3.4.5.6");
        output.Text(KeptSequence, 0x0010_0020).Should().Be("HOSP-4711");
        output.Result.ProtectedAttributes.Select(tag => tag.Value).Should().Equal(0x0008_0018, 0x0008_0070, 0x0010_0010, KeptSequence);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_Only_ClaimsNoProfile(WireEncoding encoding)
    {
        ProtectedObject output = ProtectedObject.Of(Object(encoding), Names);

        Names.ClaimsBasicProfile.Should().BeFalse();
        ConfidentialityProfile.Basic.ClaimsBasicProfile.Should().BeTrue();
        foreach (uint claim in new[] { 0x0012_0062u, 0x0012_0063u, 0x0012_0064u, 0x0028_0303u }) output.Find(claim).Should().BeNull();
        output.Result.AddedAttributes.Should().BeEmpty();
    }

    [Fact]
    public void Protect_Only_ReplacesSopInstanceUidAtEveryDepthUnlessItIsKept()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5.7")
            .Sequence(KeptSequence, item => item.Text(0x0008_0018, "UI", "1.2.3.4.5.7")).ToFile();

        ProtectedObject replaced = ProtectedObject.Of(file, Names), kept = ProtectedObject.Of(file, Names.KeepingSopInstanceUid());

        replaced.Text(0x0008_0018).Should().StartWith("2.25.").And.Be(replaced.Text(KeptSequence, 0x0008_0018));
        kept.Text(0x0008_0018).Should().Be("1.2.3.4.5.7").And.Be(kept.Text(KeptSequence, 0x0008_0018));
        kept.Result.ProtectedAttributes.Should().BeEmpty();
        kept.Holds("1.2.3.4.5.7\0").Should().BeTrue();
        kept.File.MetaElements.Should().Contain(element => element.Tag == Tags.MediaStorageSOPInstanceUID && element.ValueLength == 12);
        Names.KeepsSopInstanceUid.Should().BeFalse("a profile does not change");
    }

    [Fact]
    public void Protect_OnlyAnOverlay_TakesItWhole()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5.7").Words(0x6000_0010, "US", 1).Words(0x6000_3000, "OW", 1)
            .Words(0x6002_3000, "OW", 1).ToFile();

        ProtectedObject output = ProtectedObject.Of(file, ConfidentialityProfile.Only(AttributeSet.Of(new Tag(0x6000_3000))));

        output.File.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0018, 0x6002_3000);
    }

    [Fact]
    public void Protect_OnlyInALargeSequence_FindsIt()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5.7")
            .Sequence(KeptSequence, item =>
                item.Text(0x0008_0070, "LO", "ACME").Bytes(0x0054_0400, "OB", new byte[SourceObject.InMemoryLimit])).ToFile();

        ProtectedObject.Of(file, Names).Holds("ACME").Should().BeFalse();
    }

    [Fact]
    public void Protect_OnlyWithNamesElsewhere_LeavesThem()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5.7").Text(0x0010_0010, "PN", "Doe^Jane")
            .Text(0x0018_1250, "SH", "Doe^Jane").ToFile();

        ProtectedObject.Of(file, Names).Text(0x0018_1250).Should().Be("Doe^Jane", "only what is named is protected");
    }

    [Fact]
    public void Only_AllProtected_IsRefused()
    {
        Action all = () => ConfidentialityProfile.Only(AttributeSet.AllProtected), nothing = () => ConfidentialityProfile.Only(null!);
        Action keep = () => ConfidentialityProfile.Basic.KeepingSopInstanceUid();

        all.Should().Throw<ArgumentException>();
        nothing.Should().Throw<ArgumentNullException>();
        keep.Should().Throw<InvalidOperationException>();
    }

    private static byte[] Object(WireEncoding encoding) => DicomBytes.In(encoding)
        .Text(0x0008_0018, "UI", "1.2.3.4.5.7")
        .Text(0x0008_0070, "LO", "ACME")
        .PrivateBlock(0x0009, 0x10, "ACME", (1, "LO", "private "u8.ToArray()))
        .Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0020, "LO", "HOSP-4711")
        .Text(0x0020_000D, "UI", "1.2.3.4.5.6")
        .Sequence(KeptSequence, item =>
            item.Text(0x0008_0070, "LO", "ACME").Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0020, "LO", "HOSP-4711")).ToFile();
}
