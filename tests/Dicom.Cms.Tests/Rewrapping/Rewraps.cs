using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>Re-wraps in memory, and compares what came out with what went in by readers of its own.</summary>
internal static class Rewraps
{
    /// <summary>From the archive to the registry.</summary>
    public static Rewrapper ToRegistry { get; } = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).ReplaceAll(RecoveryKeys.Registry).Build();

    public static (byte[] Output, RewrapResult Result) Rewrap(byte[] before, Rewrapper? rewrapper = null)
    {
        using MemoryStream output = new();
        RewrapResult result = (rewrapper ?? ToRegistry).Rewrap(new MemoryStream(before), output);
        return (output.ToArray(), result);
    }

    /// <summary>Tries to re-wrap, and requires that it is refused before a single octet is written.</summary>
    public static RecoveryException Refused(byte[] before, Rewrapper? rewrapper = null)
    {
        using MemoryStream output = new();
        Action rewrap = () => (rewrapper ?? ToRegistry).Rewrap(new MemoryStream(before), output);
        RecoveryException failure = rewrap.Should().Throw<RecoveryException>().Which;
        output.Length.Should().Be(0, "nothing is written when it is refused");
        return failure;
    }

    /// <summary>Requires that nothing differs but values of (0400,0520) and the lengths around them, and in those values only
    /// recipients.</summary>
    public static void ShouldDifferInRecipientsOnly(byte[] after, byte[] before, string because = "")
    {
        using DicomObject left = DicomObject.Read(after), right = DicomObject.Read(before);
        ElementLocation newSequence = left.Find(Tags.EncryptedAttributesSequence)!.Value,
            oldSequence = right.Find(Tags.EncryptedAttributesSequence)!.Value;
        ReadOnlyMemory<byte> newData = Inflated(left), oldData = Inflated(right);
        Hex(newData[..(int)newSequence.Offset]).Should().Be(Hex(oldData[..(int)oldSequence.Offset]), because);
        Hex(newData[(int)newSequence.End..]).Should().Be(Hex(oldData[(int)oldSequence.End..]), because);
        Hex(left.Source.ReadRange(0, (int)left.PrefixLength)).Should().Be(Hex(right.Source.ReadRange(0, (int)right.PrefixLength)), because);
        newSequence.HasUndefinedLength.Should().Be(oldSequence.HasUndefinedLength, because);

        SequenceItem[] newItems = ItemsOf(left, newSequence), oldItems = ItemsOf(right, oldSequence);
        newItems.Should().HaveSameCount(oldItems, because);
        foreach ((SequenceItem newItem, SequenceItem oldItem) in newItems.Zip(oldItems))
        {
            newItem.HasUndefinedLength.Should().Be(oldItem.HasUndefinedLength, because);
            OthersOf(newItem).Should().Equal(OthersOf(oldItem), because);
            byte[] newContent = ContentOf(newItem), oldContent = ContentOf(oldItem);
            if (newContent.AsSpan().SequenceEqual(oldContent)) continue;
            Hex(BehindRecipients(newContent))
                .Should().Be(Hex(BehindRecipients(oldContent)), "encryptedContentInfo and all behind it: {0}", because);
        }
    }

    /// <summary>The envelopes of an object, in order.</summary>
    public static Envelope[] EnvelopesOf(byte[] file)
    {
        using DicomObject dicom = DicomObject.Read(file);
        return [.. ItemsOf(dicom, dicom.Find(Tags.EncryptedAttributesSequence)!.Value).Select(item => Envelope.Parse(ContentOf(item)))];
    }

    public static byte[] ContentOf(SequenceItem item) => item.Find(Tags.EncryptedContent)!.Value.ToArray();

    /// <summary>Everything behind recipientInfos (RFC 5652 6.1, RFC 5083 2.1), TLV by TLV.</summary>
    private static byte[] BehindRecipients(byte[] envelope)
    {
        if (envelope.AsSpan().StartsWith("-----BEGIN "u8))
        {
            PemFields fields = PemEncoding.FindUtf8(envelope);
            envelope = Convert.FromBase64String(Encoding.ASCII.GetString(envelope[fields.Base64Data]));
        }

        AsnDecoder.ReadEncodedValue(envelope, AsnEncodingRules.BER, out _, out _, out int length);
        AsnReaderOptions unordered = new() { SkipSetSortOrderVerification = true };
        AsnReader contentInfo = new AsnReader(envelope.AsMemory(0, length), AsnEncodingRules.BER, unordered).ReadSequence();
        contentInfo.ReadObjectIdentifier();
        AsnReader data = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        data.ReadInteger();
        if (data.PeekTag().TagClass == TagClass.ContextSpecific) data.ReadEncodedValue();
        data.ReadEncodedValue();
        List<byte> rest = [];
        while (data.HasData) rest.AddRange(data.ReadEncodedValue().Span);
        return [.. rest];
    }

    private static SequenceItem[] ItemsOf(DicomObject file, ElementLocation sequence) =>
        [.. new DataElementReader().ReadElement(file.ReadElement(sequence), file.Encoding).Items!];

    private static IEnumerable<string> OthersOf(SequenceItem item) => item.Elements
        .Where(element => element.Tag != Tags.EncryptedContent && !element.Tag.IsGroupLength)
        .Select(element => Hex(DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian)));

    private static ReadOnlyMemory<byte> Inflated(DicomObject file) => file.DataSetSource.ReadRange(0, (int)file.DataSetSource.Length);

    private static string Hex(ReadOnlyMemory<byte> octets) => Convert.ToHexString(octets.Span);
}
