using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Known answers for Modified Dates (PS3.15 E.3.6) and for the offset that a key gives a patient.</summary>
public sealed class DateShiftTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, PseudonymKey.Length).Select(i => (byte)i)];

    [Theory]
    [InlineData(-1, "20240301", "20240229")] // leap day
    [InlineData(-1, "20230301", "20230228")] // none in 2023
    [InlineData(-366, "20250228", "20240228")] // over a leap day
    [InlineData(-365, "20240228", "20230228")]
    [InlineData(-1, "20000301", "20000229")] // 2000 was a leap year
    [InlineData(-1, "19000301", "19000228")] // 1900 was none
    [InlineData(-1, "20240101", "20231231")] // end of a year
    [InlineData(-31, "20240331", "20240229")] // end of a month
    [InlineData(-30, "20240430", "20240331")]
    [InlineData(-1, "20240331", "20240330")] // day-light saving begins in Europe
    [InlineData(-1, "20241028", "20241027")] // and ends
    [InlineData(-3653, "20240229", "20140228")] // ten years
    [InlineData(-1, "00010102", "00010101")] // the first day that can be written
    public void TryShift_Date_IsMovedByDays(int days, string original, string moved) => Shift("DA", original, days).Should().Be(moved);

    [Theory]
    [InlineData("20240301101530.123456", "20240229101530.123456")]
    [InlineData("20240301101530.123456+0100", "20240229101530.123456+0100")]
    [InlineData("20240301101530-0500", "20240229101530-0500")]
    [InlineData("202403012359", "202402292359")]
    [InlineData("2024030100", "2024022900")]
    [InlineData("20240301", "20240229")]
    [InlineData("20240301+0100", "20240229+0100")]
    [InlineData("20240331013000+0100", "20240330013000+0100")] // the hour that day-light saving skips a day later
    [InlineData("20241027023000+0100", "20241026023000+0100")] // and the one it repeats
    [InlineData("202403", "202402")] // parts that are not given count as the first
    [InlineData("202401", "202312")]
    [InlineData("2024", "2023")]
    [InlineData("2024+0100", "2023+0100")]
    public void TryShift_DateTimeByOneDay_KeepsTimeOffsetAndPrecision(string original, string moved) =>
        Shift("DT", original, -1).Should().Be(moved);

    [Fact]
    public void TryShift_Time_StaysAsItIs() => Shift("TM", "235959.999999", -400).Should().Be("235959.999999");

    [Fact]
    public void TryShift_AcrNemaDate_KeepsItsForm() => Shift("DA", "2024.03.01", -1).Should().Be("2024.02.29");

    [Theory]
    [InlineData("DA", "20240301\\20240101\\", "20240229\\20231231\\")]
    [InlineData("DT", "20240301101530\\2024", "20240229101530\\2023")]
    [InlineData("DA", "", "")]
    public void TryShift_SeveralValues_MovesEach(string vr, string original, string moved) => Shift(vr, original, -1).Should().Be(moved);

    [Theory]
    [InlineData("DA", "20240230")] // no such day
    [InlineData("DA", "01.03.2024")]
    [InlineData("DA", "202403")] // a DA is whole
    [InlineData("DA", "20240301-20240302")] // a range is for queries
    [InlineData("DA", "20240301\\unknown")]
    [InlineData("DA", "00010101")] // would leave the calendar
    [InlineData("DT", "yesterday")]
    [InlineData("DT", "20241")]
    [InlineData("DT", "+0100")]
    [InlineData("DT", "20240301ABCDEF")]
    [InlineData("DT", "20240301 Quillfeather")]
    [InlineData("TM", "noon, Quillfeather")]
    [InlineData("LO", "20240301")]
    [InlineData("SH", "+0100")]
    public void TryShift_Unreadable_IsNull(string vr, string value) =>
        new DateShift(-1).TryShift(Element(vr, value), VrOf(vr)).Should().BeNull();

    [Fact]
    public void TryShift_OddLengthAfterMoving_IsPadded() =>
        new DateShift(-1).TryShift(Element("DT", "20240301101530.5"), ValueRepresentation.DT)!.Value.Length.Should().Be(16);

    [Fact]
    public void TryShift_AnyTwoDates_KeepTheirInterval()
    {
        DateOnly first = new(1999, 12, 25);
        for (int days = -DateShift.Limit; days < 0; days += 97)
        {
            for (int apart = 0; apart < 1500; apart += 61)
            {
                DateOnly second = first.AddDays(apart);
                int moved = Parse(Shift("DA", $"{second:yyyyMMdd}", days)!).DayNumber
                    - Parse(Shift("DA", $"{first:yyyyMMdd}", days)!).DayNumber;
                moved.Should().Be(apart);
            }
        }
    }

    // Made with: python3 -c "import hmac,hashlib,struct; m=hmac.new(bytes(range(32)),
    // b'dates\0basic\0\0'+struct.pack('<I',TAG)+ID, hashlib.sha256).digest(); print(-1-struct.unpack('>I',m[:4])[0]%3653)"
    [Theory]
    [InlineData("PAT-4711", "Doe^Jane", "1.2.3.4", -3178)] // TAG=0x00100020, ID=b'PAT-4711'
    [InlineData("PAT-4712", "Doe^Jane", "1.2.3.4", -620)] // another patient
    [InlineData("", "Doe^Jane", "1.2.3.4", -3185)] // TAG=0x00100010, ID=b'Doe^Jane'
    [InlineData("", "", "1.2.3.4", -656)] // TAG=0x0020000D, ID=b'1.2.3.4'
    public void Protect_KnownKeyAndPatient_MovesByTheKnownOffset(string patientId, string name, string study, int days)
    {
        DicomObject result = Protect(DicomBytes.Explicit()
            .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_0018, "UI", "1.2.3").Text(0x0008_0020, "DA", "20240301")
            .Text(0x0010_0010, "PN", name).Text(0x0010_0020, "LO", patientId).Text(0x0020_000D, "UI", study));
        string expected = new DateOnly(2024, 3, 1).AddDays(days).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        TextOf(result, Tags.StudyDate).Should().Be(expected);
    }

    [Fact]
    public void Protect_SamePatientTwice_MovesNestedAndMultiValuedDatesAlike()
    {
        // The offset of PAT-4711: see above. 20240301 - 3178 days = 20150619.
        DicomObject first = Protect(DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", "1.2.3").Text(0x0008_0020, "DA", "20240301").Text(0x0008_002A, "DT", "20240301235900+0100")
            .Text(0x0010_0020, "LO", "PAT-4711").Text(0x0018_1200, "DA", "20240301\\20240302")
            .Sequence(0x0018_9346, item =>
                item.Text(0x0008_0021, "DA", "20240303").Sequence(0x0018_9346, inner => inner.Text(0x0008_0022, "DA", "20240304"))));
        TextOf(first, Tags.StudyDate).Should().Be("20150619");
        TextOf(first, Tags.AcquisitionDateTime).Should().Be("20150619235900+0100");
        TextOf(first, Tags.DateOfLastCalibration).Should().Be("20150619\\20150620");
        DataElement sequence = ElementOf(first, Tags.CTDIPhantomTypeCodeSequence)!;
        Text(sequence.Items![0].Find(Tags.SeriesDate)!).Should().Be("20150621");
        Text(sequence.Items![0].Find(Tags.CTDIPhantomTypeCodeSequence)!.Items![0].Find(Tags.AcquisitionDate)!).Should().Be("20150622");
        TextOf(first, Tags.LongitudinalTemporalInformationModified).Should().Be("MODIFIED");
    }

    [Fact]
    public void Protect_UnreadableDate_TakesTheProfilesAction()
    {
        DicomObject result = Protect(DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", "1.2.3").Text(0x0008_0020, "DA", "3/1/2024").Text(0x0008_0023, "DA", "20240230")
            .Text(0x0008_0201, "SH", "+0100").Text(0x0010_0020, "LO", "PAT-4711"));
        TextOf(result, Tags.StudyDate).Should().BeEmpty(); // Z
        TextOf(result, Tags.ContentDate).Should().Be("19000101"); // Z/D
        ElementOf(result, Tags.TimezoneOffsetFromUTC).Should().BeNull(); // X
    }

    [Fact]
    public void Protect_FullDates_KeepsEvenUnreadableOnes()
    {
        using PseudonymKey key = PseudonymKey.FromBytes(Key);
        using DicomObject original = DicomObject.Read(
            DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3").Text(0x0008_0020, "DA", "3/1/2024").ToFile());
        DicomObject result = Build(ProfileOptions.RetainLongitudinalFullDates, key).Protect(original).Object;
        TextOf(result, Tags.StudyDate).Should().Be("3/1/2024");
        TextOf(result, Tags.LongitudinalTemporalInformationModified).Should().Be("UNMODIFIED");
    }

    // Made with: the same, b'uid\0basic\0\0'+b'1.2.3.4.5'; the first 16 octets with version 8 and variant 2, as one decimal number.
    [Fact]
    public void ReplaceUid_KnownKey_IsTheKnownAnswer()
    {
        using PseudonymKey key = PseudonymKey.FromBytes(Key);
        Pseudonyms pseudonyms = new(key, ConfidentialityProfile.Basic, "");
        pseudonyms.ReplaceUid("1.2.3.4.5"u8).Should().Be("2.25.288353917497280277615291463506388884634");
        Encoding.ASCII.GetString(pseudonyms.ReplaceIdentifier("PatientID"u8, "PAT-4711"u8)).Should().Be("YXNT1PW4JGH8MZ3G");
    }

    private static DicomObject Protect(DicomBytes original)
    {
        using PseudonymKey key = PseudonymKey.FromBytes(Key);
        using DicomObject file = DicomObject.Read(original.ToFile());
        return Build(ProfileOptions.RetainLongitudinalModifiedDates, key).Protect(file).Object;
    }

    private static Deidentifier Build(ProfileOptions options, PseudonymKey key) =>
        Deidentifier.WithProfile(ConfidentialityProfile.Basic with { Options = options }).WithoutRecovery().WithPseudonymKey(key).Build();

    private static string? Shift(string vr, string value, int days) =>
        new DateShift(days).TryShift(Element(vr, value), VrOf(vr)) is { } moved ? Text(moved) : null;

    private static DateOnly Parse(string date) => DateOnly.ParseExact(date, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private static DataElement Element(string vr, string value) =>
        new(new Tag(0x0008_0020), VrOf(vr), Padding.Pad(Encoding.Latin1.GetBytes(value), VrOf(vr)));

    private static ValueRepresentation VrOf(string vr) => ValueRepresentation.Find((ushort)((vr[0] << 8) | vr[1]))!;

    private static DataElement? ElementOf(DicomObject file, Tag tag) =>
        file.Find(tag) is { } location ? new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding) : null;

    private static string TextOf(DicomObject file, Tag tag) => ElementOf(file, tag) is { } element ? Text(element) : "(absent)";

    private static string Text(DataElement element) => Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' ');
}
