using Dicom.Cms.Data;
using Dicom.Cms.Testing;
using static Dicom.Cms.Tests.StructuredContentObject;

namespace Dicom.Cms.Tests;

public sealed class StructuredContentCleanerTests
{
    private const ProfileOptions Option = ProfileOptions.CleanStructuredContent;
    private const uint Preparation = 0x0040_0610, Steps = 0x0040_0612, Annotation = 0x0040_B020;

    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_ConceptsThatTheTableDoesNotName_AreTreatedByTheirValueType(WireEncoding encoding)
    {
        string[] types = ["TEXT", "PNAME", "DATE", "TIME", "DATETIME", "UIDREF", "NUM", "CODE", "IMAGE", "COMPOSITE",
            "WAVEFORM", "CONTAINER", "SCOORD"];
        DicomBytes report = Report(encoding, Item("1", "99", "CONTAINER", [.. types.Select(type => Item("2", "99", type))]));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(report, Option).ItemsOf()[0].Find(ContentSequence)!.Items!;

        items.Select(item => item.Find(0x0040_A040).Text()).Should().Equal(types, "the tree keeps its shape");
        string[] values = [.. items.Select(item => item.Value())];
        values[0].Should().Be("has a nodule 2");
        values[1].Should().Be("Anonymous");
        values[2].Should().Be("19000101");
        values[3].Should().Be("000000");
        values[4].Should().Be("19000101000000");
        values[5].Should().StartWith("2.25.");
        values[6].Should().Be("17.5");
        values[7].Should().Be("Female");
        values[8].Should().StartWith("2.25.");
        values[8..11].Should().AllBeEquivalentTo(values[8], "one UID has one replacement");
    }

