using System.Collections.Immutable;

namespace Dicom.Cms.Envelopes;

/// <summary>How the recipients of envelopes are to change: some added, some removed, or all replaced. Immutable.</summary>
public sealed class RecipientChange
{
    private RecipientChange(ImmutableArray<Recipient> added, ImmutableArray<RecipientName> removed, bool replacesAll)
    {
        Added = added;
        Removed = removed;
        ReplacesAll = replacesAll;
        RefuseContradictions();
    }

    /// <summary>Those who will be able to open the envelope.</summary>
    public IReadOnlyList<Recipient> Added { get; }

    /// <summary>Those who are taken out; empty where all are.</summary>
    public IReadOnlyList<RecipientName> Removed { get; }

    /// <summary>
    /// Those for whom the key is encrypted anew where the envelope names them: whether what stands there was ever any good, nobody knows.
    /// </summary>
    public IReadOnlyList<Recipient> Renewed { get; private init; } = [];

    /// <summary>Whether everybody but those added is taken out.</summary>
    public bool ReplacesAll { get; }

    /// <summary>Adds recipients and removes others.</summary>
    /// <param name="added">None twice; may be empty if somebody is removed.</param>
    /// <param name="removed">None of those added; may be empty if somebody is added.</param>
    /// <exception cref="ArgumentException">Nobody at all, somebody null, somebody added twice or both added and removed.</exception>
    public static RecipientChange AddAndRemove(IReadOnlyList<Recipient> added, IReadOnlyList<RecipientName> removed)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        if (added.Count + removed.Count == 0) throw new ArgumentException("No recipient is added, and none removed.", nameof(added));
        if (removed.Contains(null!)) throw new ArgumentException("One of the names is null.", nameof(removed));
        // Two certificates can share a name: whoever removes both names both.
        RecipientName[] distinct = [.. removed.Where((name, place) => !removed.Take(place).Any(name.IsSameAs))];
        return new RecipientChange([.. added], [.. distinct], replacesAll: false);
    }

    /// <summary>Removes everybody, and then adds these.</summary>
    /// <exception cref="ArgumentException">Nobody, somebody null, or somebody twice.</exception>
    public static RecipientChange ReplaceAll(IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        return recipients.Count > 0
            ? new RecipientChange([.. recipients], [], replacesAll: true)
            : throw new ArgumentException("An envelope needs at least one recipient.", nameof(recipients));
    }

    /// <summary>The same change, which also encrypts the key anew for recipients that the envelope names.</summary>
    /// <exception cref="ArgumentException">
    /// Two certificates share issuer and serial number, and no key identifiers tell them apart.
    /// </exception>
    public RecipientChange WithRenewed(IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        Recipient.WithDistinctNames([.. Added, .. recipients]);
        return recipients.Count == 0 ? this : new RecipientChange([.. Added], [.. Removed], ReplacesAll) { Renewed = [.. recipients] };
    }

    private void RefuseContradictions()
    {
        for (int i = 0; i < Added.Count; i++)
        {
            Recipient recipient = Added[i] ?? throw new ArgumentException("One of the recipients is null.");
            bool isAgain = Added.Take(i).Any(other => IsSame(recipient, other));
            if (isAgain) throw new ArgumentException($"The recipient {recipient} is named twice.");
            if (recipient.Name != RecipientName.Password && Removed.Any(recipient.Name.IsSameAs))
                throw new ArgumentException($"The recipient {recipient} is both added and removed.");
        }

        Recipient.WithDistinctNames(Added);
    }

    // Two passwords have one name, and two certificates can; two certificates of one key have two.
    private static bool IsSame(Recipient one, Recipient other) => one.Name.Equals(other.Name) && one.HasSameKeyAs(other);
}
