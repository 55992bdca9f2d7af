using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>A rewrapper that has its keys, and still needs to be told what is to change.</summary>
public sealed class RewrapperKeyStage
{
    private readonly RewrapOptions _options;

    internal RewrapperKeyStage(RewrapOptions options) => _options = options;

    /// <inheritdoc cref="RewrapperBuilder.Add"/>
    public RewrapperBuilder Add(Recipient recipient, params IReadOnlyList<Recipient> others) =>
        new RewrapperBuilder(_options).Add(recipient, others);

    /// <inheritdoc cref="RewrapperBuilder.Remove"/>
    public RewrapperBuilder Remove(RecipientName name, params IReadOnlyList<RecipientName> others) =>
        new RewrapperBuilder(_options).Remove(name, others);

    /// <summary>Removes every recipient there is, and encrypts the key for these.</summary>
    public RewrapperReplacementBuilder ReplaceAll(Recipient recipient, params IReadOnlyList<Recipient> others)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(others);
        return new RewrapperReplacementBuilder(_options with { Added = [recipient, .. others], ReplacesAll = true });
    }
}

/// <summary>The last stage of a rewrapper that adds and removes recipients. Each method gives a new builder.</summary>
public sealed class RewrapperBuilder
{
    private readonly RewrapOptions _options;

    internal RewrapperBuilder(RewrapOptions options) => _options = options;

    /// <summary>Adds recipients. One who is there already stays as he is, and the result says so.</summary>
    public RewrapperBuilder Add(Recipient recipient, params IReadOnlyList<Recipient> others)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(others);
        return new RewrapperBuilder(_options with { Added = [.. _options.Added, recipient, .. others] });
    }

    /// <summary>Removes recipients. One who is not there is no error, and the result says so.</summary>
    public RewrapperBuilder Remove(RecipientName name, params IReadOnlyList<RecipientName> others)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(others);
        return new RewrapperBuilder(_options with { Removed = [.. _options.Removed, name, .. others] });
    }

    /// <inheritdoc cref="RewrapperReplacementBuilder.OnlyItem"/>
    public RewrapperBuilder OnlyItem(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return new RewrapperBuilder(_options with { ItemNumber = number });
    }

    /// <inheritdoc cref="RewrapperReplacementBuilder.With"/>
    public RewrapperBuilder With(RecoveryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new RewrapperBuilder(_options with { Policy = policy });
    }

    /// <inheritdoc cref="RewrapperReplacementBuilder.RequireEscrow"/>
    public RewrapperBuilder RequireEscrow(Recipient escrow)
    {
        ArgumentNullException.ThrowIfNull(escrow);
        return new RewrapperBuilder(_options with { Escrows = [.. _options.Escrows, escrow] });
    }

    /// <summary>Makes the rewrapper.</summary>
    /// <exception cref="ArgumentException">
    /// A recipient is added twice, or added and removed; or an escrow recipient would be removed.
    /// </exception>
    public Rewrapper Build() => new(_options);
}

/// <summary>The last stage of a rewrapper that replaces all recipients. Each method gives a new builder.</summary>
public sealed class RewrapperReplacementBuilder
{
    private readonly RewrapOptions _options;

    internal RewrapperReplacementBuilder(RewrapOptions options) => _options = options;

    /// <summary>
    /// Leaves every other Item alone: where the keys open several, and what one of them holds is not meant for all. An object without that
    /// Item is refused.
    /// </summary>
    /// <param name="number">1 for the first Item of the Encrypted Attributes Sequence.</param>
    public RewrapperReplacementBuilder OnlyItem(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return new RewrapperReplacementBuilder(_options with { ItemNumber = number });
    }

    /// <summary>Chooses what is accepted: algorithms, Items of other software, Items that name another object.</summary>
    public RewrapperReplacementBuilder With(RecoveryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new RewrapperReplacementBuilder(_options with { Policy = policy });
    }

    /// <summary>
    /// Requires that a recipient, such as a trustee's, is among the recipients afterwards; an object of which that is not true is refused.
    /// Items that hold only a part of the protected Attributes apart. May be called several times.
    /// </summary>
    /// <param name="escrow">Anyone but a password, which envelopes do not name.</param>
    public RewrapperReplacementBuilder RequireEscrow(Recipient escrow)
    {
        ArgumentNullException.ThrowIfNull(escrow);
        return new RewrapperReplacementBuilder(_options with { Escrows = [.. _options.Escrows, escrow] });
    }

    /// <summary>Makes the rewrapper.</summary>
    /// <exception cref="ArgumentException">A recipient is named twice, or an escrow recipient not at all.</exception>
    public Rewrapper Build() => new(_options);
}
