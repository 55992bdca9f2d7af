namespace Dicom.Cms.Envelopes;

/// <summary>
/// Says which envelopes are opened. It is checked before a private key, a key service or a password is used. Immutable; change it with
/// <c>with</c>.
/// </summary>
/// <remarks>
/// <para>
/// Each property is an axis of its own: an axis neither needs nor changes another. The reason of a refusal names the axis.
/// </para>
/// <para>
/// | axis                              | Default    | AuthenticatedOnly | OaepOnly   | Strict     | reference          |
/// |-----------------------------------|------------|-------------------|------------|------------|--------------------|
/// | RequireAuthenticatedContent       | false      | true              | false      | true       | RFC 5083, RFC 5084 |
/// | RequireKeyDerivation              | false      | false             | false      | false      | RFC 9709           |
/// | AllowTripleDes                    | true       | true              | true       | false      | RFC 3370 5.1       |
/// | AllowRsaPkcs1                     | true       | true              | false      | false      | RFC 3370 4.2.1     |
/// | AllowSha1                         | true       | true              | true       | false      | RFC 4055, RFC 5753 |
/// | MaxPasswordIterations             | 10,000,000 | 10,000,000        | 10,000,000 | 10,000,000 | RFC 8018 4.2       |
/// | Certificates                      | null       | null              | null       | null       | RFC 5280           |
/// </para>
/// </remarks>
public sealed record EnvelopePolicy
{
    private readonly int _maxPasswordIterations = 10_000_000;

    /// <summary>Accepts everything that this library can read.</summary>
    public static EnvelopePolicy Default { get; } = new();

    /// <summary>Accepts only content that nobody can change unnoticed.</summary>
    public static EnvelopePolicy AuthenticatedOnly { get; } = new() { RequireAuthenticatedContent = true };

    /// <summary>Refuses RSAES-PKCS1-v1_5, whose padding can leak the key. Other kinds of recipients are accepted as before.</summary>
    public static EnvelopePolicy OaepOnly { get; } = new() { AllowRsaPkcs1 = false };

    /// <summary>
    /// Accepts only authenticated content, and refuses RSAES-PKCS1-v1_5, SHA-1 and Triple-DES. <see cref="RequireKeyDerivation"/>
    /// remains an axis of its own: most other software does not write it.
    /// </summary>
    public static EnvelopePolicy Strict { get; } =
        new() { RequireAuthenticatedContent = true, AllowTripleDes = false, AllowRsaPkcs1 = false, AllowSha1 = false };

    /// <summary>Whether the content encryption must detect changes by itself: AES-GCM in AuthEnvelopedData. False unless set.</summary>
    public bool RequireAuthenticatedContent { get; init; }

    /// <summary>
    /// Whether the key of the content must be derived under the name of its algorithm (RFC 9709). Content that was written as
    /// AuthEnvelopedData then never opens as EnvelopedData. False unless set.
    /// </summary>
    public bool RequireKeyDerivation { get; init; }

    /// <summary>Whether DES-EDE3-CBC is accepted, for content and for keys under a password. True unless set.</summary>
    public bool AllowTripleDes { get; init; } = true;

    /// <summary>Whether the key transport RSAES-PKCS1-v1_5 is accepted beside RSAES-OAEP. True unless set.</summary>
    public bool AllowRsaPkcs1 { get; init; } = true;

    /// <summary>
    /// Whether SHA-1 is accepted: as hash function of RSAES-OAEP or of its mask generation, in the key derivation of a key agreement,
    /// and in PBKDF2. OpenSSL and GDCM write it by default. True unless set.
    /// </summary>
    public bool AllowSha1 { get; init; } = true;

    /// <summary>
    /// The largest number of PBKDF2 iterations that are done for a password; 10,000,000 unless set, which takes some seconds. The
    /// writer of the envelope chooses the number, and the recipient pays for it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxPasswordIterations
    {
        get => _maxPasswordIterations;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxPasswordIterations = value;
        }
    }

    /// <summary>
    /// What the certificates of the keys must satisfy now, before the keys are used. Null unless set: encrypted content outlives the
    /// certificate it was encrypted for. A password, a key-encryption key, or a private key without a certificate is not checked.
    /// </summary>
    public CertificatePolicy? Certificates { get; init; }

    /// <summary>Names the axes that differ from <see cref="Default"/>.</summary>
    public override string ToString()
    {
        List<string> axes = [];
        if (RequireAuthenticatedContent) axes.Add("authenticated content only");
        if (RequireKeyDerivation) axes.Add("key derivation required");
        if (!AllowTripleDes) axes.Add("no Triple-DES");
        if (!AllowRsaPkcs1) axes.Add("no RSAES-PKCS1-v1_5");
        if (!AllowSha1) axes.Add("no SHA-1");
        if (MaxPasswordIterations != Default.MaxPasswordIterations) axes.Add($"at most {MaxPasswordIterations} iterations");
        if (Certificates is not null) axes.Add("certificates checked");
        return axes.Count == 0 ? "default" : string.Join(", ", axes);
    }

    /// <summary>Why such content is not accepted, or null.</summary>
    internal string? Refuse(ContentEncryption content) =>
        !content.IsAuthenticated && RequireAuthenticatedContent
            ? $"The content is encrypted with {content.Name}, which does not authenticate it; only authenticated content is accepted."
        : content.Oid == Oids.DesEde3Cbc && !AllowTripleDes
            ? $"The content is encrypted with {content.Name}; Triple-DES is not accepted."
        : !content.UsesKeyDerivation && RequireKeyDerivation
            ? $"The content is encrypted with {content.Name} under a key that is not derived; only RFC 9709 is accepted."
        : null;

    /// <summary>Why the certificate under which a key is known is not accepted, or null.</summary>
    internal string? Refuse(KeyIdentity identity) => Certificates is null ? null : identity.Refuse(Certificates);

    /// <summary>Why such key transport is not accepted, or null.</summary>
    internal string? Refuse(KeyTransportAlgorithm keyTransport) =>
        !keyTransport.IsOaep && !AllowRsaPkcs1
            ? $"The key is encrypted with {keyTransport.Name}; only RSAES-OAEP is accepted."
        : keyTransport.HashDigest == DigestAlgorithm.Sha1 || keyTransport.MaskGenerationDigest == DigestAlgorithm.Sha1
            ? RefuseSha1("encrypted", keyTransport.Name)
        : null;

    /// <summary>Why such key agreement is not accepted, or null.</summary>
    internal string? Refuse(KeyAgreementAlgorithm keyAgreement) =>
        keyAgreement.Scheme.Digest == DigestAlgorithm.Sha1 ? RefuseSha1("agreed", keyAgreement.Name) : null;

    /// <summary>Why such a password is not tried, or null.</summary>
    internal string? Refuse(PasswordKeyDerivation derivation) =>
        derivation.Iterations > MaxPasswordIterations
            ? $"The password is stretched by {derivation.Iterations} iterations; {MaxPasswordIterations} are accepted."
        : derivation.Digest == DigestAlgorithm.Sha1 ? RefuseSha1("derived", derivation.Name)
        : null;

    /// <summary>Why a key that is wrapped so is not tried, or null.</summary>
    internal string? Refuse(PasswordKeyWrap wrap) =>
        wrap.UsesTripleDes && !AllowTripleDes ? $"The key is encrypted with {wrap.Name}; Triple-DES is not accepted." : null;

    private string? RefuseSha1(string what, string name) =>
        AllowSha1 ? null : $"The key is {what} with {name}; SHA-1 is not accepted.";
}
