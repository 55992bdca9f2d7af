using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>PS3.2 N.8.4.4 and N.11.2.6: the statement says what the code does.</summary>
public sealed class ConformanceStatementTests
{
    // DICOM_CMS_WRITE_DOCS=1 dotnet test tests/Dicom.Cms.Tests --filter Write_Default_IsWhatTheDocumentationHas
    [Fact]
    public void Write_Default_IsWhatTheDocumentationHas()
    {
        string path = RepositoryFiles.PathOf("docs", "conformance-statement.md");
        string statement = Write(ProfileOptions.None);
        if (Environment.GetEnvironmentVariable("DICOM_CMS_WRITE_DOCS") is not null) File.WriteAllText(path, statement);
        statement.Should().Be(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_EachOption_HasEachRowOfTheTable()
    {
        foreach (ProfileOptions option in ProfileOption.All.Select(option => option.Option).Append(ProfileOptions.None))
        {
            string[] rows = RowsOf(Write(option));
            rows.Should().HaveCount(657);
            rows.Should().OnlyContain(row => row.Split('|', StringSplitOptions.None).Length == 7, "a row has five cells");
            rows.Should().OnlyContain(row => row.Split('|', StringSplitOptions.None)[5].Trim().Length > 0,
                "a row says how the replacement is made");
        }
    }

    [Theory]
    [InlineData(
        ProfileOptions.None, "| PatientName | (0010,0010) | Z | Y | \"Anonymous^\" and a keyed pseudonym of 16 letters and digits |")]
    [InlineData(ProfileOptions.None, "| PatientComments | (0010,4000) | X | Y | removed |")]
    [InlineData(ProfileOptions.None, "| VerificationDateTime | (0040,A030) | D | Y | \"19000101000000\" |")]
    [InlineData(ProfileOptions.None, "| PrivateAttributes | (gggg,eeee), gggg odd | X | Y | removed |")]
    [InlineData(ProfileOptions.RetainPatientCharacteristics, "| PatientSex | (0010,0040) | K | N | kept;")]
    [InlineData(ProfileOptions.RetainLongitudinalModifiedDates, "| StudyDate | (0008,0020) | C | Y | moved by the patient's offset;")]
    [InlineData(ProfileOptions.CleanDescriptors, "| StudyDescription | (0008,1030) | C | Y | names, identifiers,")]
    [InlineData(
        ProfileOptions.RetainUids, "| ReferencedSOPInstanceUIDInFile | (0004,1511) | X | Y | removed with everything below group 0008 |")]
    [InlineData(ProfileOptions.RetainUids, "| SOPInstanceUID | (0008,0018) | K | N | kept;")]
    public void Write_Option_SaysItsAction(ProfileOptions options, string line) => Write(options).Should().Contain(line);

    [Fact]
    public void Write_Subset_HasAColumn()
    {
        string statement = Write(ProfileOptions.None, AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate));
        statement.Should().Contain("| Attribute Name | Tag | Action | Encrypted (Y/N) | Subset 1 | Comments |");
        statement.Should().Contain("| PatientBirthDate | (0010,0030) | Z | Y | Y | ")
            .And.Contain("| PatientComments | (0010,4000) | X | Y | N | ");
    }

    [Fact]
    public void Write_EachSuite_SaysWhetherItIsAnExtension()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            using StringWriter writer = new();
            ConformanceStatement.Write(writer, ConfidentialityProfile.Basic, suite.WithKeySize(128));
            writer.ToString()
                .Should().Contain($"| written | {suite.WithKeySize(128).Description}: "
                    + $"{(suite == EnvelopeSuite.Conformant ? "as PS3.15 E.1.1 has it" : "an extension")}").And.Contain("| 128 bits,");
        }
    }

    /// <summary>Every dummy that the statement names is the one that protecting writes.</summary>
    [Fact]
    public void Write_DummyTexts_AreWrittenByProtect()
    {
        string[] dummies = [.. RowsOf(Write(ProfileOptions.None))
            .Where(row => row.Contains("| D |", StringComparison.Ordinal) && row.EndsWith("\" |", StringComparison.Ordinal))];
        dummies.Should().HaveCountGreaterThan(70);
        foreach (string row in dummies)
        {
            string[] cells = [.. row.Split('|').Select(cell => cell.Trim())];
            Tag.TryParse(cells[2], out Tag tag).Should().BeTrue();
            string vr = DataDictionary.VrOf(tag)!.Name;
            using DicomObject file = DicomObject.Read(DicomBytes.Explicit().Text(tag.Value, vr, "1").ToFile());
            using DicomObject result = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().Build()
                .Protect(file).Object;
            string written = System.Text.Encoding.ASCII.GetString(result.ReadValue(result.Find(tag)!.Value).Span).Trim(' ', '\0');
            $"\"{written}\"".Should().Be(cells[5], row);
        }
    }

    private static string Write(ProfileOptions options, params AttributeSet[] subsets)
    {
        using StringWriter writer = new();
        ConformanceStatement.Write(writer, ConfidentialityProfile.Basic with { Options = options }, EnvelopeSuite.Authenticated, subsets);
        return writer.ToString();
    }

    private static string[] RowsOf(string statement) =>
        [.. statement.Split("## Attributes")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
}
