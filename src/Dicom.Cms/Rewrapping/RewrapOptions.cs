using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Everything a rewrapper was built with.</summary>
internal sealed record RewrapOptions
{
    public required IReadOnlyList<RecipientKey> Keys { get; init; }

    public IReadOnlyList<Recipient> Added { get; init; } = [];

    public IReadOnlyList<RecipientName> Removed { get; init; } = [];

    public bool ReplacesAll { get; init; }

    /// <summary>Each must be among the recipients afterwards.</summary>
    public IReadOnlyList<Recipient> Escrows { get; init; } = [];

    public RecoveryPolicy Policy { get; init; } = RecoveryPolicy.Default;

    /// <summary>The only Item that may change, counted from 1; null where every Item may.</summary>
    public int? ItemNumber { get; init; }

    /// <exception cref="ArgumentException">
    /// The change contradicts itself, or leaves an escrow recipient out; or an envelope could not name two of the recipients.
    /// </exception>
    public RecipientChange ToChange()
    {
        foreach (Recipient escrow in Escrows)
        {
            if (escrow.Name.Equals(RecipientName.Password))
                throw new ArgumentException("A password is no escrow recipient: envelopes do not say which password it is.");
            bool isLeftOut = ReplacesAll
                ? !Added.Any(escrow.HasSameKeyAs)
                : Removed.Contains(escrow.Name) && !Added.Any(escrow.HasSameKeyAs);
            if (isLeftOut) throw new ArgumentException($"The escrow recipient {escrow} would be removed.");
        }

        Recipient.WithDistinctNames([.. Added, .. Escrows]);
        return ReplacesAll ? RecipientChange.ReplaceAll(Added) : RecipientChange.AddAndRemove(Added, Removed);
    }
}
