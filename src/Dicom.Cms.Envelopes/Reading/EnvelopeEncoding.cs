using System.Diagnostics;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// The octets of an envelope, and where in them stands what changes with its recipients: version, recipientInfos and the lengths
/// around them. Filled while the envelope is read.
/// </summary>
/// <param name="octets">The BER.</param>
/// <param name="pem">The text it was taken from; empty where it came as BER.</param>
/// <param name="frames">The TLVs around version and recipientInfos, outermost first.</param>
internal sealed class EnvelopeEncoding(ReadOnlyMemory<byte> octets, ReadOnlyMemory<byte> pem, IReadOnlyList<BerFrame> frames)
{
    /// <summary>Where the version stands.</summary>
    public Range Version { get; set; }

    /// <summary>Where recipientInfos stands, tag and length included.</summary>
    public Range RecipientInfos { get; set; }

    public bool HasOriginatorInfo { get; set; }

    public bool HasUnprotectedAttrs { get; set; }

    /// <summary>The same envelope with another recipientInfos; in PEM if it came so, without padding.</summary>
    /// <param name="version">The version, or null where it stays as it is.</param>
    /// <param name="recipientInfos">The encodings, which are brought into the order of DER (X.690 11.6).</param>
    public byte[] Replace(byte? version, IEnumerable<ReadOnlyMemory<byte>> recipientInfos)
    {
        BerEdit versionEdit = EditOf(Version, version is { } number ? (byte[])[DerSpanWriter.Integer, 1, number] : octets[Version]);
        BerEdit recipientsEdit = EditOf(RecipientInfos, EncodeSetOf([.. recipientInfos]));
        byte[] replaced = BerSplice.Replace(octets[..frames[0].End].Span, frames, [versionEdit, recipientsEdit]);
        return pem.IsEmpty ? replaced : EnvelopePem.Replace(pem.Span, replaced);
    }

    private static BerEdit EditOf(Range place, ReadOnlyMemory<byte> replacement) => new(place.Start.Value, place.End.Value, replacement);

    private static byte[] EncodeSetOf(ReadOnlyMemory<byte>[] elements)
    {
        Array.Sort(elements, static (a, b) => a.Span.SequenceCompareTo(b.Span));
        int length = elements.Aggregate(0, static (sum, element) => checked(sum + element.Length));
        byte[] encoded = new byte[DerSpanWriter.GetLength(length)];
        DerSpanWriter writer = new(encoded);
        writer.WriteHeader(DerSpanWriter.SetOf, length);
        foreach (ReadOnlyMemory<byte> element in elements) writer.WriteRaw(element.Span);
        Debug.Assert(writer.Remaining == 0);
        return encoded;
    }
}
