using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;
using static Dicom.Cms.Tests.ReferenceStudy;

namespace Dicom.Cms.Tests;

/// <summary>A protected study stays usable: what referred to something still does, and what it is about is still there.</summary>
public sealed class ReferenceTests
{
    private const ProfileOptions Clean =
        ProfileOptions.CleanStructuredContent | ProfileOptions.CleanDescriptors | ProfileOptions.CleanGraphics;

    /// <summary>Object, path, and what it refers to.</summary>
    private static readonly (string Object, uint[] Path, string Target)[] References =
    [
        (Structures, [0x3006_0010, 0x0020_0052], Frame), (Structures, [0x3006_0010, 0x3006_0012, 0x0008_1155], Study),
        (Structures, [0x3006_0010, 0x3006_0012, 0x3006_0014, 0x0020_000E], Series),
        (Structures, [0x3006_0010, 0x3006_0012, 0x3006_0014, 0x3006_0016, 0x0008_1155], Ct1),
        (Structures, [0x3006_0020, 0x3006_0024], Frame), (Structures, [0x3006_0039, 0x3006_0040, 0x3006_0016, 0x0008_1155], Ct2),
        (Structures, [0x0020_0052], Frame),
        (Plan, [0x300C_0060, 0x0008_1155], Structures), (Plan, [0x0020_0052], Frame), (Dose, [0x300C_0002, 0x0008_1155], Plan),
        (Dose, [0x0020_0052], Frame),
        (Segmentation, [0x0008_1115, 0x0020_000E], Series), (Segmentation, [0x0008_1115, 0x0008_114A, 0x0008_1155], Ct1),
        (Segmentation, [0x0020_0052], Frame),
        (Segmentation, [0x5200_9230, 0x0008_9124, 0x0008_2112, 0x0008_1155], Ct1),
        (Presentation, [0x0008_1115, 0x0020_000E], Series), (Presentation, [0x0008_1115, 0x0008_1140, 0x0008_1155], Ct1),
        (Presentation, [0x0070_0001, 0x0008_1140, 0x0008_1155], Ct1), (Presentation, [0x0070_005A, 0x0008_1140, 0x0008_1155], Ct1),
        (Report, [0x0040_A375, 0x0020_000D], Study), (Report, [0x0040_A375, 0x0008_1115, 0x0020_000E], Series),
        (Report, [0x0040_A375, 0x0008_1115, 0x0008_1199, 0x0008_1155], Ct1),
        (KeyObjects, [0x0040_A375, 0x0020_000D], Study), (KeyObjects, [0x0040_A375, 0x0008_1115, 0x0008_1199, 0x0008_1155], Ct1),
        (KeyObjects, [0x0040_A730, 0x0008_1199, 0x0008_1155], Ct1),
        (Document, [0x0042_0013, 0x0008_1155], Ct1), (Waveform, [0x0008_114A, 0x0008_1155], Ct1), (Waveform, [0x0020_0200], Frame),
        (Registration, [0x0008_1115, 0x0008_114A, 0x0008_1155], Ct1), (Registration, [0x0070_0308, 0x0020_0052], Frame),
        (Registration, [0x0070_0308, 0x0008_1140, 0x0008_1155], Ct2),
    ];

