using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What a protected object says about itself, and its form (PS3.15 E.1.1 steps 6 to 8, PS3.10 7.1).</summary>
public sealed class OutputTests : IDisposable
{
    private readonly LearnedKeyService _keys = new();

    public static TheoryData<string> Samples => [.. HostileSamples.Names];

    public void Dispose() => _keys.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Protect_BasicProfile_SaysSoInCodeAndMeaning(string sample)
    {
        ProtectedObject output = Protect(HostileSamples.Source(sample));

        output.Text(0x0012_0062).Should().Be("YES");
        output.Text(0x0012_0063).Should().Be($"Dicom.Cms: PS3.15 2026d Basic Profile\\{EnvelopeSuite.Authenticated.Description}");
        output.Find(0x0012_0064)!.Items.Should().ContainSingle();
        output.Text(0x0012_0064, 0x0008_0100).Should().Be("113100");
        output.Text(0x0012_0064, 0x0008_0102).Should().Be("DCM");
        output.Text(0x0012_0064, 0x0008_0104).Should().Be("Basic Application Confidentiality Profile");
        output.Text(0x0028_0303).Should().Be("REMOVED");
        output.Text(0x0012_0063)!.Split('\\').Should().OnlyContain(value => value.Length <= 64, "LO");
    }

    [Fact]
    public void Protect_EachSuite_IsNamedAndNoneIsWithoutRecovery()
    {
        byte[] file = HostileSamples.Source("explicit");
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
                .For(_keys.Recipient).With(suite).Build();
            ProtectedObject.Of(file, deidentifier).Text(0x0012_0063).Should().EndWith("\\" + suite.Description);
        }

