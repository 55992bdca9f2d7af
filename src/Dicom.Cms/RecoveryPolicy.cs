using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>How far a recovery goes in restoring the original.</summary>
public enum RecoveryMode
{
    /// <summary>The best of the three outcomes that the object allows.</summary>
    Best,

    /// <summary>The original, byte for byte, or nothing.</summary>
    OriginalOnly,

    /// <summary>What PS3.15 E.1.2 says, to the letter.</summary>
    Standard,
}

/// <summary>Says what a re-identifier accepts. Immutable; change it with <c>with</c>. Each property is an axis of its own.</summary>
/// <example>
/// Accepts authenticated content only, and at most 16 MiB of it:
/// <code>
/// using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
/// RecoveryPolicy policy = RecoveryPolicy.AuthenticatedOnly with { EncryptedContentLimit = 16 * 1024 * 1024 };
/// RecoveryResult result = Reidentifier.WithKeys(key).With(policy).Recover("ct.deid.dcm", "ct.recovered.dcm");
/// Console.WriteLine(result.Integrity);
/// </code>
/// </example>
public sealed record RecoveryPolicy
{
    private readonly EnvelopePolicy _envelopes = EnvelopePolicy.Default;
    private readonly long _encryptedContentLimit = 1L << 30;

    /// <summary>
    /// Accepts every algorithm that this library reads, bound Items, and unbound Items as other software writes them. Refuses Items that
    /// name another object.
    /// </summary>
    public static RecoveryPolicy Default { get; } = new();

    /// <summary>Accepts only content encryption that detects changes by itself.</summary>
    public static RecoveryPolicy AuthenticatedOnly { get; } = new() { Envelopes = EnvelopePolicy.AuthenticatedOnly };

    /// <summary>
    /// Accepts only bound Items under <see cref="EnvelopePolicy.Strict"/>: authenticated content, no RSAES-PKCS1-v1_5, no SHA-1, no
    /// Triple-DES.
    /// </summary>
    public static RecoveryPolicy Strict { get; } = new() { Envelopes = EnvelopePolicy.Strict, RequireBound = true };

    /// <summary>The algorithms and certificates that are accepted. Checked before a private key is used.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public EnvelopePolicy Envelopes
    {
        get => _envelopes;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _envelopes = value;
        }
    }

    /// <summary>
    /// Refuses Items that name no object, as other software and <c>WithoutRestorationRecord()</c> write them. False unless set.
    /// </summary>
    public bool RequireBound { get; init; }

    /// <summary>
    /// Accepts Items that name another object than the one they are found in. Use it for archives that change UIDs. Other pixels are still
    /// refused, unless <see cref="AcceptAltered"/> is set too. False unless set.
    /// </summary>
    public bool AcceptMismatchedBinding { get; init; }

    /// <summary>
    /// Accepts that the clear part or large values are other ones than when the object was protected: what was altered, added or removed
    /// is named, and comes with what is recovered. Of the recipient of everything, the clear part is never asked: it is in the Item.
    /// </summary>
    public bool AcceptAltered { get; init; }

    /// <summary>How many Items an object may have: anybody can add some, and each costs an operation with a key. 64 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EncryptedItemLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 64;

    /// <summary>The most octets of encrypted content that an object may have in all; 1 GiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long EncryptedContentLimit
    {
        get => _encryptedContentLimit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _encryptedContentLimit = value;
        }
    }
}
