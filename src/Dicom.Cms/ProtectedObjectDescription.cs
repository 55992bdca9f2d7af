using System.Globalization;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// What an object says about its protection to anyone, without a key. Texts come from the object: clean them before printing.
/// </summary>
public sealed record ProtectedObjectDescription
{
    /// <summary>The size of the object in octets.</summary>
    public required long Length { get; init; }

    /// <summary>Whether the object has the marker of a DICOM file (PS3.10 7.1), and is not a bare data set.</summary>
    public required bool HasPart10Marker { get; init; }

    /// <summary>The Transfer Syntax that the object states in (0002,0010); null if it states none.</summary>
    public required TransferSyntax? DeclaredTransferSyntax { get; init; }

    /// <summary>The Transfer Syntax that was found, see <see cref="DicomObject.TransferSyntax"/>.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>The SOP Class UID (0008,0016); null if there is none.</summary>
    public required string? SopClassUid { get; init; }

    /// <summary>The number of elements at the top level.</summary>
    public required int ElementCount { get; init; }

    /// <summary>
    /// What the object states about its de-identification (PS3.3 C.7.1.1), whether that is true or not: (0012,0062), (0012,0063),
    /// (0012,0064) and (0028,0303), in this order, all four.
    /// </summary>
    public required IReadOnlyList<DeidentificationClaim> Claims { get; init => field = [.. value]; }

    /// <summary>Whether there is an Encrypted Attributes Sequence (0400,0500).</summary>
    public required bool IsProtected { get; init; }

    /// <summary>The Items of the Encrypted Attributes Sequence, in their order; empty if the object is not protected.</summary>
    public required IReadOnlyList<ProtectedItemDescription> Items { get; init => field = [.. value]; }

    /// <summary>Whether the object is protected, and its number of Items and recipients. No value.</summary>
    public override string ToString()
    {
        if (!IsProtected) return "Not protected";
        int recipients = Items.Sum(item => item.Envelope?.Recipients.Count ?? 0), unreadable = Items.Count(item => item.Envelope is null);
        string summary = $"Protected: {Counting.Of(Items.Count, "Item")}, {Counting.Of(recipients, "recipient")}";
        return unreadable > 0 ? $"{summary}, {Counting.Of(unreadable, "Item")} without an envelope" : summary;
    }
}

/// <summary>What an object states about its de-identification in one Attribute.</summary>
public sealed record DeidentificationClaim
{
    /// <summary>The Attribute.</summary>
    public required Tag Tag { get; init; }

    /// <summary>
    /// Its values, read as ISO 8859-1 and without padding; code value and meaning of each Item of (0012,0064), at most 100. Empty if the
    /// object states nothing, or more than 1024 octets.
    /// </summary>
    public required IReadOnlyList<string> Values { get; init => field = [.. value]; }

    /// <summary>The tag and the number of values. No value.</summary>
    public override string ToString() => $"{Tag}: {Counting.Of(Values.Count, "value")}";
}

/// <summary>An Item of the Encrypted Attributes Sequence (PS3.3 C.12.1.1.4.1).</summary>
public sealed record ProtectedItemDescription
{
    /// <summary>The number of the Item, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>The Encrypted Content Transfer Syntax UID (0400,0510); null if there is none.</summary>
    public required string? TransferSyntaxUid { get; init; }

    /// <summary>The size of the Encrypted Content (0400,0520) in octets; 0 if there is none.</summary>
    public required long Length { get; init; }

    /// <summary>The envelope: its content type, content encryption and recipients. Null if it cannot be read.</summary>
    public required Envelope? Envelope { get; init; }

    /// <summary>The reason why there is no <see cref="Envelope"/>; null if there is one.</summary>
    public required string? Problem { get; init; }

    /// <summary>The number of the Item, the kind of envelope and the number of recipients. No value.</summary>
    public override string ToString()
    {
        string content = Envelope is null ? "no envelope" : $"{Envelope.Kind}, {Counting.Of(Envelope.Recipients.Count, "recipient")}";
        return string.Create(CultureInfo.InvariantCulture, $"Item {Number}: {content}");
    }
}
