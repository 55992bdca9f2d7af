using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Items and sequences as other software lays them out.</summary>
public sealed class RewrapForeignTests
{
    private static readonly Action<DicomBytes> s_item = ForeignItem.Of(
        item => item.Text(0x0010_0010, "PN", "Doe^Jane"), EnvelopeSuite.Conformant);

    public static TheoryData<WireEncoding, string> Layouts()
    {
        TheoryData<WireEncoding, string> layouts = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            foreach (string layout in new[] { "defined", "undefined", "undefined Items", "undefined sequence",
                "unknown", "unknown, undefined" })
            {
                layouts.Add(encoding, layout);
            }
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Rewrap_EveryLayoutOfTheSequence_StaysAsItIs(WireEncoding encoding, string layout)
    {
        // It states no VR.
        if (encoding == WireEncoding.ImplicitLittleEndian && layout.StartsWith("unknown", StringComparison.Ordinal)) return;
        byte[] before = ObjectWith(encoding, bytes => Sequence(bytes, layout)).ToFile();

        byte[] after = Rewraps.Rewrap(before).Output;

        Rewraps.ShouldDifferInRecipientsOnly(after, before, layout);
        ContentTree.LineOf(Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output, 0x0010_0010)
            .Should().Contain(Convert.ToHexString("Doe^Jane"u8));
    }

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    public void Rewrap_GroupLengths_StayRightOrWrong(WireEncoding encoding)
    {
        DicomBytes item = DicomBytes.In(encoding);
        s_item(item);
        uint itemLength = (uint)item.ToArray().Length;
        void Fill(DicomBytes bytes) => s_item(Number(bytes, 0x0400_0000, itemLength));
        uint length = (uint)DicomBytes.In(encoding).Sequence(0x0400_0500, Fill).ToArray().Length;
        byte[] right = ObjectWith(encoding, bytes => Number(bytes, 0x0400_0000, length).Sequence(0x0400_0500, Fill)).ToFile();
        byte[] wrong = ObjectWith(encoding, bytes => Number(bytes, 0x0400_0000, length + 2).Sequence(0x0400_0500, Fill)).ToFile();

        byte[] after = Rewraps.Rewrap(right).Output, afterWrong = Rewraps.Rewrap(wrong).Output;

        uint growth = (uint)(after.Length - right.Length);
        growth.Should().BeGreaterThan(0, "the new key is longer");
        GroupLengthsOf(after).Should().Equal(length + growth, itemLength + growth);
        GroupLengthsOf(afterWrong).Should().Equal(length + 2, itemLength + growth);
    }

    [Fact]
    public void Rewrap_VectorsOfOtherWriters_StillGiveTheSame()
    {
        string folder = Path.Combine(ReadmeFolder.RepositoryRoot, "tests", "Dicom.Cms.Tests", "Vectors");
        int count = 0;
        foreach (string path in Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] before = File.ReadAllBytes(path);
            if (TryRecover(before) is not { } recovered) continue;

            byte[] after = Rewraps.Rewrap(before).Output;

            Rewraps.ShouldDifferInRecipientsOnly(after, before, path);
            Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output.Should().Equal(recovered, path);
            count++;
        }

        count.Should().BeGreaterThan(5);
    }

    [Fact]
    public void Rewrap_PemInsideAndWhatIsNoEnvelope_AreKeptAsSuch()
    {
        byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Doe^Jane")));
        byte[] pem = [.. System.Security.Cryptography.PemEncoding.WriteUtf8("CMS"u8, envelope), (byte)'\n'];
        byte[] before = ForeignItem.Object(ForeignItem.Item("no envelope at all "u8.ToArray()), ForeignItem.Item(pem));

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(before);

        result.Warnings.Select(warning => warning.Code).Should().Equal(WarningCodes.ItemsForOthers);
        IReadOnlyList<SequenceItem> items = ObjectEditor.Open(after)[0x0400_0500].Items!;
        Rewraps.ContentOf(items[0]).Should().Equal([.. "no envelope at all "u8, 0]);
        Rewraps.ContentOf(items[1]).Should().StartWith("-----BEGIN CMS-----\n"u8.ToArray());
        ContentTree.LineOf(Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output, 0x0010_0010)
            .Should().Contain(Convert.ToHexString("Doe^Jane"u8));
    }

    private static byte[]? TryRecover(byte[] file)
    {
        try
        {
            return Roundtrip.Recover(file).Output;
        }
        catch (Exception failure) when (failure is RecoveryException or EnvelopeFormatException or DicomFormatException)
        {
            return null;
        }
    }

    private static DicomBytes ObjectWith(WireEncoding encoding, Func<DicomBytes, DicomBytes> sequence) => sequence(DicomBytes.In(encoding)
            .Text(0x0008_0005, "CS", "ISO_IR 100")
            .Text(0x0008_0018, "UI", "2.25.900")
            .Text(0x0010_0010, "PN", "dummy"))
        .Bytes(0x7FE0_0010, "OB", RecoverySamples.Octets(500));

    private static DicomBytes Sequence(DicomBytes bytes, string layout) => layout switch
    {
        "defined" => bytes.Sequence(0x0400_0500, s_item),
        "undefined" => bytes.UndefinedSequence(0x0400_0500, s_item),
        "undefined Items" => bytes.Sequence(0x0400_0500, isDefined: true, itemsAreDefined: false, s_item),
        "undefined sequence" => bytes.Sequence(0x0400_0500, isDefined: false, itemsAreDefined: true, s_item),
        _ => bytes.UnknownSequence(0x0400_0500, layout == "unknown", s_item),
    };

    private static DicomBytes Number(DicomBytes bytes, uint tag, uint number) =>
        bytes.Bytes(tag, "UL", bytes.Encoding == WireEncoding.ExplicitBigEndian
            ? [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]
            : [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)]);

    private static uint[] GroupLengthsOf(byte[] file)
    {
        ObjectEditor editor = ObjectEditor.Open(file);
        DataElement[] lengths = [editor[0x0400_0000], editor[0x0400_0500].Items![0].Find(new Tag(0x0400_0000))!];
        return [.. lengths.Select(element => BitConverter.ToUInt32(element.Value.Span))];
    }
}