    [Fact]
    public void Protect_UidsThatStay_AreTheSameEverywhere()
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, item => item
            .Text(0x0040_A040, "CS", "UIDREF").Sequence(ConceptName, concept => Code(concept, "110180", "DCM"))
            .Text(0x0040_A124, "UI", "1.2.3.4.5.2"));

        DataElement[] kept = OptionObject.Protect(report, Option | ProfileOptions.RetainUids);
        DataElement[] replaced = OptionObject.Protect(report, Option);

        kept.Find(0x0020_000D).Text().Should().Be("1.2.3.4.5.2");
        kept.ItemsOf()[0].Value().Should().Be("1.2.3.4.5.2");
        replaced.Find(0x0020_000D).Text()
            .Should().StartWith("2.25.").And.Be(replaced.ItemsOf()[0].Value(), "the report still names its study");
    }

    [Fact]
    public void Protect_RetainUidsAlone_KeepsTheStudyThatAContentItemNames()
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, item => item
            .Text(0x0040_A040, "CS", "UIDREF").Sequence(ConceptName, concept => Code(concept, "110180", "DCM"))
            .Text(0x0040_A124, "UI", "1.2.3.4.5.2"));

        OptionObject.Protect(report, ProfileOptions.RetainUids).Find(0x0020_000D).Text().Should().Be("1.2.3.4.5.2");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_RemovedItem_TakesItsChildrenAndKeepsItsSiblings(WireEncoding encoding)
    {
        DicomBytes report = Report(
            encoding,
            Item("a", "99", "NUM"),
            Item("121022", "DCM", "TEXT", Item("b", "99", "NUM")),
            Item("c", "99", "NUM", Item("121022", "DCM", "TEXT")));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(report, Option).ItemsOf();

        items.Select(item => item.Concept()).Should().Equal("a", "c");
        items[1].Find(ContentSequence).Should().BeNull("a Sequence of no Content Items is not valid");
    }

    [Fact]
    public void Protect_EveryItemRemoved_RemovesTheSequence() =>
        OptionObject.Protect(Report(WireEncoding.ExplicitLittleEndian, Item("121022", "DCM", "TEXT")), Option).Find(ContentSequence)
            .Should().BeNull();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_ReferencesBehindARemovedItem_AreRenumbered(WireEncoding encoding)
    {
        DicomBytes report = Report(
            encoding,
            Item("121022", "DCM", "TEXT"),
            Item("a", "99", "CONTAINER", Item("121022", "DCM", "TEXT"), Item("b", "99", "IMAGE")),
            Item("c", "99", "NUM", Reference("INFERRED FROM", 1, 1), Reference("INFERRED FROM", 1, 2, 2),
                Reference("INFERRED FROM", 1, 9)));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(report, Option).ItemsOf();

        items.Select(item => item.Concept()).Should().Equal("a", "c");
        items[1].Find(ContentSequence)!.Items!.Select(item => item.Find(0x0040_DB73).Hex()).Should().Equal(
            ["010000000100000001000000", "0100000009000000"], "the first reference has lost its target, the last never had one");
    }

    [Fact]
    public void Protect_ImageThatCoordinatesAreSelectedFrom_StaysUnderAnotherUid()
    {
        DicomBytes report = Report(
            WireEncoding.ExplicitLittleEndian,
            Item("121200", "DCM", "IMAGE"),
            Item("121200", "DCM", "IMAGE"),
            Item("a", "99", "SCOORD", Reference("SELECTED FROM", 1, 2)),
            Item("b", "99", "SCOORD", Item("SELECTED FROM", "121200", "DCM", "IMAGE", [])));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(report, Option).ItemsOf();

        items.Select(item => item.Concept()).Should().Equal("121200", "a", "b");
        items[0].Value().Should().StartWith("2.25.");
        items[1].Find(ContentSequence)!.Items![0].Find(0x0040_DB73).Hex().Should().Be("0100000001000000");
        items[2].Find(ContentSequence)!.Items![0].Value().Should().Be(items[0].Value());
    }

    [Theory]
    [InlineData(0x0008_0119, "UC", "121022", "DCM")]
    [InlineData(0x0008_0120, "UR", "http://dicom.nema.org/resources/ontology/DCM/121022", "")]
    [InlineData(0x0008_0120, "UR", "urn:oid:1.2.840.10008.2.16.4:121022", "")]
    [InlineData(0x0008_0120, "UR", "http://snomed.info/id/398164008", "")]
    [InlineData(0x0008_0120, "UR", "https://loinc.org/11778-8", "")]
    [InlineData(0x0008_0120, "UR", "urn:somewhere:121022", "DCM")]
    public void Protect_ConceptInALongCodeOrUrn_IsFound(uint tag, string vr, string code, string scheme)
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, Item("a", "99", "NUM"), item => item
            .Text(0x0040_A040, "CS", code.EndsWith("22", StringComparison.Ordinal)
                ? "TEXT"
                : code.Contains("loinc", StringComparison.Ordinal) ? "DATE" : "DATETIME")
            .Sequence(ConceptName, concept => (scheme.Length > 0 ? concept.Text(0x0008_0102, "SH", scheme) : concept).Text(tag, vr, code)));

        OptionObject.Protect(report, Option).ItemsOf().Select(item => item.Concept()).Should().Equal("a");
    }

    [Theory]
    [InlineData("121022", "99LOCAL")]
    [InlineData("1210220", "DCM")]
    [InlineData("", "")]
    public void Protect_SameCodeOfAnotherScheme_IsNotTheConcept(string code, string scheme)
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, Item(code, scheme, "TEXT"));

        OptionObject.Protect(report, Option).ItemsOf()[0].Value().Should().Be($"has a nodule {code}".Trim());
    }

    [Fact]
    public void Protect_NameInAText_IsReplaced()
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, Item("121008", "DCM", "TEXT"));

        OptionObject.Protect(report, Option).ItemsOf()[0].Value().Should().Be("Anonymized");
    }

    [Fact]
    public void Protect_IdentifierThatAnItemHolds_IsCutOutOfOtherText()
    {
        DicomBytes report = Report(
            WireEncoding.ExplicitLittleEndian,
            item => item.Text(0x0040_A040, "CS", "TEXT").Sequence(ConceptName, concept => Code(concept, "121030", "DCM"))
                .Text(0x0040_A160, "UT", "ZX-17"),
            item => item.Text(0x0040_A040, "CS", "TEXT").Sequence(ConceptName, concept => Code(concept, "a", "99"))
                .Text(0x0040_A160, "UT", "as in ZX-17 before"),
            item => item.Text(0x0040_A040, "CS", "TEXT").Sequence(ConceptName, concept => Code(concept, "b", "99"))
                .Text(0x0040_A160, "UT", "ZX-17"));

        OptionObject.Protect(report, Option).ItemsOf().Select(item => item.Value())
            .Should().Equal("Anonymized", "as in before", "Anonymized");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_SpecimenPreparation_LosesIdentifiersAndStepsOfNothingElse(WireEncoding encoding)
    {
        DicomBytes dataSet = Head(encoding).Sequence(
            Preparation,
            step => step.Sequence(Steps, Item("121041", "DCM", "TEXT"), Item("111701", "DCM", "CODE"), Item("a", "99", "TEXT")),
            step => step.Sequence(Steps, Item("121041", "DCM", "TEXT")));

        SequenceItem step = OptionObject.Protect(dataSet, Option).ItemsOf(Preparation).Should().ContainSingle().Which;

        step.Find(Steps)!.Items!.Select(item => item.Value()).Should().Equal("Female", "has a nodule a");
        DicomBytes nothing = Head(encoding).Sequence(Preparation, item => item.Sequence(Steps, Item("121041", "DCM", "TEXT")));
        OptionObject.Protect(nothing, Option).Find(Preparation)!.Items.Should().BeEmpty("it is Type 2");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_WaveformAnnotation_KeepsMeasurementsAndCleansText(WireEncoding encoding)
    {
        DicomBytes dataSet = Head(encoding).Sequence(
            Annotation,
            item => item.Text(0x0070_0006, "ST", Text),
            item => item.Sequence(ConceptName, concept => Code(concept, "a", "99")).Text(0x0040_A30A, "DS", "120"),
            item => item.Sequence(ConceptName, concept => Code(concept, "109054", "DCM")).Text(0x0070_0006, "ST", Text));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(dataSet, Option).ItemsOf(Annotation);

        items.Should().HaveCount(2, "Patient State is removed");
        items[0].Find(0x0070_0006).Text().Should().Be("has a nodule");
        items[1].Find(0x0040_A30A).Text().Should().Be("120");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_WithoutTheOption_KeepsShapeNumbersAndCodes(WireEncoding encoding)
    {
        DicomBytes report = Report(
            encoding,
            Item("121022", "DCM", "TEXT"),
            Item("a", "99", "CONTAINER", Item("b", "99", "NUM"), Item("c", "99", "CODE"), Item("d", "99", "IMAGE"),
                Reference("INFERRED FROM", 1, 2, 1)),
            item => item.Text(0x0040_A040, "CS", "CODE")
                .Sequence(0x0040_A168, code => code.Text(0x0008_0104, "LO", "Female").Text(0x0008_0120, "UR", "urn:x:1")));

        IReadOnlyList<SequenceItem> items = OptionObject.Protect(report, ProfileOptions.None).ItemsOf();

        items.Select(item => item.Find(0x0040_A040).Text()).Should().Equal("TEXT", "CONTAINER", "CODE");
        items[0].Value().Should().Be("Anonymized");
        items[0].Find(ConceptName)!.Items![0].Find(0x0008_0104).Text().Should().Be("a meaning");
        items[1].Find(ContentSequence)!.Items!.Take(3).Select(item => item.Value()[..4]).Should().Equal("17.5", "Fema", "2.25");
        items[1].Find(ContentSequence)!.Items![3].Find(0x0040_DB73).Hex().Should().Be("010000000200000001000000");
        items[2].Value().Should().Be("Female");
    }

    [Fact]
    public void Protect_PrivateInAContentItem_FollowsItsOwnOption()
    {
        DicomBytes report = Report(WireEncoding.ExplicitLittleEndian, item => item
            .PrivateBlock(0x0019, 0x10, "GEMS_ACQU_01", (0x23, "DS", "1.5 "u8.ToArray()), (0x24, "DS", "1.5 "u8.ToArray()),
                (0x01, "LO", "gone"u8.ToArray()))
            .Text(0x0040_A040, "CS", "CONTAINER"));

        OptionObject.Protect(report, Option).ItemsOf()[0].Elements.Should().ContainSingle();
        OptionObject.Protect(report, Option | ProfileOptions.RetainSafePrivate).ItemsOf()[0].Elements.Select(element => element.Tag.Value)
            .Should().Equal(0x0019_0010, 0x0019_1023, 0x0019_1024, 0x0040_A040);
    }
}
