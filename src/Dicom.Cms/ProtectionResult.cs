using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What protecting an object did. Holds tags, never values.</summary>
public sealed record ProtectionResult
{
    /// <summary>The top-level Attributes that were removed or replaced, ascending.</summary>
    public required IReadOnlyList<Tag> ProtectedAttributes { get; init => field = [.. value]; }

    /// <summary>The top-level Attributes that de-identification added, ascending.</summary>
    public required IReadOnlyList<Tag> AddedAttributes { get; init => field = [.. value]; }

    /// <summary>The Transfer Syntax of the protected object.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>How many Items the Encrypted Attributes Sequence has: one for each attribute set.</summary>
    public required int EncryptedItems { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init => field = [.. value]; }

    /// <summary>Numbers of Attributes, Items and warnings in a line: "10 Attributes protected, 1 Item, no warnings". No value.</summary>
    public override string ToString() =>
        $"{Counting.Of(ProtectedAttributes.Count, "Attribute")} protected, {Counting.Of(EncryptedItems, "Item")}, "
        + Counting.OrNone(Warnings.Count, "warning");
}
