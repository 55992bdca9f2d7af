using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Everything the command line says about the de-identifier.</summary>
internal sealed class DeidentifierChoices
{
    private readonly List<string> _warnings = [];

    public required ConfidentialityProfile Profile { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required IReadOnlyList<string> Subsets { get; init; }

    public required IReadOnlyList<string> Passwords { get; init; }

    /// <summary>Each ID=FILE.</summary>
    public required IReadOnlyList<string> KeyEncryptionKeys { get; init; }

    /// <summary>--allow-expired.</summary>
    public required bool AllowsExpired { get; init; }

    /// <summary>--trust.</summary>
    public required string? TrustPath { get; init; }

    public required IReadOnlyList<string> Escrows { get; init; }

    public required EnvelopeSuite Suite { get; init; }

    /// <summary>Whether the suite, or its key size, was said in words.</summary>
    public required bool SuiteIsGiven { get; init; }

    public required KeyScope KeyScope { get; init; }

    public required bool IsWithoutRecovery { get; init; }

    public required string? PseudonymKeyPath { get; init; }

    public required string? Purpose { get; init; }

    /// <summary>What the caller should know before the run.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    private bool CanAnyoneRestore => Recipients.Count + Passwords.Count + KeyEncryptionKeys.Count > 0;

    /// <exception cref="UsageException">Choices that do not go together, or a file that cannot be used.</exception>
    public Deidentifier Build()
    {
        RefuseContradictions();
        using PseudonymKey? key = PseudonymKeyPath is { } path ? PseudonymKeyFile.Read(path, _warnings) : null;
        try
        {
            return IsWithoutRecovery ? BuildWithoutRecovery(key) : BuildWithRecovery(key);
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception);
        }
    }

    private void RefuseContradictions()
    {
        bool hasRecipients = CanAnyoneRestore || Subsets.Count > 0;
        if (!IsWithoutRecovery && !hasRecipients)
            throw new UsageException(
                "who may recover the originals? Name a --recipient, --subset, --password or --kek, or say --without-recovery");
        if (!IsWithoutRecovery) return;
        if (hasRecipients)
            throw new UsageException("--without-recovery encrypts nothing; it does not go with --recipient, --subset, --password or --kek");
        if (AllowsExpired || TrustPath is not null)
            throw new UsageException("--without-recovery encrypts nothing; it does not go with --allow-expired or --trust");
        if (Escrows.Count > 0) throw new UsageException("--without-recovery encrypts nothing; it does not go with --escrow");
        if (SuiteIsGiven || Purpose is not null || KeyScope != KeyScope.PerInstance)
            throw new UsageException(
                "--without-recovery encrypts nothing; it does not go with --suite, --key-size, --key-scope or --purpose");
    }

    private Deidentifier BuildWithoutRecovery(PseudonymKey? key)
    {
        DeidentifierBuilder builder = Deidentifier.WithProfile(Profile).WithoutRecovery();
        return (key is null ? builder : builder.WithPseudonymKey(key)).Build();
    }

    private Deidentifier BuildWithRecovery(PseudonymKey? key)
    {
        DeidentifierRecoveryBuilder? builder = null;
        using CertificateRules rules = CertificateRules.Read(AllowsExpired, TrustPath);
        foreach ((AttributeSet attributes, IReadOnlyList<Recipient> recipients) in Audiences.Read(this, rules, _warnings))
            builder = (builder?.Encrypt(attributes) ?? Deidentifier.WithProfile(Profile).Encrypt(attributes)).For(recipients);

        if (!CanAnyoneRestore) _warnings.Add("nobody will be able to restore the originals: there is no --recipient, only --subset");
        builder = builder!.With(Suite).WithKeyScope(KeyScope);
        if (key is not null) builder = builder.WithPseudonymKey(key);
        if (Purpose is not null) builder = builder.WithPurpose(Purpose);
        return EscrowOption.Read(Escrows, rules, _warnings).Aggregate(builder, (next, escrow) => next.RequireEscrow(escrow)).Build();
    }
}
