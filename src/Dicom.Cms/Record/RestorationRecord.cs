using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What an Item says beyond PS3.15 Annex E: to which protection of which object it belongs, what stands in clear beside it and, in an
/// Item with everything, the rest of the original. docs/restoration.md specifies it.
/// </summary>
internal sealed record RestorationRecord
{
    /// <summary>Octets of the Protection ID and of the Full ID.</summary>
    public const int IdLength = 16;

    /// <summary>The SOP Instance UID of the protected object that holds the Item.</summary>
    public required string BoundSopInstanceUid { get; init; }

    /// <summary>Random for each protection of each object, the same in all its Items. 16 octets.</summary>
    public required ReadOnlyMemory<byte> ProtectionId { get; init; }

    /// <summary>When the object was protected.</summary>
    public required DateTimeOffset ProtectionTime { get; init; }

    /// <summary>The keys of this Item's own, under which its tags are.</summary>
    public required ItemKey ItemKey { get; init; }

    /// <summary>The purpose label of the de-identifier; empty when it has none.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>How many objects the key of the Item opens; null where it is not derived (RFC 9709), and so is its own.</summary>
    public KeyScope? KeyScope { get; init; }

    /// <summary>In an Item with a part: SHA-256 over the encrypted content of every Item with everything, one behind the other.</summary>
    public ReadOnlyMemory<byte> Commitments { get; init; }

    /// <summary>The Transfer Syntax of original and protected object, as it was found to be.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>The encoding of both data sets.</summary>
    public DataSetEncoding Encoding => TransferSyntax.Encoding;

    /// <summary>The large values in clear, in the order of the protected object.</summary>
    public IReadOnlyList<BulkValue> BulkValues { get; init; } = [];

    /// <summary>
    /// Tags over elements in clear: of an Item with a part all of them, of one with everything those that protection wrote, and large
    /// sequences.
    /// </summary>
    public IReadOnlyList<ClearTag> ClearTags { get; init; } = [];

    /// <summary>The pixels without their compression; null where no lossless decoder was at hand, or there is none.</summary>
    public DecodedPixels? DecodedPixels { get; init; }

    /// <summary>The rest of the original; null in an Item with a part of the protected Attributes.</summary>
    public OriginalLayout? Original { get; init; }

    /// <summary>Whether every bulk value has its tags.</summary>
    public bool BindsBulkValues => BulkValues.All(bulk => bulk.IsBound);
}

/// <summary>The samples of compressed pixels.</summary>
/// <param name="Digest">SHA-256 over them: interleaved, little endian, in Bits Allocated.</param>
/// <param name="PhotometricInterpretation">(0028,0004) of the decoded pixels.</param>
/// <param name="PlanarConfiguration">(0028,0006) of the decoded pixels; null where there is one sample for each pixel.</param>
internal sealed record DecodedPixels(ReadOnlyMemory<byte> Digest, string PhotometricInterpretation, ushort? PlanarConfiguration);

/// <summary>Everything of the original but its protected Attributes and its bulk values: exactness, rules 1, 5, 7 to 10.</summary>
internal sealed record OriginalLayout
{
    /// <summary>Random for each protection, and known only to recipients of everything. 16 octets.</summary>
    public required ReadOnlyMemory<byte> FullId { get; init; }

    /// <summary>Every octet before the data set.</summary>
    public required ReadOnlyMemory<byte> Prefix { get; init; }

    /// <summary>Every octet behind the last element.</summary>
    public ReadOnlyMemory<byte> Suffix { get; init; }

    /// <summary>Of a deflated original: every octet behind the prefix. Empty where it was too long to be encrypted.</summary>
    public ReadOnlyMemory<byte> DeflatedDataSet { get; init; }

    /// <summary>The elements kept as octets, by ordinal.</summary>
    public IReadOnlyList<LooseElement> LooseElements { get; init; } = [];

    /// <summary>The tags of all other elements in the order of the original; empty when they ascend.</summary>
    public IReadOnlyList<Tag> Order { get; init; } = [];

    /// <summary>The elements in clear, in the order of the original, of bulk values the header: as they stand in the record.</summary>
    public ReadOnlyMemory<byte> EncodedClearHeader { get; init; }

    /// <summary>Whether <see cref="EncodedClearHeader"/> is deflated.</summary>
    public bool IsClearHeaderDeflated { get; init; }

    /// <summary>Octets of the clear header, inflated.</summary>
    public int ClearHeaderLength { get; init; }

    /// <summary>The way back from bulk values of which something was cut, each once.</summary>
    public IReadOnlyList<ValueEdits> EditedBulkValues { get; init; } = [];

    /// <summary>The way back from a bulk value; null where it is that of the original.</summary>
    public ValueEdits? EditsOf(Tag tag)
    {
        foreach (ValueEdits edits in EditedBulkValues)
        {
            if (edits.Tag == tag) return edits;
        }

        return null;
    }

    /// <summary>SHA-256 over all octets of the original but its bulk values; of a deflated one over the file.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}
