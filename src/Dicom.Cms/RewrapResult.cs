namespace Dicom.Cms;

/// <summary>What re-wrapping an object did. Holds names of recipients, no values of Attributes.</summary>
public sealed record RewrapResult
{
    /// <summary>How many Items have other recipients than before. With 0 the output is the input, octet for octet.</summary>
    public required int ItemsChanged { get; init; }

    /// <summary>How many Items were left as they are because none of the keys opens them, or because they were not to change.</summary>
    public required int ItemsLeft { get; init; }

    /// <summary>How many recipients were added, over all Items.</summary>
    public required int RecipientsAdded { get; init; }

    /// <summary>How many recipients were removed, over all Items.</summary>
    public required int RecipientsRemoved { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init => field = [.. value]; }

    /// <summary>
    /// Numbers of Items, recipients and warnings in a line: "1 Item changed, 2 recipients added, 1 recipient removed, no warnings". No
    /// name.
    /// </summary>
    public override string ToString() =>
        $"{Counting.Of(ItemsChanged, "Item")} changed, "
        + (ItemsLeft > 0 ? $"{Counting.Of(ItemsLeft, "Item")} left, " : "")
        + $"{Counting.Of(RecipientsAdded, "recipient")} added, {Counting.Of(RecipientsRemoved, "recipient")} removed, "
        + Counting.OrNone(Warnings.Count, "warning");
}
