using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Everything the command line says about the rewrapper.</summary>
internal sealed class RewrapperChoices
{
    public required IReadOnlyList<string> Added { get; init; }

    public required IReadOnlyList<string> Removed { get; init; }

    public required bool ReplacesAll { get; init; }

    public required IReadOnlyList<string> Escrows { get; init; }

    /// <summary>--allow-expired.</summary>
    public required bool AllowsExpired { get; init; }

    /// <summary>--trust.</summary>
    public required string? TrustPath { get; init; }

    public required int? ItemNumber { get; init; }

    public required bool AcceptsMismatchedBinding { get; init; }

    /// <exception cref="UsageException">Choices that do not go together.</exception>
    public void RefuseContradictions()
    {
        if (ReplacesAll && Added.Count == 0) throw new UsageException("--replace-all leaves nobody: name those who remain with --add");
        if (ReplacesAll && Removed.Count > 0) throw new UsageException("--replace-all takes everybody out; it does not go with --remove");
        if (Added.Count + Removed.Count == 0) throw new UsageException("what is to change? Name an --add or a --remove");
        if (ItemNumber < 1) throw new UsageException("--item takes a whole number from 1");
    }

    /// <exception cref="UsageException">A certificate that cannot be used, or an escrow recipient that would be removed.</exception>
    public Rewrapper Build(IReadOnlyList<RecipientKey> keys, List<string> warnings)
    {
        RecoveryPolicy policy = RecoveryPolicy.Default with { AcceptMismatchedBinding = AcceptsMismatchedBinding };
        using CertificateRules rules = CertificateRules.Read(AllowsExpired, TrustPath);
        Recipient[] added = [.. Added.Select(path => RecipientFile.Read(path, rules, warnings))];
        IReadOnlyList<Recipient> escrows = EscrowOption.Read(Escrows, rules, warnings);
        try
        {
            return ReplacesAll ? BuildReplacement(keys, added, escrows, policy) : BuildChange(keys, added, escrows, policy);
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception);
        }
    }

    private Rewrapper BuildReplacement(
        IReadOnlyList<RecipientKey> keys, Recipient[] added, IReadOnlyList<Recipient> escrows, RecoveryPolicy policy)
    {
        RewrapperReplacementBuilder builder = Rewrapper.WithKeys(keys).ReplaceAll(added[0], added[1..]).With(policy);
        if (ItemNumber is { } number) builder = builder.OnlyItem(number);
        return escrows.Aggregate(builder, (next, escrow) => next.RequireEscrow(escrow)).Build();
    }

    private Rewrapper BuildChange(
        IReadOnlyList<RecipientKey> keys, Recipient[] added, IReadOnlyList<Recipient> escrows, RecoveryPolicy policy)
    {
        RecipientName[] removed = [.. Removed.Select(RecipientNameFile.Read)];
        RewrapperKeyStage start = Rewrapper.WithKeys(keys);
        RewrapperBuilder builder = added.Length > 0 ? start.Add(added[0], added[1..]) : start.Remove(removed[0]);
        if (removed.Length > 0) builder = builder.Remove(removed[0], removed[1..]);
        builder = builder.With(policy);
        if (ItemNumber is { } number) builder = builder.OnlyItem(number);
        return escrows.Aggregate(builder, (next, escrow) => next.RequireEscrow(escrow)).Build();
    }
}
