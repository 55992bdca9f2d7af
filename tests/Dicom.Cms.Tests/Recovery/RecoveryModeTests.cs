using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>What a caller may ask for: the best, the original or nothing, PS3.15 E.1.2 to the letter.</summary>
public sealed class RecoveryModeTests
{
    [Fact]
    public void Recover_OriginalOnly_GivesTheOriginal()
    {
        byte[] original = RecoverySamples.Image();

        Roundtrip.Recover(Roundtrip.Protect(original), Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Output
            .Should().Equal(original);
    }

    [Theory]
    [InlineData("explicit little endian")]
    [InlineData("implicit little endian")]
    [InlineData("explicit big endian")]
    [InlineData("deflated")]
    [InlineData("encapsulated")]
    [InlineData("unordered, ImplicitLittleEndian")]
    [InlineData("stray delimiters, ExplicitBigEndian")]
    public void Recover_Standard_PutsValuesBackAndSaysThatIdentityIsBack(string name)
    {
        byte[] original = RecoverySamples.Classes[name](), protectedObject = Roundtrip.Protect(original);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject, Roundtrip.AsArchive.InMode(RecoveryMode.Standard));

        (result.Outcome, result.IsOriginal, result.Binding).Should().Be((RecoveryOutcome.Standard, false, RecoveryBinding.Bound));
        ContentTree.LineOf(output, 0x0012_0062).Should().Be("(0012,0062)=" + Convert.ToHexString("NO"u8));
        ContentTree.LineOf(output, 0x0012_0063).Should().BeNull();
        ContentTree.LineOf(output, 0x0012_0064).Should().BeNull();
        ContentTree.LineOf(output, 0x0400_0500).Should().BeNull();
        ContentTree.Of(output).Should().BeEquivalentTo(ContentTree.Of(original), "every value is back, in order");
        using DicomObject file = DicomObject.Read(output);
        file.IsAscending.Should().BeTrue();
    }

    [Fact]
    public void Recover_StandardOfAnOriginalWithBookkeeping_StillSaysNo()
    {
        byte[] original = RecoverySamples.Head(Testing.WireEncoding.ExplicitLittleEndian).ToFile();
        byte[] marked = ObjectEditor.Open(original).SetText(0x0012_0062, "CS", "YES").SetText(0x0012_0063, "LO", "earlier").Write();

        byte[] output = Roundtrip.Recover(Roundtrip.Protect(marked), Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).Output;

        ContentTree.LineOf(output, 0x0012_0062).Should().Be("(0012,0062)=" + Convert.ToHexString("NO"u8));
        ContentTree.LineOf(output, 0x0012_0063).Should().BeNull();
        Roundtrip.Recover(Roundtrip.Protect(marked)).Output.Should().Equal(marked, "the original has its own");
    }

    [Theory]
    [InlineData("authenticated", RecoveryIntegrity.Authenticated)]
    [InlineData("oaep", RecoveryIntegrity.DigestOnly)]
    [InlineData("conformant", RecoveryIntegrity.DigestOnly)]
    public void Recover_StandardWithARecordThatMatches_KnowsTheIntegrity(string suite, RecoveryIntegrity integrity)
    {
        EnvelopeSuite chosen = EnvelopeSuite.All.Single(each => each.Name == suite);
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Image(), Roundtrip.Builder(chosen).Build());

        RecoveryResult result = Roundtrip.Recover(protectedObject, Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).Result;

        result.Integrity.Should().Be(integrity);
        result.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("unknown VR")]
    [InlineData("an implicit element among explicit ones")]
    public void Recover_StandardOfWhatExplicitVrCannotCarry_PutsItBackWhereItFits(string name)
    {
        byte[] original = RecoverySamples.Classes[name](), protectedObject = Roundtrip.Protect(original);

        byte[] output = Roundtrip.Recover(protectedObject, Roundtrip.AsArchive.InMode(RecoveryMode.Standard)).Output;

        ContentTree.LineOf(output, 0x0010_0010).Should().Be(ContentTree.LineOf(original, 0x0010_0010)).And.NotBeNull();
    }
}
