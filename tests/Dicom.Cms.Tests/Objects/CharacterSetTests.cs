using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Text recovered and text in clear are in one character set, or recovery refuses to mix them.</summary>
public sealed class CharacterSetTests
{
    private const uint CharacterSet = 0x0008_0005;

    /// <summary>Those to whom the clear part is handed over.</summary>
    private static readonly Reidentifier[] Callers =
    [
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard),
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard).With(RecoveryPolicy.Default with { AcceptAltered = true }),
    ];

    public static TheoryData<string?, string?> Changes => new()
    {
        { "ISO_IR 100", "ISO_IR 192" }, { "ISO_IR 192", "ISO_IR 100" }, { "ISO_IR 100", "" },
        { "ISO 2022 IR 6\\ISO 2022 IR 87", "ISO 2022 IR 6" }, { "ISO_IR 100", null }, { null, "ISO_IR 192" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Recover_CharacterSetChangedByTheStandard_IsRefusedWhateverIsAccepted(string? original, string? present)
    {
        foreach (Reidentifier caller in Callers)
        {
            RecoveryException failure = Roundtrip.Refused(Change(With(original, "M\u00FCller"), present), caller);

            failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
            failure.Message.Should().Contain("(0008,0005)").And.NotContain("ISO_IR");
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Recover_CharacterSetChangedAroundAsciiByTheStandard_IsAccepted(string? original, string? present)
    {
        byte[] file = With(original);
        foreach (Reidentifier caller in Callers)
        {
            (byte[] output, RecoveryResult result) = Roundtrip.Recover(Change(file, present), caller);

            ContentTree.LineOf(output, 0x0010_0010).Should().Be(ContentTree.LineOf(file, 0x0010_0010));
            result.Outcome.Should().Be(RecoveryOutcome.Standard);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Recover_CharacterSetChanged_IsTheOriginal(string? original, string? present)
    {
        byte[] file = With(original, "M\u00FCller");

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(Change(file, present));

        output.Should().Equal(file);
        result.AlteredAttributes.Should().Equal(Tags.SpecificCharacterSet);
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

        byte[] output = Roundtrip.Recover(altered, Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).Output;

        ContentTree.LineOf(output, 0x0010_0010).Should().Be(ContentTree.LineOf(file, 0x0010_0010));
    }

    [Fact]
    public void Recover_ASubsetIntoAnotherCharacterSet_IsRefused()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Archive)
            .Build();
        byte[] altered = ObjectEditor.Open(Roundtrip.Protect(With("ISO_IR 100", "M\u00FCller"), deidentifier))
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

    private static byte[] Change(byte[] file, string? present)
    {
        ObjectEditor editor = ObjectEditor.Open(Roundtrip.Protect(file));
        return (present is null ? editor.Remove(CharacterSet) : editor.SetText(CharacterSet, "CS", present)).Write();
    }

    private static byte[] With(string? characterSet, string name = "Doe^Jane")
    {
        DicomBytes dataSet = DicomBytes.Explicit();
        if (characterSet is not null) dataSet.Text(CharacterSet, "CS", characterSet);
        return dataSet.Text(0x0008_0018, "UI", "1.2.3")
            .Bytes(0x0010_0010, "PN", System.Text.Encoding.Latin1.GetBytes(name.Length % 2 == 0 ? name : name + " ")).ToFile();
    }
}
