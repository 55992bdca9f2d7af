using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What an Item says beyond PS3.15 Annex E: to which object it belongs and, in an Item with all protected Attributes, how the original
/// file was put together. docs/restoration.md specifies it.
/// </summary>
internal sealed record RestorationRecord
{
    /// <summary>The SOP Instance UID of the protected object that holds the Item.</summary>
    public required string BoundSopInstanceUid { get; init; }

    /// <summary>The purpose label of the de-identifier; empty when it has none.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>How many objects the key of the Item opens; null where it is not derived (RFC 9709), and so is its own.</summary>
    public KeyScope? KeyScope { get; init; }

    /// <summary>How to put the original together; null in an Item with a part of the protected Attributes.</summary>
    public OriginalLayout? Original { get; init; }
}

/// <summary>How the original file was put together around the Attributes: exactness, rules 1, 5, 7, 8 and 9.</summary>
internal sealed record OriginalLayout
{
    /// <summary>The Transfer Syntax of the original as it was found to be, whatever its File Meta Information said.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>The encoding of its data set.</summary>
    public DataSetEncoding Encoding => TransferSyntax.Encoding;

    /// <summary>Every byte before the data set.</summary>
    public required ReadOnlyMemory<byte> Prefix { get; init; }

    /// <summary>Every byte behind the last element.</summary>
    public ReadOnlyMemory<byte> Suffix { get; init; }

    /// <summary>Every byte behind a deflate stream.</summary>
    public ReadOnlyMemory<byte> DeflatedSuffix { get; init; }

    /// <summary>The elements kept as bytes, by ordinal.</summary>
    public IReadOnlyList<LooseElement> LooseElements { get; init; } = [];

    /// <summary>The tags of all other elements in the order of the original; empty when they ascend.</summary>
    public IReadOnlyList<Tag> Order { get; init; } = [];

    /// <summary>The tags that de-identification added or filled in, which are no part of the original.</summary>
    public IReadOnlyList<Tag> AddedTags { get; init; } = [];

    /// <summary>SHA-256 over all bytes of the original but its bulk values.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The values in clear that the digest leaves out, in the order of the original.</summary>
    public IReadOnlyList<BulkValue> BulkValues { get; init; } = [];

    /// <summary>The key of the tags of <see cref="BulkValues"/>; empty where they are not bound.</summary>
    public ReadOnlyMemory<byte> BulkKey { get; init; }
}
