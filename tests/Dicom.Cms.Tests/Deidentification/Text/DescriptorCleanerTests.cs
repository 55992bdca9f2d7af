using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Clean Descriptors (PS3.15 E.3.5): what the object knows is cut out of its free text, and nothing else is.</summary>
public sealed class DescriptorCleanerTests
{
    [Theory]
    [InlineData("Doe-Smith^Jane Mary^Q^Dr^III", "seen by Doe-Smith today", "seen by today")] // family name
    [InlineData("Doe^Jane", "seen by Doe today", "seen by today")]
    [InlineData("Doe^Jane", "Jane Doe, follow-up", ", follow-up")] // given name first
    [InlineData("Doe^Jane", "Doe, Jane: follow-up", ", : follow-up")]
    [InlineData("Doe^Jane", "Doe^Jane knee", "knee")] // as PN has it
    [InlineData("Doe^Jane", "DOE JANE knee", "knee")]
    [InlineData("Doe^Jane", "doe_jane knee", "_ knee")] // an underscore is no letter
    [InlineData("Doe^Jane^Quentin^Countess^Esq", "the Countess, Quentin, Esq", "the , ,")] // middle name, prefix, suffix
    [InlineData("Doe-Smith^Jane", "Smith's knee", "'s knee")] // half of a double name
    [InlineData("Doe^Mary Jane", "Mary's knee", "'s knee")] // one of two given names
    [InlineData("Doe^Jane=Ideo=Phono", "Ideo and Phono", "and")] // the other groups of PS3.5 6.2.1
    [InlineData("Li^Na", "Li: liver, Na, national, alliance", ": liver, , national, alliance")] // words, not parts of words
    [InlineData("X^Y", "X-ray of Y", "X-ray of Y")] // single letters are nobody's name
    public void Protect_NameInText_IsCutOutByWord(string name, string text, string cleaned) =>
        Clean(0x0010_0010, "PN", name, text).Should().Be(cleaned);

    [Theory]
    [InlineData(0x0010_0020, "LO", "P4711-07", "P4711-07: knee", ": knee")]
    [InlineData(0x0008_0050, "SH", "ACC0815", "order acc0815 knee", "order knee")]
    [InlineData(0x0020_0010, "SH", "ST77", "study ST77, ST778", "study , ST778")]
    [InlineData(0x0008_0080, "LO", "St. Elsewhere", "knee, St. Elsewhere", "knee,")]
    [InlineData(0x0008_0080, "LO", "St. Elsewhere", "knee at ST. ELSEWHERE Hospital", "knee at Hospital")]
    [InlineData(0x0008_1040, "LO", "Ward 7b", "Ward 7b knee", "knee")]
    [InlineData(0x0010_1040, "LO", "12 Elm Road", "lives at 12 Elm Road", "lives at")]
    [InlineData(0x0010_2154, "SH", "555-0199", "call 555-0199", "call")]
    [InlineData(0x0008_0090, "PN", "Watson^John", "for Dr. Watson", "for Dr.")]
    [InlineData(0x0020_000D, "UI", "1.2.3.4.5.6", "see 1.2.3.4.5.6 and 1.2.3.4.5.7", "see and 1.2.3.4.5.7")]
    [InlineData(0x0008_1155, "UI", "1.2.840.10008.1.2", "syntax 1.2.840.10008.1.2", "syntax 1.2.840.10008.1.2")] // registered: nobody's
    public void Protect_IdentifierInText_IsCutOut(uint tag, string vr, string value, string text, string cleaned) =>
        Clean(tag, vr, value, text).Should().Be(cleaned);

    [Theory]
    [InlineData("20240307")]
    [InlineData("2024-03-07")]
    [InlineData("2024/03/07")]
    [InlineData("2024.03.07")]
    [InlineData("07.03.2024")]
    [InlineData("7.3.2024")]
    [InlineData("07/03/2024")]
    [InlineData("3/7/2024")]
    [InlineData("03/07/2024")]
    [InlineData("07-03-2024")]
    [InlineData("7.3.24")]
    [InlineData("3/7/24")]
    [InlineData("7 Mar 2024")]
    [InlineData("7 MARCH 2024")]
    [InlineData("07-Mar-2024")]
    [InlineData("Mar 7, 2024")]
    [InlineData("March 7, 2024")]
    [InlineData("March 7 2024")]
    public void Protect_DateInText_IsCutOutInAnyUsualNotation(string notation) =>
        Clean(0x0008_0020, "DA", "20240307", $"knee of {notation} again").Should().Be("knee of again");

    [Fact]
    public void Protect_DateOfADateTime_IsCutOutToo() => Clean(0x0008_002A, "DT", "20240307101530+0100", "on 2024-03-07").Should().Be("on");

    [Fact]
    public void Protect_NumberThatIsNoDate_Stays() =>
        Clean(0x0008_0020, "DA", "20240307", "slice 7, 3 mm, 2024 HU").Should().Be("slice 7, 3 mm, 2024 HU");

