using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>The last stage of a de-identifier without recovery. Each method gives a new builder.</summary>
public sealed class DeidentifierBuilder
{
    private readonly ProtectionOptions _options;

    internal DeidentifierBuilder(ProtectionOptions options) => _options = options;

    /// <summary>Makes replacement UIDs and identifiers under a key of the caller, consistent with all others under that key.</summary>
    /// <param name="key">Copied at once: the caller can dispose it.</param>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public DeidentifierBuilder WithPseudonymKey(PseudonymKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new DeidentifierBuilder(_options with { PseudonymKey = key.Copy() });
    }

    /// <summary>Refuses an object that has Encrypted Attributes already, instead of removing them.</summary>
    public DeidentifierBuilder RefuseAlreadyProtected() => new(_options with { RefusesAlreadyProtected = true });

    /// <summary>Makes the de-identifier.</summary>
    public Deidentifier Build() => new(_options);
}

/// <summary>The last stage of a de-identifier with recovery. Each method gives a new builder.</summary>
public sealed class DeidentifierRecoveryBuilder
{
    private const int PurposeLimit = 64; // LO (PS3.5 6.2)

    private readonly ProtectionOptions _options;

    internal DeidentifierRecoveryBuilder(ProtectionOptions options) => _options = options;

    /// <summary>Encrypts another set of Attributes, in an Item of its own, for other recipients.</summary>
    public DeidentifierAudienceStage Encrypt(AttributeSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new DeidentifierAudienceStage(_options, attributes);
    }

    /// <summary>Chooses the algorithms. <see cref="EnvelopeSuite.Authenticated"/> unless said otherwise.</summary>
    public DeidentifierRecoveryBuilder With(EnvelopeSuite suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return new DeidentifierRecoveryBuilder(_options with { Suite = suite });
    }

    /// <summary>
    /// Chooses how many objects one encrypted key opens. With <see cref="KeyScope.PerStudy"/> the suite derives keys
    /// (<see cref="EnvelopeSuite.WithKeyDerivation"/>), which OpenSSL 3.0 and GDCM do not read; everybody sees which objects are of one
    /// study; who is given the key of one opens all. The 256 studies seen last keep their keys, by original Study Instance UID. An
    /// object without that UID gets a key of its own.
    /// </summary>
    /// <param name="scope"><see cref="KeyScope.PerInstance"/> unless said otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scope"/> is neither.</exception>
    public DeidentifierRecoveryBuilder WithKeyScope(KeyScope scope)
    {
        if (!Enum.IsDefined(scope)) throw new ArgumentOutOfRangeException(nameof(scope), scope, "A key is for an instance or a study.");
        return new DeidentifierRecoveryBuilder(_options with { KeyScope = scope });
    }

    /// <summary>Makes replacement UIDs and identifiers under a key of the caller, consistent with all others under that key.</summary>
    /// <param name="key">Copied at once: the caller can dispose it.</param>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public DeidentifierRecoveryBuilder WithPseudonymKey(PseudonymKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new DeidentifierRecoveryBuilder(_options with { PseudonymKey = key.Copy() });
    }

    /// <summary>
    /// Names what the objects are protected for. The label stands in each Item, encrypted, and makes the pseudonyms differ from those
    /// of another purpose under the same key.
    /// </summary>
    /// <param name="purpose">1 to 64 printable ASCII characters, no backslash.</param>
    /// <exception cref="ArgumentException"><paramref name="purpose"/> is not of that form.</exception>
    public DeidentifierRecoveryBuilder WithPurpose(string purpose)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        bool isLegal = purpose.Length <= PurposeLimit && purpose.All(letter => letter is >= ' ' and <= '~' and not '\\')
            && purpose.Trim() == purpose;
        if (!isLegal)
            throw new ArgumentException($"A purpose has 1 to {PurposeLimit} printable ASCII characters and no backslash.", nameof(purpose));
        return new DeidentifierRecoveryBuilder(_options with { Purpose = purpose });
    }

    /// <summary>Refuses an object that has Encrypted Attributes already, instead of encrypting them with the rest.</summary>
    public DeidentifierRecoveryBuilder RefuseAlreadyProtected() => new(_options with { RefusesAlreadyProtected = true });

    /// <summary>
    /// Leaves pixels and other large values unbound: faster, but somebody's identity can then be moved onto another patient's pixels
    /// unnoticed.
    /// </summary>
    public DeidentifierRecoveryBuilder WithoutPixelBinding() => new(_options with { BindsPixels = false });

    /// <summary>
    /// Writes nothing that PS3.15 Annex E does not know. Recovery then gives back every value, but not the bytes of the file, and Items
    /// can be moved to other objects unnoticed.
    /// </summary>
    public DeidentifierRecoveryBuilder WithoutRestorationRecord() => new(_options with { WritesRestorationRecord = false });

    /// <summary>Sets how many octets may be encrypted for one object, which are held in memory. 1 GiB unless said otherwise.</summary>
    public DeidentifierRecoveryBuilder WithEncryptedContentLimit(long octets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(octets);
        return new DeidentifierRecoveryBuilder(_options with { EncryptedContentLimit = octets });
    }

    /// <summary>
    /// Requires that a recipient, such as a trustee's, can restore the original of every object: <see cref="Build"/> refuses otherwise. It
    /// is not added by this. May be called several times.
    /// </summary>
    /// <param name="escrow">
    /// Found among the recipients of <see cref="AttributeSet.AllProtected"/> by its key, under whatever certificate.
    /// </param>
    public DeidentifierRecoveryBuilder RequireEscrow(Recipient escrow)
    {
        ArgumentNullException.ThrowIfNull(escrow);
        return new DeidentifierRecoveryBuilder(_options with { Escrows = [.. _options.Escrows, escrow] });
    }

    /// <summary>Makes the de-identifier.</summary>
    /// <exception cref="ArgumentException">
    /// A recipient does not suit the suite; one that <see cref="RequireEscrow"/> names cannot restore the original; or
    /// <see cref="KeyScope.PerStudy"/> does not go with <see cref="EnvelopeSuite.Conformant"/> or
    /// <see cref="WithoutRestorationRecord"/>.
    /// </exception>
    public Deidentifier Build()
    {
        Recipient[] restorers =
        [
            .. _options.Audiences.Where(audience => audience.Attributes.IsAllProtected).SelectMany(audience => audience.Recipients),
        ];
        Recipient? missing = _options.Escrows.FirstOrDefault(escrow => !restorers.Any(escrow.HasSameKeyAs));
        if (missing is not null)
        {
            throw new ArgumentException(
                $"The escrow recipient {missing} is not among those for whom all protected Attributes are encrypted.");
        }

        return new Deidentifier(_options.KeyScope == KeyScope.PerStudy ? _options with { Suite = SuiteOfStudyKeys() } : _options);
    }

    private EnvelopeSuite SuiteOfStudyKeys()
    {
        if (_options.Suite.Name == EnvelopeSuite.Conformant.Name)
        {
            throw new ArgumentException(
                "One key for a study is derived into one for each instance (RFC 9709), which the suite "
                    + $"\"{_options.Suite.Name}\" does not do (PS3.15 E.1.1).");
        }

        if (!_options.WritesRestorationRecord)
        {
            throw new ArgumentException(
                "One key for a study needs the restoration record, which says that the key opens other objects too.");
        }

        return _options.Suite.WithKeyDerivation();
    }
}
