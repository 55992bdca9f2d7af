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

/// <summary>What a re-identifier accepts. Immutable.</summary>
/// <example>
/// Accepts authenticated content only, and at most 16 MiB of it:
/// <code>
/// using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile("archive.cert.pem", "archive.key.pem");
/// using RecipientKey key = RecipientKey.FromCertificate(certificate);
/// RecoveryPolicy policy = RecoveryPolicy.AuthenticatedOnly with { EncryptedContentLimit = 16 * 1024 * 1024 };
/// RecoveryResult result = Reidentifier.WithKeys(key).With(policy).Recover("ct.deid.dcm", "ct.recovered.dcm");
/// Console.WriteLine(result.Integrity);
/// </code>
/// </example>
public sealed record RecoveryPolicy
{
    /// <summary>Every algorithm that is read, bound Items and foreign ones; a mismatched binding is refused.</summary>
    public static RecoveryPolicy Default { get; } = new();

    /// <summary>Accepts only content encryption that detects changes by itself.</summary>
    public static RecoveryPolicy AuthenticatedOnly { get; } = new() { Envelopes = EnvelopePolicy.AuthenticatedOnly };

    /// <summary>The algorithms accepted, checked before any private-key operation.</summary>
    public EnvelopePolicy Envelopes { get; init; } = EnvelopePolicy.Default;

    /// <summary>Whether Items that name no object, as other software writes them, are refused.</summary>
    public bool RefuseUnbound { get; init; }

    /// <summary>
    /// Accepts Items that name another object or other pixels: for archives that coerce UIDs or compress pixels. Somebody's identity
    /// may then come to stand on another patient's pixels.
    /// </summary>
    public bool AcceptMismatchedBinding { get; init; }

    /// <summary>Octets of encrypted content that an object may have in all. 1 GiB unless set.</summary>
    public long EncryptedContentLimit { get; init; } = 1L << 30;
}
