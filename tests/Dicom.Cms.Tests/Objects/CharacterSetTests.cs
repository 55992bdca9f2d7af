using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Text recovered and text in clear are in one character set, or recovery refuses to mix them.</summary>
public sealed class CharacterSetTests
{
    private const uint CharacterSet = 0x0008_0005;

    private static readonly Reidentifier[] Callers =
    [
        Roundtrip.AsArchive,
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard),
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true }),
    ];

    [Theory]
    [InlineData("ISO_IR 100", "ISO_IR 192")]
    [InlineData("ISO_IR 192", "ISO_IR 100")]
    [InlineData("ISO_IR 100", "")]
    [InlineData("ISO 2022 IR 6\\ISO 2022 IR 87", "ISO 2022 IR 6")]
    public void Recover_CharacterSetChanged_IsRefused(string original, string present)
    {
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(With(original))).SetText(CharacterSet, "CS", present).Write();

        foreach (Reidentifier caller in Callers)
        {
            RecoveryException failure = Roundtrip.Refused(altered, caller);

            failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
            failure.Message.Should().Contain("(0008,0005)").And.NotContain("ISO_IR");
        }
    }

    [Fact]
    public void Recover_CharacterSetAddedOrRemoved_IsRefused()
    {
        byte[] removed = ObjectEditor.Open(Roundtrip.Protect(With("ISO_IR 100"))).Remove(CharacterSet).Write();
        byte[] added = ObjectEditor.Open(Roundtrip.Protect(With(null))).SetText(CharacterSet, "CS", "ISO_IR 192").Write();

        Roundtrip.Refused(removed).Failure.Should().Be(RecoveryFailure.NotAccepted);
        Roundtrip.Refused(added).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Theory]
    [InlineData(null, "ISO_IR 6")]
    [InlineData("", "ISO_IR 6")]
    [InlineData("ISO_IR 6", "")]
    [InlineData("ISO 2022 IR 87\\ISO 2022 IR 6", "ISO 2022 IR 87 \\ ISO 2022 IR 6")]
    public void Recover_TheSameCharacterSetWrittenAnotherWay_IsAccepted(string? original, string present)
    {
        byte[] file = With(original);
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(file)).SetText(CharacterSet, "CS", present).Write();

        byte[] output = Roundtrip.Recover(altered).Output;

        ContentTree.LineOf(output, 0x0010_0010).Should().Be(ContentTree.LineOf(file, 0x0010_0010));
    }

    [Fact]
    public void Recover_ASubsetIntoAnotherCharacterSet_IsRefused()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Archive)
            .Build();
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(With("ISO_IR 100"), deidentifier))
            .SetText(CharacterSet, "CS", "ISO_IR 192").Write();

        Roundtrip.Refused(altered).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Theory]
    [InlineData("ISO_IR 192", true)]
    [InlineData("ISO_IR 100", false)]
    [InlineData(null, false)]
    public void Recover_AForeignItem_IsRefusedOnlyWhereItNamesAnotherCharacterSet(string? itemSet, bool isRefused)
    {
        byte[] foreign = ForeignItem.Object(ForeignItem.Of(item =>
        {
            if (itemSet is not null) item.Text(CharacterSet, "CS", itemSet);
            item.Text(0x0010_0010, "PN", "Doe^Jane");
        }));

        if (isRefused) Roundtrip.Refused(foreign).Failure.Should().Be(RecoveryFailure.NotAccepted);
        else Roundtrip.Recover(foreign).Result.Outcome.Should().Be(RecoveryOutcome.Standard);
    }

    private static byte[] With(string? characterSet)
    {
        DicomBytes dataSet = DicomBytes.Explicit();
        if (characterSet is not null) dataSet.Text(CharacterSet, "CS", characterSet);
        return dataSet.Text(0x0008_0018, "UI", "1.2.3").Text(0x0010_0010, "PN", "Doe^Jane").ToFile();
    }
}