        ProtectedObject.Of(file).Text(0x0012_0063).Should().Be("Dicom.Cms: PS3.15 2026d Basic Profile");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Protect_AnyFile_WritesNewFileMetaInformation(string sample)
    {
        byte[] source = HostileSamples.Source(sample);
        "IDENTITY IN THE PREAMBLE"u8.CopyTo(source);
        using DicomObject before = DicomObject.Read(source);

        ProtectedObject output = Protect(source);

        output.Holds("PREAMBLE").Should().BeFalse();
        output.File.HasPart10Marker.Should().BeTrue();
        output.File.TransferSyntax.Should().Be(before.TransferSyntax);
        Dictionary<Tag, string> meta = output.File.MetaElements.ToDictionary(
            element => element.Tag,
            element =>
                Encoding.Latin1.GetString(output.File.Source.ReadRange(element.ValueOffset, (int)element.ValueLength).Span)
                    .TrimEnd('\0', ' '));
        meta[Tags.MediaStorageSOPInstanceUID].Should().Be(output.Text(0x0008_0018)).And.StartWith("2.25.");
        meta[Tags.TransferSyntaxUID].Should().Be(before.TransferSyntax.Uid);
        meta.GetValueOrDefault(Tags.MediaStorageSOPClassUID).Should().Be(output.Text(0x0008_0016));
        meta[Tags.ImplementationVersionName].Should().StartWith("DICOM_CMS");
        meta.Keys.Should().BeInAscendingOrder();
        uint length = BitConverter.ToUInt32(Encoding.Latin1.GetBytes(meta[Tags.FileMetaInformationGroupLength].PadRight(4, '\0')));
        (132 + 12 + length).Should().Be((uint)output.File.PrefixLength);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Protect_AnyFile_WritesAscendingTagsOnce(string sample)
    {
        ProtectedObject output = Protect(HostileSamples.Source(sample));

        output.File.Elements.Select(element => element.Tag).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        output.File.IsAscending.Should().BeTrue();
        output.File.DataSetSuffix.Length.Should().Be(0);
        output.File.Elements.Should().OnlyContain(element => element.ValueLength % 2 == 0);
        output.Find(0x0400_0500)!.Items.Should().ContainSingle();
        output.Text(0x0400_0500, 0x0400_0510).Should().Be("1.2.840.10008.1.2.1");
        foreach (string planted in HostileSamples.Planted) output.Holds(planted).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Protect_WithoutRecovery_LeavesNothingEncrypted(string sample)
    {
        byte[] once = Protect(HostileSamples.Source(sample)).Bytes;

        ProtectedObject output = ProtectedObject.Of(HostileSamples.Source(sample)), again = ProtectedObject.Of(once);

        output.Find(0x0400_0500).Should().BeNull();
        output.Result.EncryptedItems.Should().Be(0);
        output.Result.Warnings.Should().BeEmpty();
        again.Find(0x0400_0500).Should().BeNull("what was encrypted before goes with the rest");
        again.Result.Warnings.Should().ContainSingle(warning => warning.Code == "EncryptedAttributesRemoved");
    }

    [Fact]
    public void Protect_ProtectedObject_EncryptsTheOldItemsAndSaysSo()
    {
        ProtectedObject once = Protect(HostileSamples.Source("explicit")), twice = Protect(once.Bytes);

        twice.Result.Warnings.Should().ContainSingle(warning => warning.Code == "AlreadyProtected");
        twice.Result.ProtectedAttributes.Should().Contain(Tags.EncryptedAttributesSequence);
        twice.Find(0x0400_0500)!.Items.Should().ContainSingle();
        using MemoryStream input = new(twice.Bytes), output = new();
        Reidentifier.WithKeys(_keys.PrivateKey).Recover(input, output).IsOriginal.Should().BeTrue();
        output.ToArray().Should().Equal(once.Bytes);
    }

    [Fact]
    public void Protect_RefuseAlreadyProtected_Refuses()
    {
        byte[] once = Protect(HostileSamples.Source("explicit")).Bytes;
        Deidentifier recovering = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
            .For(_keys.Recipient).RefuseAlreadyProtected().Build();
        Deidentifier removing = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().RefuseAlreadyProtected().Build();
        foreach (Deidentifier deidentifier in new[] { recovering, removing })
        {
            Action protect = () => ProtectedObject.Of(once, deidentifier);
            protect.Should().Throw<ProtectionException>().Which.Tag.Should().Be(Tags.EncryptedAttributesSequence);
        }
    }

    [Theory]
    [InlineData("record")]
    [InlineData("class")]
    [InlineData("media class")]
    public void Protect_Directory_IsRefused(string by)
    {
        byte[] file = by switch
        {
            "record" => DicomBytes.Explicit().Sequence(0x0004_1220, item => item.Text(0x0010_0010, "PN", "Planted^Jane")).ToFile(),
            "class" => DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.1.3.10").ToFile(),
            _ =>
                [.. new byte[128], .. "DICM"u8, .. DicomBytes.Explicit().Text(0x0002_0002, "UI", "1.2.840.10008.1.3.10")
                    .Text(0x0010_0010, "PN", "Planted^Jane").ToArray()],
        };

        Action protect = () => ProtectedObject.Of(file);

        protect.Should().Throw<ProtectionException>().WithMessage("*DICOMDIR*").Which.Message.Should().NotContain("Planted");
    }

    [Theory]
    [InlineData("explicit")]
    [InlineData("deflated")]
    public void Protect_EncryptedContentLimitExceeded_NamesTheTag(string sample)
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).WithEncryptedContentLimit(150).Build();

        Action protect = () => ProtectedObject.Of(HostileSamples.Source(sample), deidentifier);

        ProtectionException failure = protect.Should().Throw<ProtectionException>().WithMessage("*150*").Which;
        failure.Tag.Should().NotBeNull();
        failure.Message.Should().Contain(failure.Tag!.Value.ToString());
    }

    [Fact]
    public void Protect_LargeElementBeyondTheLimit_IsRefusedBeforeItIsRead()
    {
        byte[] file = DicomBytes.Explicit().Bytes(0x0042_0011, "OB", new byte[3 << 20]).ToFile();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).WithEncryptedContentLimit(2 << 20).Build();
        ConfidentialityTable.Find(new Tag(0x0042_0011)).Should().NotBeNull();

        Action protect = () => ProtectedObject.Of(file, deidentifier);

        protect.Should().Throw<ProtectionException>().Which.Tag.Should().Be(new Tag(0x0042_0011));
    }

    [Fact]
    public void ToString_AnyResultOrElement_HoldsNoValue()
    {
        ProtectedObject output = Protect(HostileSamples.Source("explicit"));
        using DicomObject source = DicomObject.Read(HostileSamples.Source("explicit"));
        DataElement name = new DataElementReader().ReadElement(source.ReadElement(source.Find(Tags.PatientName)!.Value), source.Encoding);
        string[] texts =
        [
            output.Result.ToString(), string.Join(", ", output.Result.Warnings), name.ToString(), $"{source.Find(Tags.PatientName)}",
            _keys.Recipient.ToString(),
            $"{Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).Build()}",
            $"{ConfidentialityProfile.Basic}",
        ];

        foreach (string planted in HostileSamples.Planted) string.Join('|', texts).Should().NotContain(planted);
    }

    private ProtectedObject Protect(byte[] file) => ProtectedObject.Of(
        file, Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).Build());
}
