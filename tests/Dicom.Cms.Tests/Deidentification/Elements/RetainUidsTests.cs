using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Retain UIDs (PS3.15 E.3.9).</summary>
public sealed class RetainUidsTests
{
    private static readonly ConfidentialityProfile Profile = ConfidentialityProfile.Basic with { Options = ProfileOptions.RetainUids };

    [Fact]
    public void Protect_UidsThatAreNone_AreReplacedEverywhereAlike()
    {
        const string NoUid = "dccc9599087131742838cc1162a630fe";
        byte[] file = DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", NoUid).Sequence(0x0008_1140, item => item.Text(0x0008_1155, "UI", NoUid))
            .Text(0x0020_000D, "UI", "1.2.3.4.5.1").Text(0x0020_000E, "UI", "1.2.3.4.05.1").ToFile();

        ProtectedObject output = ProtectedObject.Of(file, Profile);

        output.Text(0x0008_0018).Should().StartWith("2.25.").And.Be(output.Text(0x0008_1140, 0x0008_1155));
        output.Text(0x0020_000D).Should().Be("1.2.3.4.5.1");
        output.Text(0x0020_000E).Should().Be("1.2.3.4.05.1", "a zero too many is no reason to part it from its series");
        output.Holds(NoUid).Should().BeFalse();
    }

    [Theory]
    [InlineData("1.2.3.4.5.1\\1.2.3.4.5.2", true)]
    [InlineData("1.2.3.4.5.1\\x", false)]
    public void Protect_SeveralUids_AreJudgedOneByOne(string uids, bool areKept)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0020_0052, "UI", uids).ToFile();

        string[] output = ProtectedObject.Of(file, Profile).Text(0x0020_0052)!.Split('\\');

        output[0].Should().Be("1.2.3.4.5.1");
        output[1].StartsWith("2.25.", StringComparison.Ordinal).Should().Be(!areKept);
    }
}
