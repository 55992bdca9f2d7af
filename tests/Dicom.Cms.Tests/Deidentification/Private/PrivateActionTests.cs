using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What an object recommends to do with private Attributes that identify: (0008,0305) in (0008,0300), PS3.3 C.12.1.</summary>
public sealed class PrivateActionTests
{
    private const ProfileOptions Option = ProfileOptions.RetainSafePrivate;
    private const uint Declaration = 0x0008_0300;
    private const string Uid = "1.2.276.0.7230010.3.1.4.17";

    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_MixedBlock_TakesTheActionOfEachElement(WireEncoding encoding)
    {
        DicomBytes dataSet = DicomBytes.In(encoding)
            .Sequence(Declaration, item =>
                Declare(item, "MIXED", [0x01], ("D", [0x02]), ("Z", [0x03]), ("X", [0x04]), ("U", [0x05]))
                    .Sequence(0x0008_0310, definition => definition.Words(0x0008_0308, "US", 0x02).Text(0x0008_030A, "CS", "LO")))
            .PrivateBlock(
                0x0009, 0x10, "ACME", Text(0x01, "LO", "fine"), Text(0x02, "LO", "Ward 12a"), Text(0x03, "LO", "Ward 12b"),
                Text(0x04, "LO", "Ward 12c"), Text(0x05, "UI", Uid), Text(0x06, "LO", "unsaid"));

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Where(element => element.Tag.IsPrivate || element.Tag.Value == Declaration).Select(element => element.Tag.Value)
            .Should().Equal(Declaration, 0x0009_0010, 0x0009_1001, 0x0009_1002, 0x0009_1003, 0x0009_1005);
        output.Find(0x0009_1001).Text().Should().Be("fine");
        output.Find(0x0009_1002).Text().Should().Be("Anonymized");
        output.Find(0x0009_1003)!.Value.IsEmpty.Should().BeTrue();
        output.Find(0x0009_1005).Text().Should().StartWith("2.25.");
    }

    [Theory]
    [InlineData("SAFE")]
    [InlineData("UNSAFE")]
    [InlineData("MIXED")]
    public void Protect_ActionInABlockOfAnyStatus_Counts(string status)
    {
        DicomBytes dataSet = DicomBytes.Explicit().Sequence(Declaration, item => Declare(item, status, [0x02], ("Z", [0x02])))
            .PrivateBlock(0x0009, 0x10, "ACME", Text(0x02, "LO", "Ward 12a"), Text(0x03, "LO", "unsaid"));

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Find(0x0009_1002)!.Value.IsEmpty.Should().BeTrue("that it identifies weighs more than that it does not");
        (output.Find(0x0009_1003) is not null).Should().Be(status == "SAFE");
    }

