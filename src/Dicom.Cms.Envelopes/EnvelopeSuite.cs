using System.Collections.Immutable;
using System.Diagnostics;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// What an <see cref="EnvelopeWriter"/> writes: the kind of envelope, the content encryption and the key transport.
/// A closed set of three, each with keys of 128, 192 or 256 bits.
/// </summary>
/// <remarks>
/// <para>
/// | suite         | envelope          | content     | key transport                    | reference            |
/// |---------------|-------------------|-------------|----------------------------------|----------------------|
/// | Authenticated | AuthEnvelopedData | AES-GCM     | RSAES-OAEP SHA-256, MGF1 SHA-256 | RFC 5083, 5084, 3560 |
/// | Oaep          | EnvelopedData     | AES-CBC     | RSAES-OAEP SHA-256, MGF1 SHA-256 | RFC 5652, 3565, 3560 |
/// | Conformant    | EnvelopedData     | AES-CBC     | RSAES-PKCS1-v1_5                 | RFC 5652, 3565, 3370; PS3.15 E.1.1 |
/// </para>
/// <para>
/// Authenticated and Oaep also write for EC certificates, key-encryption keys and passwords, as
/// <see cref="Recipient"/> says, and with a derived content key (<see cref="WithKeyDerivation"/>). Conformant does
/// not: PS3.15 E.1.1 knows RSA key transport only.
/// </para>
/// </remarks>
public sealed class EnvelopeSuite
{
    private readonly EnvelopeSuite[] _bySize;
    private readonly EnvelopeSuite? _withKeyDerivation;
    private string? _description;

    private EnvelopeSuite(
        string name,
        EnvelopeKind kind,
        KeyTransportAlgorithm keyTransport,
        ContentEncryptionAlgorithm contentEncryption,
        EnvelopeSuite[] bySize,
        EnvelopeSuite? withKeyDerivation)
    {
        Name = name;
        Kind = kind;
        KeyTransport = keyTransport;
        ContentEncryption = contentEncryption;
        _bySize = bySize;
        _withKeyDerivation = withKeyDerivation;
    }

    /// <summary>
    /// AuthEnvelopedData, AES-256-GCM, RSAES-OAEP SHA-256: a change to the envelope's content is noticed.
    /// </summary>
    public static EnvelopeSuite Authenticated { get; } = Create(
        "authenticated",
        EnvelopeKind.AuthEnvelopedData,
        KeyTransportAlgorithm.RsaesOaepSha256,
        ContentEncryptionAlgorithm.Aes128Gcm, ContentEncryptionAlgorithm.Aes192Gcm, ContentEncryptionAlgorithm.Aes256Gcm);

    /// <summary>EnvelopedData, AES-256-CBC, RSAES-OAEP SHA-256: for readers that know no AuthEnvelopedData.</summary>
    public static EnvelopeSuite Oaep { get; } = Create(
        "oaep",
        EnvelopeKind.EnvelopedData,
        KeyTransportAlgorithm.RsaesOaepSha256,
        ContentEncryptionAlgorithm.Aes128Cbc, ContentEncryptionAlgorithm.Aes192Cbc, ContentEncryptionAlgorithm.Aes256Cbc);

    /// <summary>EnvelopedData, AES-256-CBC, RSAES-PKCS1-v1_5: what PS3.15 asks for to the letter.</summary>
    public static EnvelopeSuite Conformant { get; } = Create(
        "conformant",
        EnvelopeKind.EnvelopedData,
        KeyTransportAlgorithm.RsaesPkcs1,
        ContentEncryptionAlgorithm.Aes128Cbc, ContentEncryptionAlgorithm.Aes192Cbc, ContentEncryptionAlgorithm.Aes256Cbc);

    /// <summary>The three suites, strongest first, each with its 256-bit key.</summary>
    public static IReadOnlyList<EnvelopeSuite> All { get; } = ImmutableArray.Create(Authenticated, Oaep, Conformant);

    /// <summary>The name on a command line: "authenticated", "oaep" or "conformant"; the same for every key size, derived or not.</summary>
    public string Name { get; }

    /// <summary>Bits of the content-encryption key: 128, 192 or 256.</summary>
    public int KeySizeInBits => ContentEncryption.KeyLength * 8;

    /// <summary>Whether opening notices a change to the content.</summary>
    public bool IsAuthenticated => ContentEncryption.IsAuthenticated;

    /// <summary>The suite for people, such as "AuthEnvelopedData, AES-256-GCM, RSAES-OAEP SHA-256".</summary>
    // Built once: it is asked for with each object that is protected.
    public string Description => _description ??= $"{Kind}, {ContentEncryption.Name}, {KeyTransport.Name}";

    /// <summary>Whether the content's key is derived from the one the recipients are given (RFC 9709).</summary>
    public bool UsesKeyDerivation => ContentEncryption is DerivedContentEncryption;

    internal EnvelopeKind Kind { get; }

    /// <summary>Whether recipients without an RSA key are refused. PS3.15 E.1.1.</summary>
    internal bool HasKeyTransportOnly => !KeyTransport.IsOaep;

    internal KeyTransportAlgorithm KeyTransport { get; }

    internal ContentEncryptionAlgorithm ContentEncryption { get; }

    /// <summary>This suite with a content-encryption key of <paramref name="bits"/> bits; always the same object.</summary>
    /// <param name="bits">128, 192 or 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of bits.</exception>
    public EnvelopeSuite WithKeySize(int bits) => bits switch
    {
        128 => _bySize[0],
        192 => _bySize[1],
        256 => _bySize[2],
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "AES keys have 128, 192 or 256 bits."),
    };

    /// <summary>
    /// This suite with a content key derived under the name of the algorithm (RFC 9709), so that an AuthEnvelopedData
    /// cannot be turned into an EnvelopedData and tried on whoever opens both; always the same object.
    /// </summary>
    /// <remarks>Few tools read it so far: neither OpenSSL 3.0 nor GDCM does.</remarks>
    /// <exception cref="InvalidOperationException">The suite is <see cref="Conformant"/>, which PS3.15 E.1.1 limits.</exception>
    public EnvelopeSuite WithKeyDerivation() =>
        UsesKeyDerivation
            ? this
            : _withKeyDerivation ?? throw new InvalidOperationException(
                $"The suite \"{Name}\" encrypts with plain AES-CBC only (PS3.15 E.1.1). "
                + $"Choose \"{Authenticated.Name}\" or \"{Oaep.Name}\".");

    /// <inheritdoc/>
    public override string ToString() => Description;

    private static EnvelopeSuite Create(
        string name, EnvelopeKind kind, KeyTransportAlgorithm keyTransport, params ReadOnlySpan<ContentEncryptionAlgorithm> sizes)
    {
        Debug.Assert(sizes.Length == 3);
        EnvelopeSuite[] bySize = new EnvelopeSuite[sizes.Length];
        EnvelopeSuite[] bySizeDerived = new EnvelopeSuite[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (keyTransport.IsOaep)
                bySizeDerived[i] = new EnvelopeSuite(name, kind, keyTransport, new DerivedContentEncryption(sizes[i]), bySizeDerived, null);
            bySize[i] = new EnvelopeSuite(name, kind, keyTransport, sizes[i], bySize, bySizeDerived[i]);
        }

        return bySize[^1];
    }
}
