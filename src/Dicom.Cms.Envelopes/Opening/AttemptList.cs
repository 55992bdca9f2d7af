namespace Dicom.Cms.Envelopes;

/// <summary>
/// What is worth trying on one envelope, as far as the policy allows it, in order: keys the envelope names, first by key identifiers, for
/// issuer and serial number can be another's too; keys that could be meant; and passwords last, for each of them costs the most.
/// </summary>
internal sealed class AttemptList(EnvelopePolicy policy, int maxAttempts)
{
    /// <summary>RecipientInfos each password is tried on. Nobody writes for more; each may ask for millions of rounds.</summary>
    public const int MaxAttemptsPerPassword = 4;

    private readonly List<Attempt> _named = [];
    private readonly List<Attempt> _possible = [];
    private readonly List<Attempt> _passwords = [];
    private Dictionary<KeyIdentity, string?>? _certificateRefusals;
    private string? _otherRefusal;
    private int _byKeyIdentifier;

    /// <summary>Whether nothing could be tried, whatever the policy.</summary>
    public bool IsEmpty => _named.Count + _possible.Count + _passwords.Count == 0 && Refusal is null;

    /// <summary>Why what could have been tried is not, or null where nothing could.</summary>
    public string? Refusal => NamedRefusal ?? _otherRefusal;

    /// <summary>Why a key that is named is not tried, or null.</summary>
    public string? NamedRefusal { get; private set; }

    /// <summary>
    /// Whether any of the keys is surely meant. A key that was only tried, because nothing names it, may simply not be.
    /// A password counts as meant: nobody can be named but by "a password".
    /// </summary>
    public bool IsAnyNamed { get; private set; }

    /// <summary>Whether any of those surely meant is tried.</summary>
    public bool IsAnyNamedTried => _named.Count > 0 || _passwords.Count > 0;

    /// <param name="attempt">What is tried.</param>
    /// <param name="identity">By what the key is named; its certificate must be accepted.</param>
    public void AddNamed(Attempt attempt, KeyIdentity identity)
    {
        IsAnyNamed = true;
        if (_named.Count == maxAttempts) return;
        if ((Refuse(identity) ?? attempt.Refuse(policy)) is { } refusal) NamedRefusal ??= refusal;
        else if (attempt.Identifier is { Certificate: null }) _named.Insert(_byKeyIdentifier++, attempt);
        else _named.Add(attempt);
    }

    public void AddPossible(Attempt attempt)
    {
        if (_possible.Count < maxAttempts) AddOther(_possible, attempt);
    }

    public void AddPassword(Attempt attempt)
    {
        IsAnyNamed = true;
        if (_passwords.Count < maxAttempts && _passwords.Count(other => other.Key == attempt.Key) < MaxAttemptsPerPassword)
            AddOther(_passwords, attempt);
    }

    /// <summary>At most <c>maxAttempts</c>.</summary>
    public List<Attempt> ToAttempts()
    {
        List<Attempt> attempts = [.. _named, .. _possible, .. _passwords];
        if (attempts.Count > maxAttempts) attempts.RemoveRange(maxAttempts, attempts.Count - maxAttempts);
        return attempts;
    }

    // Once for all RecipientInfos that name it: a chain takes a while, and a stranger wrote the list.
    private string? Refuse(KeyIdentity identity)
    {
        if (policy.Certificates is null) return null;

        _certificateRefusals ??= [];
        if (!_certificateRefusals.TryGetValue(identity, out string? refusal))
            _certificateRefusals.Add(identity, refusal = policy.Refuse(identity));
        return refusal;
    }

    private void AddOther(List<Attempt> attempts, Attempt attempt)
    {
        if (attempt.Refuse(policy) is { } refusal) _otherRefusal ??= refusal;
        else attempts.Add(attempt);
    }
}
