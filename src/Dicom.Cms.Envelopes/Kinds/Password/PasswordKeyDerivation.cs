using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>PBKDF2 as a pwri names it. RFC 8018 5.2, A.2.</summary>
/// <remarks>
/// | fact        | written      | read                                  | reference      |
/// |-------------|--------------|---------------------------------------|----------------|
/// | prf         | HMAC-SHA-256 | HMAC-SHA-1 (absent), 224 to 512       | RFC 8018 A.2   |
/// | iterations  | 600,000      | to <see cref="EnvelopePolicy.MaxPasswordIterations"/> | |
/// | salt        | 16 octets    | to 1024 octets                        |                |
/// | keyLength   | absent       | absent, or what the key wrap needs    |                |
/// </remarks>
// PBKDF2-params ::= SEQUENCE {
//   salt CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier {{PBKDF2-SaltSources}} },
//   iterationCount INTEGER (1..MAX),
//   keyLength INTEGER (1..MAX) OPTIONAL,
//   prf AlgorithmIdentifier {{PBKDF2-PRFs}} DEFAULT algid-hmacWithSHA1 }
internal sealed class PasswordKeyDerivation
{
    public const int SaltLength = 16;

    private const int MaxSaltLength = 1024;

    private static readonly ImmutableArray<(string Oid, DigestAlgorithm Digest)> s_prfs =
    [
        (Oids.HmacSha1, DigestAlgorithm.Sha1),
        (Oids.HmacSha224, DigestAlgorithm.Sha224),
        (Oids.HmacSha256, DigestAlgorithm.Sha256),
        (Oids.HmacSha384, DigestAlgorithm.Sha384),
        (Oids.HmacSha512, DigestAlgorithm.Sha512),
    ];

    private readonly ReadOnlyMemory<byte> _salt;
    private readonly int? _keyLength;

    private PasswordKeyDerivation(ReadOnlyMemory<byte> salt, int iterations, int? keyLength, DigestAlgorithm digest)
    {
        _salt = salt;
        Iterations = iterations;
        _keyLength = keyLength;
        Digest = digest;
    }

    public string Name => $"PBKDF2 HMAC-{Digest.Name}, {Iterations} iterations";

    public int Iterations { get; }

    /// <summary>The hash function of the pseudorandom function.</summary>
    public DigestAlgorithm Digest { get; }

    /// <summary>The one written: HMAC-SHA-256.</summary>
    public static PasswordKeyDerivation Create(ReadOnlyMemory<byte> salt, int iterations) =>
        new(salt, iterations, null, DigestAlgorithm.Sha256);

    /// <summary>What the identifier names; or null, and the reason.</summary>
    public static PasswordKeyDerivation? Read(AlgorithmIdentifier identifier, out string? refusal)
    {
        if (identifier.Oid != Oids.Pbkdf2)
        {
            refusal = $"The key derivation {identifier.Oid} of a password is not known.";
            return null;
        }

        try
        {
            return ReadParameters(identifier, out refusal);
        }
        catch (EnvelopeFormatException e)
        {
            refusal = $"The parameters of PBKDF2 are malformed: {e.Message}";
            return null;
        }
    }

    /// <summary>Why it is not done for a key of so many octets, or null.</summary>
    public string? Refuse(int keyLength, EnvelopePolicy policy) =>
        _keyLength is { } given && given != keyLength
            ? $"PBKDF2 is asked for a key of {given} octets, where the key wrap needs {keyLength}."
            : policy.Refuse(this);

    public void WriteAlgorithmIdentifier(AsnWriter writer, Asn1Tag tag)
    {
        using (writer.PushSequence(tag))
        {
            writer.WriteObjectIdentifier(Oids.Pbkdf2);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(_salt.Span);
                writer.WriteInteger(Iterations);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.HmacSha256);
                    writer.WriteNull(); // RFC 8018 B.1.2
                }
            }
        }
    }

    /// <exception cref="CryptographicException">The platform could not derive a key.</exception>
    public void Derive(ReadOnlySpan<byte> password, Span<byte> key)
    {
        if (Digest == DigestAlgorithm.Sha224) Libcrypto.DerivePbkdf2Sha224(password, _salt.Span, Iterations, key);
        else Rfc2898DeriveBytes.Pbkdf2(password, _salt.Span, key, Iterations, Digest.HashAlgorithmName);
    }

    private static PasswordKeyDerivation? ReadParameters(AlgorithmIdentifier identifier, out string? refusal)
    {
        const string Field = "PBKDF2-params";
        BerReader outer = identifier.ReadParameters();
        BerReader parameters = outer.ReadSequence(Field);
        ReadOnlyMemory<byte> salt = parameters.ReadOctetString("salt");
        int iterations = parameters.ReadInt32("iterationCount");
        int? keyLength = parameters.HasTag(Asn1Tag.Integer) ? parameters.ReadInt32("keyLength") : null;
        string prf = Oids.HmacSha1;
        if (parameters.HasData)
        {
            AlgorithmIdentifier prfIdentifier = AlgorithmIdentifier.Read(ref parameters, "prf");
            if (!prfIdentifier.HasNoParametersOrNull) throw parameters.Malformed("prf", "its parameters are not NULL");
            prf = prfIdentifier.Oid;
        }

        parameters.RequireEnd(Field);
        DigestAlgorithm? digest = s_prfs.FirstOrDefault(known => known.Oid == prf).Digest;
        refusal =
            digest is null ? $"PBKDF2 with the pseudorandom function {prf} is not known."
            : !digest.IsAvailable ? $"PBKDF2 with HMAC-{digest.Name} is beyond the cryptography of this platform; it needs OpenSSL."
            : iterations < 1 ? $"PBKDF2 with {iterations} iterations is none."
            : salt.Length > MaxSaltLength ? $"The salt of PBKDF2 has {salt.Length} octets; {MaxSaltLength} are accepted."
            : null;
        return refusal is null ? new PasswordKeyDerivation(salt, iterations, keyLength, digest!) : null;
    }
}
