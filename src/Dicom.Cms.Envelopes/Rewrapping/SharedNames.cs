namespace Dicom.Cms.Envelopes;

/// <summary>
/// Whom the RecipientInfos of an envelope name, where two certificates share issuer and serial number. What tells: the key that opened one
/// of them, the keys at hand, and a key identifier beside.
/// </summary>
internal sealed class SharedNames
{
    private readonly Envelope _envelope;
    private readonly Attempt _opened;
    private readonly KeyIdentity[] _keys;
    private readonly KeyIdentity _opener;
    private readonly KeyIdentity[] _others;

    /// <param name="envelope">The envelope.</param>
    /// <param name="opened">What opened it.</param>
    /// <param name="keys">The keys at hand, one of which opened it.</param>
    public SharedNames(Envelope envelope, Attempt opened, IReadOnlyList<RecipientKey> keys)
    {
        _envelope = envelope;
        _opened = opened;
        _keys = [.. keys.Select(key => key.Identity)];
        _opener = keys.First(key => key.Holds(opened.Key)).Identity;
        _others = [.. keys.Where(key => !key.Holds(opened.Key)).Select(key => key.Identity)];
    }

    /// <summary>Whether a RecipientInfo names somebody, as far as one can know.</summary>
    public bool IsFor(RecipientInfo info, RecipientName name) => name.IsMeantBy(info) && !IsAnothers(info, name);

    /// <summary>The same, and not by a name that is likely another's because a key identifier stands beside.</summary>
    public bool IsSurelyFor(RecipientInfo info, RecipientName name) => IsFor(info, name) && !HasKeyIdentifierBeside(info, name);

    /// <summary>Whether one cannot know whom to remove. It does not matter where all of the name are removed.</summary>
    public bool IsUnclear(RecipientName name, IReadOnlyList<RecipientName> removed) =>
        !removed.Any(other => other.Equals(name) && !other.IsSameAs(name))
        && _envelope.Recipients.Any(info => !IsOpened(info) && info.NamesByIssuer(name)
            && HasKeyIdentifierBeside(info, name) != _others.Any(name.IsSharedWith));

    /// <summary>Whether what stays of the envelope names another by the issuer and serial number of this one.</summary>
    public bool IsTaken(RecipientName name, IReadOnlyList<RecipientName> removed) =>
        _envelope.Recipients.Any(info => info.NamesByIssuer(name)
            && !IsSurelyFor(info, name)
            && !removed.Any(other => IsFor(info, other)));

    /// <summary>The recipient, named by a key identifier that is no other key's at hand; null where there is none.</summary>
    public Recipient? NameByKeyIdentifier(Recipient recipient)
    {
        if (recipient.Name.CertificateKeyIdentifier is not { } identifier) return null;
        bool isShared = Array.Exists(_keys, key =>
            recipient.Name.IsNotOf(key) && key.CertificateKeyIdentifier is { } other && other.Span.SequenceEqual(identifier.Span));
        return isShared ? null : recipient.NamedByKeyIdentifier();
    }

    private bool IsOpened(RecipientInfo info) => ReferenceEquals(info, _opened.Recipient);

    // What a key opened is that key's. What might be that of another key at hand is not taken for somebody else's.
    private bool IsAnothers(RecipientInfo info, RecipientName name) => IsOpened(info)
        ? _opened.Identifier is { } identifier && name.IsMeantBy(identifier) && name.IsNotOf(_opener)
        : info.NamesByIssuer(name) && _others.Any(name.IsSharedWith);

    private bool HasKeyIdentifierBeside(RecipientInfo info, RecipientName name) =>
        !IsOpened(info)
        && info.NamesByIssuer(name)
        && _envelope.Recipients.Any(other => name.IsMeantBy(other) && !other.NamesByIssuer(name));
}
