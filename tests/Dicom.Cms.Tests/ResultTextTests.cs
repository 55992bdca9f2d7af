using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>What results say of themselves: one line, with numbers and no values.</summary>
public sealed class ResultTextTests
{
    private static readonly Warning s_warning = new(WarningCodes.NotBound, "A text.");

    [Fact]
    public void ProtectionResult_ToString_CountsInOneLine()
    {
        ProtectionResult result = new()
        {
            ProtectedAttributes = [Tags.PatientID, Tags.PatientName],
            AddedAttributes = [Tags.PatientIdentityRemoved],
            TransferSyntax = TransferSyntax.ExplicitLittleEndian,
            EncryptedItems = 1,
            Warnings = [],
        };

        result.ToString().Should().Be("2 Attributes protected, 1 Item, no warnings");
        (result with { EncryptedItems = 0, Warnings = [s_warning] }).ToString().Should().Be("2 Attributes protected, 0 Items, 1 warning");
    }

    [Fact]
    public void RecoveryResult_ToString_SaysWhatIsKnownInOneLine()
    {
        RecoveryResult result = new()
        {
            Outcome = RecoveryOutcome.Original,
            RecoveredAttributes = [Tags.PatientID],
            ItemsForOthers = 0,
            Integrity = RecoveryIntegrity.Authenticated,
            Binding = RecoveryBinding.Bound,
            ProtectionTime = null,
            AlteredAttributes = [],
            Purposes = ["a purpose"],
            Warnings = [],
        };

        result.ToString().Should().Be("Original: 1 Attribute recovered, Authenticated, Bound, no warnings");
        (result with { Outcome = RecoveryOutcome.Standard, ItemsForOthers = 2, Warnings = [s_warning, s_warning] }).ToString()
            .Should().Be("Standard: 1 Attribute recovered, Authenticated, Bound, 2 Items for others, 2 warnings");
    }

    [Fact]
    public void RewrapResult_ToString_CountsInOneLine()
    {
        RewrapResult result = new() { ItemsChanged = 1, ItemsLeft = 0, RecipientsAdded = 2, RecipientsRemoved = 1, Warnings = [] };

        result.ToString().Should().Be("1 Item changed, 2 recipients added, 1 recipient removed, no warnings");
        (result with { ItemsLeft = 1 }).ToString()
            .Should().Be("1 Item changed, 1 Item left, 2 recipients added, 1 recipient removed, no warnings");
    }

    [Fact]
    public void VerificationReport_ToString_CountsInOneLine()
    {
        VerificationReport report = new() { Findings = [], Options = ProfileOptions.None, ValuesSearched = 12, ValuesLeftOut = 0 };

        report.ToString().Should().Be("Clean: no findings, 12 protected values searched for");
        (report with { Findings = [new(VerificationRule.BurnedIn, "(7FE0,0010)")], ValuesSearched = 1, ValuesLeftOut = 3 }).ToString()
            .Should().Be("Not clean: 1 finding, 1 protected value searched for, 3 left out");
    }

    [Fact]
    public void Results_OfAProtectedObject_ContainNoValue()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original);
        using DicomObject source = DicomObject.Read(original), file = DicomObject.Read(protectedObject);
        string[] texts =
        [
            Roundtrip.ForArchive.Protect(source).Result.ToString(),
            Roundtrip.AsArchive.Recover(file).Result.ToString(),
            Rewraps.ToRegistry.Rewrap(file).Result.ToString(),
            ProtectionVerifier.ByClaim.WithKeys(RecoveryKeys.ArchiveKey).Verify(file, name: null).ToString(),
            Cms.ProtectedObject.Inspect(file).ToString(),
            .. Cms.ProtectedObject.Inspect(file).Claims.Select(claim => claim.ToString()),
            .. Cms.ProtectedObject.Inspect(file).Items.Select(item => item.ToString()),
        ];

        texts.Should().OnlyContain(text => !text.Contains('\n') && text.Length < 120);
        texts.Should().NotContain(text => text.Contains("Doe", StringComparison.OrdinalIgnoreCase))
            .And.NotContain(text => text.Contains("CN=", StringComparison.Ordinal));
        texts.Should().EndWith(["(0028,0303): 1 value", "Item 1: AuthEnvelopedData, 1 recipient"]);
    }
}
