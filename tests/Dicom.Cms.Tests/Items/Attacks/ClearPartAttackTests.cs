using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>The clear part was altered: the recipient of a subset, to whom it is handed over, is told each tag.</summary>
public sealed class ClearPartAttackTests
{
    private static readonly byte[] Victim = Forgery.Protect();

    private static readonly RecoveryPolicy AcceptAltered = RecoveryPolicy.Default with { AcceptAltered = true };

    public static TheoryData<string, uint> Alterations => new()
    {
        { "rows", 0x0028_0010 }, { "dummy name", 0x0010_0010 }, { "dummy UID", 0x0020_000D }, { "sequence", 0x0008_1140 },
        { "removed", 0x0028_0106 }, { "added", 0x0028_1050 }, { "VR", 0x0028_0106 }, { "once more", 0x0028_0010 },
        { "pixels", 0x7FE0_0010 }, { "pixels removed", 0x7FE0_0010 },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Recover_ASubsetBesideAnAlteredClearPart_IsRefusedUnlessAccepted(string alteration, uint tag)
    {
        byte[] attacked = Alter(alteration);

        RecoveryException failure = Roundtrip.Refused(attacked, Forgery.AsTrial);
        RecoveryResult accepted = Roundtrip.Recover(attacked, Forgery.AsTrial.With(AcceptAltered)).Result;

        (failure.Failure, failure.Message).Should().Be(
            (RecoveryFailure.NotAccepted, $"Altered, added or removed since the object was protected: {new Tag(tag)}."));
        accepted.AlteredAttributes.Should().Equal(new Tag(tag));
        accepted.Warnings.Select(warning => warning.Code).Should().Contain("ClearPartAltered");
        accepted.Binding.Should().Be(
            alteration.StartsWith("pixels", StringComparison.Ordinal) ? RecoveryBinding.Mismatch : RecoveryBinding.Bound);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.2")]
    public void Recover_ASubsetOfAReencodedObject_IsNotAltered(string to)
    {
        byte[] sent = ObjectEditor.Open(Victim).Write(
            to == "1.2.840.10008.1.2" ? DataSetEncoding.ImplicitLittleEndian : DataSetEncoding.ExplicitBigEndian);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(sent, Forgery.AsTrial);

        (result.Outcome, result.Binding, result.AlteredAttributes.Count).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.Bound, 0));
        ContentTree.LineOf(output, 0x0010_0020).Should().Be(ContentTree.LineOf(Forgery.Original, 0x0010_0020));
    }

    public static TheoryData<string> Bookkeeping =>
    [
        "(0008,0054)", "(0008,0056)", "(0100,0410)", "(0018,A001)", "(0400,0561)", "(0012,0010)", "(0012,0063)", "group length", "private",
    ];

    [Theory]
    [MemberData(nameof(Bookkeeping))]
    public void Recover_ASubsetOfAnObjectThatAServerFiled_IsAccepted(string what)
    {
        ObjectEditor editor = ObjectEditor.Open(Victim);
        byte[] filed = what switch
        {
            "(0008,0054)" => editor.SetText(0x0008_0054, "AE", "PACS").Write(),
            "(0008,0056)" => editor.SetText(0x0008_0056, "CS", "ONLINE").Write(),
            "(0100,0410)" => editor.SetText(0x0100_0410, "CS", "AUTHORIZED").Write(),
            "(0018,A001)" => Sequence(0x0018_A001),
            "(0400,0561)" => Sequence(0x0400_0561),
            "(0012,0010)" => editor.SetText(0x0012_0010, "LO", "sponsor").Write(),
            "(0012,0063)" => editor.SetText(0x0012_0063, "LO", "by hand").Write(),
            "group length" => editor.Set(ObjectEditor.Parse(DicomBytes.Explicit().Words(0x0010_0000, "UL", 99, 0))).Write(),
            _ => editor.SetText(0x0011_0010, "LO", "PACS").Write(),
        };

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(filed, Forgery.AsTrial);

        bool isNamed = what is not "(0012,0063)" and not "group length";
        result.Outcome.Should().Be(RecoveryOutcome.Standard);
        result.AlteredAttributes.Should().HaveCount(isNamed ? 1 : 0);
        ContentTree.LineOf(output, 0x0011_0010).Should().BeNull("private elements that were added are left out");

        byte[] Sequence(uint tag) =>
            editor.Set(ObjectEditor.Parse(DicomBytes.Explicit().Sequence(tag, item => item.Text(0x0040_A170, "LO", "x")))).Write();
    }

    [Theory]
    [InlineData("OW", true)]
    [InlineData("OW", false)]
    [InlineData("OB", true)]
    public void Recover_PixelsRelabelledInTheOtherByteOrder_AreNotHandedOverAsTheSame(string relabelled, bool isSwapped)
    {
        // As octets OB, or as words OW: the units that big endian turns are others.
        bool wasWords = relabelled == "OB" || !isSwapped;
        byte[] pixels = RecoverySamples.Octets(64), sent = [.. pixels];
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian)
            .Bytes(0x7FE0_0010, wasWords ? "OW" : "OB", pixels).ToFile();
        byte[] protectedObject = Forgery.Protect(original);
        if (relabelled == "OW" && isSwapped) Swap(sent);
        // The editor turns the units of the VR that is stated.
        byte[] value = relabelled == "OW" ? [.. sent] : pixels;
        if (relabelled == "OW") Swap(value);
        byte[] attacked = ObjectEditor.Open(protectedObject)
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Bytes(0x7FE0_0010, relabelled, value))).Write(DataSetEncoding.ExplicitBigEndian);

        RecoveryException failure = Roundtrip.Refused(attacked, Forgery.AsTrial);

        (failure.Failure, failure.Message).Should().Be(
            (RecoveryFailure.NotAccepted, "Altered, added or removed since the object was protected: (7FE0,0010)."));
        try
        {
            Roundtrip.Recover(attacked).Output.Should().Equal(original, "the recipient of everything gets the original or nothing");
        }
        catch (RecoveryException refused)
        {
            refused.Failure.Should().Be(RecoveryFailure.NotAccepted);
        }
    }

    private static void Swap(byte[] bytes) => ByteOrder.Swap(bytes, 2);

    private static byte[] Alter(string alteration)
    {
        ObjectEditor editor = ObjectEditor.Open(Victim);
        DicomBytes other = DicomBytes.Explicit();
        return alteration switch
        {
            "rows" => editor.Set(ObjectEditor.Parse(other.Words(0x0028_0010, "US", 9))).Write(),
            "dummy name" => editor.SetText(0x0010_0010, "PN", "Roe").Write(),
            "dummy UID" => editor.SetText(0x0020_000D, "UI", "1.2.3.99").Write(),
            "sequence" => editor.Set(ObjectEditor.Parse(other.Sequence(0x0008_1140))).Write(),
            "removed" => editor.Remove(0x0028_0106).Write(),
            "added" => editor.SetText(0x0028_1050, "DS", "40").Write(),
            "VR" => editor.Set(ObjectEditor.Parse(other.Words(0x0028_0106, "US", 0xFFFE))).Write(),
            "once more" => editor.Append(other.Words(0x0028_0010, "US", 9)).Write(),
            "pixels" => editor.Set(ObjectEditor.Parse(other.Words(0x7FE0_0010, "OW", RecoverySamples.Words(128, seed: 9)))).Write(),
            _ => editor.Remove(0x7FE0_0010).Write(),
        };
    }
}