    [Fact]
    public void Protect_UidWithActionU_IsTheReplacementOfThatUidEverywhere()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Sequence(Declaration, item => Declare(item, "UNSAFE", [], ("U", [0x01, 0x02])))
            .PrivateBlock(0x0009, 0x10, "ACME", Text(0x01, "UI", Uid), Text(0x02, "LO", "no UID at all")).Text(0x0020_000D, "UI", Uid);

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Find(0x0009_1001).Text().Should().Be(output.Find(0x0020_000D).Text()).And.NotBe(Uid);
        output.Find(0x0009_1002).Should().BeNull("what is no UID cannot be replaced by one");
        OptionObject.Protect(dataSet, Option | ProfileOptions.RetainUids).Find(0x0009_1001).Text().Should().Be(Uid);
    }

    [Fact]
    public void Protect_ImplicitVr_TakesTheVrOfTheDefinition()
    {
        DicomBytes dataSet = DicomBytes.Implicit()
            .Sequence(Declaration, item => Declare(item, "UNSAFE", [], ("D", [0x01, 0x02]), ("U", [0x03])).Sequence(
                0x0008_0310, definition => definition.Words(0x0008_0308, "US", 0x01).Text(0x0008_030A, "CS", "DA")))
            .PrivateBlock(0x0009, 0x10, "ACME", Text(0x01, "DA", "20240229"), Text(0x02, "LO", "Ward 12a"), Text(0x03, "UI", Uid));

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Find(0x0009_1001).Text().Should().Be("19000101");
        output.Find(0x0009_1002).Should().BeNull("nobody knows which dummy would be legal");
        output.Find(0x0009_1003).Text().Should().StartWith("2.25.");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_SequenceWithAnAction_IsTreatedByIt(WireEncoding encoding)
    {
        DicomBytes dataSet = DicomBytes.In(encoding)
            .Sequence(Declaration, item => Declare(item, "UNSAFE", [], ("D", [0x01]), ("Z", [0x02]), ("X", [0x03]), ("U", [0x04])))
            .Text(0x0009_0010, "LO", "ACME").Sequence(0x0009_1001, Fill).Sequence(0x0009_1002, Fill).Sequence(0x0009_1003, Fill)
            .Sequence(0x0009_1004, Fill);

        DataElement[] output = OptionObject.Protect(dataSet, Option);

        output.Find(0x0009_1001)!.Items!.Should().ContainSingle().Which.Find(0x0008_1030).Text().Should().NotContain("Smith");
        (output.Find(0x0009_1002)!.Items ?? []).Should().BeEmpty();
        output.Find(0x0009_1002)!.Value.IsEmpty.Should().BeTrue();
        output.Find(0x0009_1003).Should().BeNull();
        output.Find(0x0009_1004)!.Items!.Should().ContainSingle().Which.Find(0x0020_000D).Text().Should().StartWith("2.25.");
    }

    [Fact]
    public void Protect_ActionForAnAttributeOfTheTable_Counts()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Sequence(Declaration, item =>
                Classify(item.Words(0x0008_0301, "US", 0x0019).Text(0x0008_0302, "LO", "GEMS_ACQU_01"), "UNSAFE", [], ("X", [0x23])))
            .PrivateBlock(0x0019, 0x10, "GEMS_ACQU_01", Text(0x23, "DS", "1.5 "), Text(0x24, "DS", "2.5 "));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Select(element => element.Tag.Value)
            .Should().Equal(0x0019_0010, 0x0019_1024);
    }

    [Theory]
    [InlineData("Z", "Z", true)]
    [InlineData("Z", "D", false)]
    [InlineData("Z", "?", false)]
    public void Protect_ActionsThatDisagree_Remove(string first, string second, bool stays)
    {
        DicomBytes inOneItem = DicomBytes.Explicit()
            .Sequence(Declaration, item => Declare(item, "UNSAFE", [], (first, [0x01]), (second, [0x01])));
        DicomBytes inTwo = DicomBytes.Explicit().Sequence(
            Declaration, item => Declare(item, "UNSAFE", [], (first, [0x01])), item => Declare(item, "UNSAFE", [], (second, [0x01])));

        foreach (DicomBytes dataSet in (DicomBytes[])[inOneItem, inTwo])
        {
            DataElement[] output = OptionObject.Protect(dataSet.PrivateBlock(0x0009, 0x10, "ACME", Text(0x01, "LO", "Ward 12a")), Option);
            (output.Find(0x0009_1001) is not null).Should().Be(stays);
        }
    }

    [Fact]
    public void Protect_SafeInOneItemAndIdentifyingInAnother_IsRemoved()
    {
        DicomBytes dataSet = DicomBytes.Explicit()
            .Sequence(Declaration, item => Declare(item, "SAFE", []), item => Declare(item, "UNSAFE", [], ("Z", [0x01])))
            .PrivateBlock(0x0009, 0x10, "ACME", Text(0x01, "LO", "Ward 12a"));

        OptionObject.Protect(dataSet, Option).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    [Fact]
    public void Protect_LargeValueWithAnAction_IsNotKeptForItsSize()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Sequence(Declaration, item => Declare(item, "SAFE", [], ("Z", [0x01])))
            .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "OB", new byte[(1 << 20) + 2]));

        OptionObject.Protect(dataSet, Option).Find(0x0009_1001)!.Value.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Protect_WithoutTheOption_RemovesWhatHasAnAction()
    {
        DicomBytes dataSet = DicomBytes.Explicit().Sequence(Declaration, item => Declare(item, "UNSAFE", [], ("Z", [0x01])))
            .PrivateBlock(0x0009, 0x10, "ACME", Text(0x01, "LO", "Ward 12a"));

        OptionObject.Protect(dataSet, ProfileOptions.None).Where(element => element.Tag.IsPrivate).Should().BeEmpty();
    }

    private static void Fill(DicomBytes item) =>
        item.Text(0x0008_1030, "LO", "CT of Smith").Text(0x0010_0010, "PN", "Smith^John").Text(0x0020_000D, "UI", Uid);

    private static DicomBytes Declare(DicomBytes item, string status, ushort[] safe, params (string Action, ushort[] Elements)[] actions) =>
        Classify(item.Words(0x0008_0301, "US", 0x0009).Text(0x0008_0302, "LO", "ACME"), status, safe, actions);

    private static DicomBytes Classify(DicomBytes item, string status, ushort[] safe,
        params (string Action, ushort[] Elements)[] actions) =>
        item.Text(0x0008_0303, "CS", status).Words(0x0008_0304, "US", safe).Sequence(
            0x0008_0305,
            [.. actions.Select(action =>
                (Action<DicomBytes>)(nested => nested.Words(0x0008_0306, "US", action.Elements).Text(0x0008_0307, "CS", action.Action)))]);

    private static (byte Element, string Vr, byte[] Value) Text(byte element, string vr, string text) =>
        (element, vr, System.Text.Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + (vr == "UI" ? '\0' : ' ')));
}
