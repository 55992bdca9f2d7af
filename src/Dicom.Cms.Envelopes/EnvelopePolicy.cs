namespace Dicom.Cms.Envelopes;

/// <summary>Which envelopes are opened at all. Checked before a private key is touched. Immutable.</summary>
/// <remarks>
/// <para>
/// | policy            | content                              | key transport                      |
/// |-------------------|--------------------------------------|------------------------------------|
/// | Default           | AES-GCM, AES-CBC, DES-EDE3-CBC       | RSAES-OAEP, RSAES-PKCS1-v1_5       |
/// | AuthenticatedOnly | AES-GCM, in AuthEnvelopedData        | RSAES-OAEP, RSAES-PKCS1-v1_5       |
/// | OaepOnly          | AES-GCM, AES-CBC, DES-EDE3-CBC       | RSAES-OAEP                         |
/// </para>
/// <para>
/// Key agreement, key-encryption keys and passwords are accepted by each; passwords up to
/// <see cref="MaxPasswordIterations"/> rounds. <see cref="WithKeyDerivationRequired"/> makes any of them stricter.
/// </para>
/// </remarks>
public sealed class EnvelopePolicy
{
    private const int DefaultMaxPasswordIterations = 10_000_000;

    private readonly bool _unauthenticated;
    private readonly bool _pkcs1;

    private EnvelopePolicy(
        string name,
        bool unauthenticated,
        bool pkcs1,
        bool requiresKeyDerivation = false,
        int maxPasswordIterations = DefaultMaxPasswordIterations,
        CertificatePolicy? certificates = null)
    {
        Name = name;
        RequiresKeyDerivation = requiresKeyDerivation;
        MaxPasswordIterations = maxPasswordIterations;
        Certificates = certificates;
        _unauthenticated = unauthenticated;
        _pkcs1 = pkcs1;
    }

    /// <summary>Everything this library can read, for what others wrote.</summary>
    public static EnvelopePolicy Default { get; } = new("default", unauthenticated: true, pkcs1: true);

    /// <summary>Only contents that cannot be changed unnoticed.</summary>
    public static EnvelopePolicy AuthenticatedOnly { get; } = new("authenticated only", unauthenticated: false, pkcs1: true);

    /// <summary>No RSAES-PKCS1-v1_5, whose padding tells too much.</summary>
    public static EnvelopePolicy OaepOnly { get; } = new("OAEP only", unauthenticated: true, pkcs1: false);

    /// <summary>The name for people.</summary>
    public string Name { get; }

    /// <summary>Whether only contents with a derived key are opened (RFC 9709).</summary>
    public bool RequiresKeyDerivation { get; }

    /// <summary>
    /// The most rounds of PBKDF2 that are done for a password; 10,000,000 unless said otherwise. Whoever wrote the
    /// envelope chose their number, and they cost whoever opens it: some seconds for that many.
    /// </summary>
    public int MaxPasswordIterations { get; }

    /// <summary>
    /// What the certificates of keys must satisfy before the keys are used; null unless said otherwise, for what was
    /// encrypted outlives the certificate it was encrypted for.
    /// </summary>
    public CertificatePolicy? Certificates { get; }

    /// <summary>
    /// This policy, but only for contents whose key is derived under the name of the algorithm (RFC 9709): what was
    /// written as AuthEnvelopedData then never opens as EnvelopedData.
    /// </summary>
    public EnvelopePolicy WithKeyDerivationRequired() =>
        RequiresKeyDerivation
            ? this
            : new(Name + ", key derivation required", _unauthenticated, _pkcs1, true, MaxPasswordIterations, Certificates);

    /// <summary>This policy with another <see cref="MaxPasswordIterations"/>.</summary>
    /// <param name="iterations">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public EnvelopePolicy WithMaxPasswordIterations(int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        return new(Name, _unauthenticated, _pkcs1, RequiresKeyDerivation, iterations, Certificates);
    }

    /// <summary>
    /// This policy, but only for keys under certificates that are accepted now. Checked before a key is used; what has no
    /// certificate, such as a password, or a private key that was given without one, is not checked.
    /// </summary>
    public EnvelopePolicy WithCertificatePolicy(CertificatePolicy certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new(Name, _unauthenticated, _pkcs1, RequiresKeyDerivation, MaxPasswordIterations, certificates);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Why such content is not accepted, or null.</summary>
    internal string? Refuse(ContentEncryption content) =>
        !content.IsAuthenticated && !_unauthenticated
            ? $"The content is encrypted with {content.Name}, which does not authenticate it; only authenticated content is accepted."
        : !content.UsesKeyDerivation && RequiresKeyDerivation
            ? $"The content is encrypted with {content.Name} under a key that is not derived; only RFC 9709 is accepted."
        : null;

    /// <summary>Why the certificate under which a key is known is not accepted, or null.</summary>
    internal string? Refuse(KeyIdentity identity) => Certificates is null ? null : identity.Refuse(Certificates);

    /// <summary>Why such key transport is not accepted, or null.</summary>
    internal string? Refuse(KeyTransportAlgorithm keyTransport) =>
        keyTransport.IsOaep || _pkcs1 ? null : $"The key is encrypted with {keyTransport.Name}; only RSAES-OAEP is accepted.";

    /// <summary>Why such a password is not tried, or null.</summary>
    internal string? Refuse(PasswordKeyDerivation derivation) =>
        derivation.Iterations <= MaxPasswordIterations
            ? null
            : $"The password is stretched by {derivation.Iterations} iterations; {MaxPasswordIterations} are accepted.";
}