    [Fact]
    public void Protect_TextWithNothingInIt_IsTheSameBytes()
    {
        byte[] original = Object(0x0010_0010, "PN", "Doe^Jane", "  knee,  left ").ToFile();
        using DicomObject file = DicomObject.Read(original), result = Deidentifier().Protect(file).Object;
        ElementLocation before = file.Find(Tags.StudyDescription)!.Value, after = result.Find(Tags.StudyDescription)!.Value;
        result.ReadElement(after).Span.SequenceEqual(file.ReadElement(before).Span).Should().BeTrue();
    }

    [Fact]
    public void Protect_TextThatBecomesEmpty_TakesTheProfilesAction()
    {
        Clean(0x0010_0010, "PN", "Doe^Jane", "Doe Jane").Should().Be("(absent)"); // (0008,1030): X
        using DicomObject file =
            DicomObject.Read(DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0070_0006, "ST", "Jane Doe").ToFile());
        TextOf(Deidentifier().Protect(file).Object, Tags.UnformattedTextValue).Should().Be("Anonymized"); // (0070,0006): D
    }

    [Fact]
    public void Protect_SeveralValues_AreCleanedEach()
    {
        using DicomObject file =
            DicomObject.Read(DicomBytes.Explicit().Text(0x0008_1080, "LO", "knee Doe\\Jane hip\\back")
                .Text(0x0010_0010, "PN", "Doe^Jane\\Roe^Ann").ToFile());
        TextOf(Deidentifier().Protect(file).Object, Tags.AdmittingDiagnosesDescription).Should().Be("knee \\ hip\\back");
    }

    [Fact]
    public void Protect_NamesNestedAnywhere_AreKnown()
    {
        using DicomObject file = DicomObject.Read(DicomBytes.Explicit()
            .Text(0x0008_1030, "LO", "for Watson: knee")
            .Sequence(0x0018_9346, item => item.Text(0x0008_103E, "LO", "Moriarty knee").Text(0x0008_1050, "PN", "Watson^John"))
            .Sequence(0x0040_0275, item => item.Text(0x0040_A123, "PN", "Moriarty^James")).ToFile());
        DicomObject result = Deidentifier().Protect(file).Object;
        TextOf(result, Tags.StudyDescription).Should().Be("for : knee");
        DataElement sequence = ElementOf(result, Tags.CTDIPhantomTypeCodeSequence)!;
        Text(sequence.Items![0].Find(Tags.SeriesDescription)!).Should().Be("knee");
    }

    [Fact]
    public void Protect_CallersCleaner_GetsWhatIsLeftAndHasTheLastWord()
    {
        List<(Tag Tag, string Text)> seen = [];
        string cleaned = Clean(0x0010_0010, "PN", "Doe^Jane", "Jane Doe and her neighbour Roe", (tag, text) =>
        {
            seen.Add((tag, text.Trim()));
            return text.Replace("Roe", "", StringComparison.Ordinal);
        });
        cleaned.Should().Be("and her neighbour");
        seen.Should().Contain((Tags.StudyDescription, "and her neighbour Roe"));
    }

    [Fact]
    public void Protect_CallersCleanerThatReturnsNothing_TakesTheProfilesAction() =>
        Clean(0x0010_0010, "PN", "Doe^Jane", "knee", (_, _) => "").Should().Be("(absent)");

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Protect_OtherEncodings_AreCleanedAlike(WireEncoding encoding)
    {
        using DicomObject file =
            DicomObject.Read(DicomBytes.In(encoding).Text(0x0008_1030, "LO", "Jane knee").Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        TextOf(Deidentifier().Protect(file).Object, Tags.StudyDescription).Should().Be("knee");
    }

    private static string Clean(uint tag, string vr, string value, string text, Func<Tag, string, string>? custom = null)
    {
        using DicomObject file = DicomObject.Read(Object(tag, vr, value, text).ToFile());
        using DicomObject result = Deidentifier(custom).Protect(file).Object;
        return TextOf(result, Tags.StudyDescription);
    }

    /// <summary>An object with one value that it knows, and a Study Description.</summary>
    private static DicomBytes Object(uint tag, string vr, string value, string text)
    {
        SortedDictionary<uint, (string Vr, string Text)> elements =
            new() { [0x0008_0018] = ("UI", "2.999.1"), [0x0008_1030] = ("LO", text), [tag] = (vr, value) };
        DicomBytes bytes = DicomBytes.Explicit();
        foreach ((uint key, (string elementVr, string elementText)) in elements) bytes.Text(key, elementVr, elementText);
        return bytes;
    }

    private static Deidentifier Deidentifier(Func<Tag, string, string>? custom = null) => Dicom.Cms.Deidentifier
        .WithProfile(ConfidentialityProfile.Basic with { Options = ProfileOptions.CleanDescriptors, TextCleaner = custom })
        .WithoutRecovery().Build();

    private static DataElement? ElementOf(DicomObject file, Tag tag) =>
        file.Find(tag) is { } location ? new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding) : null;

    private static string TextOf(DicomObject file, Tag tag) => ElementOf(file, tag) is { } element ? Text(element) : "(absent)";

    private static string Text(DataElement element) => Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' ');
}