    public static TheoryData<ProfileOptions, WireEncoding> Cases()
    {
        TheoryData<ProfileOptions, WireEncoding> cases = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            foreach (ProfileOptions options in (ProfileOptions[])[ProfileOptions.None, Clean, ProfileOptions.RetainUids | Clean])
                cases.Add(options, encoding);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_Study_KeepsEveryReference(ProfileOptions options, WireEncoding encoding)
    {
        Dictionary<string, ProtectedObject> objects = Protect(options, encoding);
        Dictionary<string, string?> replacements = objects.ToDictionary(entry => entry.Key, entry => entry.Value.Text(0x0008_0018));
        replacements[Study] = objects[Ct1].Text(0x0020_000D);
        replacements[Series] = objects[Ct1].Text(0x0020_000E);
        replacements[Frame] = objects[Ct1].Text(0x0020_0052);

        foreach ((string dicomObject, uint[] path, string target) in References)
        {
            string place = $"{dicomObject} {string.Join('>', path.Select(tag => $"{new Tag(tag)}"))}";
            objects[dicomObject].Text(path).Should().Be(replacements[target], place);
        }

        replacements.Values.Should().OnlyHaveUniqueItems();
        replacements.Should().OnlyContain(entry => (entry.Key == entry.Value) == options.HasFlag(ProfileOptions.RetainUids));
        objects.Values.Select(output => output.Text(0x0020_000D)).Distinct().Should().Equal([replacements[Study]], "it is one study");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_Study_LeavesNoReferenceToWhatIsNotThere(ProfileOptions options, WireEncoding encoding)
    {
        Dictionary<string, ProtectedObject> objects = Protect(options, encoding);
        HashSet<string?> there =
        [
            .. objects.Values.SelectMany(output =>
                (string?[])[output.Text(0x0008_0018), output.Text(0x0020_000D), output.Text(0x0020_000E), output.Text(0x0020_0052)]),
            objects[Segmentation].Text(0x0062_0002, 0x0062_0021), // Tracking UID
        ];

        foreach ((string uid, ProtectedObject output) in objects)
        {
            UidsOf(output).Where(value => !value.StartsWith("1.2.840.10008.", StringComparison.Ordinal)).Except(there)
                .Should().BeEmpty(uid);
            output.Holds("SMITH").Should().BeFalse();
            output.Holds("HOSP-4711").Should().BeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_Report_KeepsTheShapeOfItsTree(ProfileOptions options, WireEncoding encoding)
    {
        ProtectedObject report = Protect(options, encoding)[Report];

        Shape(report.Find(0x0040_A730)!)
            .Should().Be("CONTAINS TEXT; CONTAINS IMAGE; CONTAINS NUM (INFERRED FROM SCOORD (SELECTED FROM IMAGE))");
        report.Text(0x0040_A040).Should().Be("CONTAINER");
        report.Text(0x0040_A043, 0x0008_0100).Should().Be("126000");
        SequenceItem number = report.Find(0x0040_A730)!.Items![2];
        number.Value().Should().Be("17.5");
        number.Find(0x0040_A730)!.Items![0].Find(0x0040_A730)!.Items![0].Value().Should().Be(
            options.HasFlag(ProfileOptions.RetainUids) ? Ct2 : Protect(options, encoding)[Ct2].Text(0x0008_0018));
        string text = report.Find(0x0040_A730)!.Items![0].Value();
        text.Should().Be(options == ProfileOptions.None ? "Anonymized" : "has a lesion");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_RadiotherapyAndSegments_KeepNumbersAndGeometry(ProfileOptions options, WireEncoding encoding)
    {
        Dictionary<string, ProtectedObject> objects = Protect(options, encoding);

        objects[Structures].Text(0x3006_0020, 0x3006_0022).Should().Be("7").And.Be(objects[Structures].Text(0x3006_0039, 0x3006_0084));
        objects[Structures].Text(0x3006_0039, 0x3006_0040, 0x3006_0050).Should().Be(@"1.5\2.5\3.5");
        objects[Structures].Text(0x3006_0002).Should().NotBeNullOrEmpty("it is of Type 1");
        objects[Structures].Text(0x3006_0020, 0x3006_0026)
            .Should().Be(options == ProfileOptions.None ? "" : "'s bladder", "Z of an Attribute of Type 2");
        objects[Plan].Text(0x300A_0002).Should().NotBeNullOrEmpty("it is of Type 1");
        objects[Plan].Text(0x300A_0070, 0x300C_0004, 0x300C_0006).Should().Be("4").And.Be(objects[Plan].Text(0x300A_00B0, 0x300A_00C0));
        objects[Plan].Find(0x300A_00B0, 0x300A_00B2).Should().NotBeNull("it is of Type 2");
        objects[Segmentation].Text(0x0062_0002, 0x0062_0005).Should().Be("Liver");
        objects[Segmentation].Find(0x5200_9230)!.Items.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_PresentationAndWaveform_KeepWhatTheyShow(ProfileOptions options, WireEncoding encoding)
    {
        Dictionary<string, ProtectedObject> objects = Protect(options, encoding);

        objects[Presentation].Text(0x0070_0080).Should().Be("MARKED");
        objects[Presentation].Text(0x0070_0001, 0x0070_0002).Should().Be("MARKS");
        objects[Presentation].Text(0x0070_0001, 0x0070_0008, 0x0070_0006)
            .Should().Be(options == ProfileOptions.None ? "Anonymized" : ": see here");
        objects[Presentation].Find(0x0070_0001, 0x0070_0008, 0x0070_0014)!.Value.Length.Should().Be(8);
        objects[Waveform].Find(0x5400_0100, 0x5400_1010)!.Value.Length.Should().Be(4);
        objects[Waveform].Text(0x5400_0100, 0x003A_001A).Should().Be("500");
        objects[Waveform].Find(0x0040_B020)!.Items.Should().HaveCount(2, "the IOD may want them");
        objects[Waveform].Text(0x0040_B020, 0x0070_0006).Should().Be(options == ProfileOptions.None ? "Anonymized" : "moved");
        objects[Waveform].Find(0x0040_B020)!.Items![1].Find(0x0040_A30A).Text().Should().Be("61");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Protect_EncapsulatedPdf_HasAnEmptyOneThatOpens(ProfileOptions options, WireEncoding encoding)
    {
        ProtectedObject document = Protect(options, encoding)[Document];

        string pdf = Encoding.ASCII.GetString(document.Find(0x0042_0011)!.Value.Span);
        pdf.Should().StartWith("%PDF-1.").And.Contain("/Type/Page/").And.MatchRegex("%%EOF\\n\\0?$");
        BitConverter.ToUInt32(document.Find(0x0042_0015)!.Value.Span).Should().Be((uint)pdf.TrimEnd('\0').Length);
        int table = int.Parse(pdf.Split("startxref\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        pdf[table..].Should().StartWith("xref\n0 4\n");
        string[] entries = pdf[table..].Split('\n')[3..6];
        entries.Select((entry, index) =>
            pdf[int.Parse(entry[..10], System.Globalization.CultureInfo.InvariantCulture)..]
                .StartsWith($"{index + 1} 0 obj", StringComparison.Ordinal))
            .Should().AllBeEquivalentTo(true);
        document.Text(0x0042_0012).Should().Be("application/pdf");
    }

    [Theory]
    [InlineData("text/XML", "<?xml")]
    [InlineData("model/stl", "\0\0\0\0")]
    [InlineData("model/obj", "# empty")]
    [InlineData("application/unheard-of", "\0\0")]
    public void Protect_DocumentOfAnotherType_IsOneOfThatType(string mimeType, string begin)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0010_0010, "PN", "SMITH^JOHN").Bytes(0x0042_0011, "OB", "about SMITH^JOHN"u8.ToArray())
            .Text(0x0042_0012, "LO", mimeType).ToFile();

        byte[] document = ProtectedObject.Of(file).Find(0x0042_0011)!.Value.ToArray();

        Encoding.ASCII.GetString(document).Should().StartWith(begin);
        (document.Length % 2).Should().Be(0);
    }

    [Fact]
    public void Protect_LengthWithoutDocument_Stays()
    {
        byte[] file = DicomBytes.Explicit().Bytes(0x0042_0015, "UL", 9, 0, 0, 0).ToFile();

        ProtectedObject.Of(file).Find(0x0042_0015)!.Value.ToArray().Should().Equal(9, 0, 0, 0);
    }

    private static Dictionary<string, ProtectedObject> Protect(ProfileOptions options, WireEncoding encoding) =>
        In(encoding).ToDictionary(entry => entry.Key,
            entry => ProtectedObject.Of(entry.Value, ConfidentialityProfile.Basic with { Options = options }));

    private static string Shape(DataElement content) => string.Join("; ", content.Items!.Select(item =>
        $"{item.Find(0x0040_A010).Text()} {item.Find(0x0040_A040).Text()}"
            + (item.Find(0x0040_A730) is { } children ? $" ({Shape(children)})" : "")));

    private static IEnumerable<string> UidsOf(ProtectedObject output)
    {
        DataElementReader reader = new();
        return output.File.Elements.SelectMany(location =>
            UidsOf(reader.ReadElement(output.File.ReadElement(location), output.File.Encoding)));
    }

    private static IEnumerable<string> UidsOf(DataElement element)
    {
        if (element.Items is { } items) return items.SelectMany(item => item.Elements).SelectMany(UidsOf);
        return element.Vr == ValueRepresentation.UI ? element.Text().Split('\\').Where(uid => uid.Length > 0) : [];
    }
}
