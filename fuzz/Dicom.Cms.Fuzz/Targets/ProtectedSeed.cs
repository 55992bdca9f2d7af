using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>A protected object, the envelope of its first Item, and what that holds.</summary>
internal sealed class ProtectedSeed
{
    private const uint EncryptedAttributesSequence = 0x0400_0500, EncryptedContent = 0x0400_0520;

    public required DataSetSeed Object { get; init; }

    public required BerNode Envelope { get; init; }

    public required DataSetSeed Plaintext { get; init; }

    /// <summary>Reads and opens a protected object.</summary>
    /// <returns>Null where the first Item is not to be opened, or is in another encoding than it says.</returns>
    public static ProtectedSeed? TryRead(byte[] bytes, IReadOnlyList<RecipientKey> keys)
    {
        try
        {
            if (DataSetSeed.TryRead(bytes) is not { } seed || ContentOf(seed.Elements) is not { } content) return null;
            EnvelopeOpening opening = Dicom.Cms.Envelopes.Envelope.Parse(content.Value)
                .OpenAsync(keys, EnvelopePolicy.Default).AsTask().GetAwaiter().GetResult();
            if (opening.Content is not { Length: > 0 } plaintext) return null;
            return new ProtectedSeed
            {
                Object = seed,
                Envelope = BerNode.Parse(content.Value),
                Plaintext = DataSetSeed.ReadDataSet(plaintext, EncodingOf(seed.Elements)),
            };
        }
        catch (Exception failure) when (
            failure is DicomFormatException or EnvelopeFormatException or System.Formats.Asn1.AsnContentException)
        {
            return null;
        }
    }

    /// <summary>An object with another envelope in its first Item, where it still has one.</summary>
    public byte[] WithContent(List<ElementNode> elements, byte[] envelope)
    {
        if (ContentOf(elements) is { } content) content.Value = envelope.Length % 2 == 0 ? envelope : [.. envelope, 0];
        return Object.Encode(elements);
    }

    private static ElementNode? ContentOf(List<ElementNode> elements) =>
        FirstItem(elements)?.Elements.Find(element => element.Tag == EncryptedContent);

    private static DataSetEncoding EncodingOf(List<ElementNode> elements) =>
        FirstItem(elements)?.Elements.Find(element => element.Tag == 0x0400_0510) is { } syntax
            ? new TransferSyntax(System.Text.Encoding.ASCII.GetString(syntax.Value).TrimEnd('\0', ' ')).Encoding
            : DataSetEncoding.ExplicitLittleEndian;

    private static ItemNode? FirstItem(List<ElementNode> elements) =>
        elements.Find(element => element.Tag == EncryptedAttributesSequence) is { Items: [ItemNode item, ..] } ? item : null;
}
