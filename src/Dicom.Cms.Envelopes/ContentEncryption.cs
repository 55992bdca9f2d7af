namespace Dicom.Cms.Envelopes;

/// <summary>The content-encryption algorithm an envelope names, and its parameters.</summary>
public sealed class ContentEncryption
{
    private ContentEncryption(
        string oid, ContentEncryptionAlgorithm? algorithm, ReadOnlyMemory<byte> iv, int tagLength, string? refusal)
    {
        Oid = oid;
        Algorithm = algorithm;
        Iv = iv;
        TagLength = tagLength;
        Refusal = refusal;
    }

    /// <summary>The name for people, such as "AES-256-GCM"; of an algorithm not known here, the object identifier.</summary>
    public string Name => Algorithm?.Name ?? Oid;

    /// <summary>
    /// The algorithm's object identifier, in dotted decimal; with key derivation that of the algorithm inside.
    /// </summary>
    public string Oid { get; }

    /// <summary>Whether the algorithm notices changes to the content; false for one not known here.</summary>
    public bool IsAuthenticated => Algorithm?.IsAuthenticated ?? false;

    /// <summary>
    /// Whether the content's key is derived from the one encrypted to the recipients, so that AuthEnvelopedData cannot
    /// be passed off as EnvelopedData. RFC 9709.
    /// </summary>
    public bool UsesKeyDerivation { get; private init; }

    internal ContentEncryptionAlgorithm? Algorithm { get; }

    /// <summary>The initialization vector or nonce.</summary>
    internal ReadOnlyMemory<byte> Iv { get; }

    /// <summary>Octets of the tag; 0 where the algorithm has none.</summary>
    internal int TagLength { get; }

    /// <summary>Why nothing can be decrypted with it, or null.</summary>
    internal string? Refusal { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static ContentEncryption From(AlgorithmIdentifier identifier)
    {
        if (identifier.Oid == Oids.CekHkdfSha256) return ReadDerived(identifier);

        ContentEncryptionAlgorithm? algorithm = ContentEncryptionAlgorithm.Find(identifier.Oid);
        return algorithm switch
        {
            null => new ContentEncryption(
                identifier.Oid, null, default, 0, $"The content-encryption algorithm {identifier.Oid} is not known."),
            GcmContentEncryption => ReadGcm(identifier, algorithm),
            _ => ReadCbc(identifier, algorithm),
        };
    }

    // RFC 9709 2: the parameters are the identifier of the algorithm that encrypts. Limits and policies go for that one.
    private static ContentEncryption ReadDerived(AlgorithmIdentifier identifier)
    {
        const string Field = "id-alg-cek-hkdf-sha256.parameters";
        BerReader parameters = identifier.ReadParameters();
        AlgorithmIdentifier innerIdentifier = AlgorithmIdentifier.Read(ref parameters, Field);
        if (innerIdentifier.Oid == Oids.CekHkdfSha256)
            throw new EnvelopeFormatException(Field, identifier.ParametersPosition, "a key derivation within another");

        ContentEncryption inner = From(innerIdentifier);
        ContentEncryptionAlgorithm? derived =
            inner.Algorithm is { } algorithm ? new DerivedContentEncryption(algorithm, identifier.Parameters) : null;
        return new ContentEncryption(inner.Oid, derived, inner.Iv, inner.TagLength, inner.Refusal) { UsesKeyDerivation = true };
    }

    private static ContentEncryption ReadCbc(AlgorithmIdentifier identifier, ContentEncryptionAlgorithm algorithm)
    {
        const string Field = "contentEncryptionAlgorithm.parameters";
        BerReader parameters = identifier.ReadParameters();
        ReadOnlyMemory<byte> iv = parameters.ReadOctetString(Field);
        if (iv.Length != algorithm.IvLength)
        {
            throw new EnvelopeFormatException(
                Field, identifier.ParametersPosition, $"the IV has {iv.Length} octets instead of {algorithm.IvLength}");
        }

        return new ContentEncryption(identifier.Oid, algorithm, iv, 0, null);
    }

    // RFC 5084 3.2
    private static ContentEncryption ReadGcm(AlgorithmIdentifier identifier, ContentEncryptionAlgorithm algorithm)
    {
        BerReader outer = identifier.ReadParameters();
        BerReader parameters = outer.ReadSequence("GCMParameters");
        ReadOnlyMemory<byte> nonce = parameters.ReadOctetString("aes-nonce");
        int tagLength = parameters.HasData ? parameters.ReadInt32("aes-ICVlen") : GcmContentEncryption.DefaultTagLength;
        parameters.RequireEnd("GCMParameters");

        // Both are GCM, but not what the platform's cryptography does, or RFC 5084 allows.
        string? refusal =
            nonce.Length != algorithm.IvLength
                ? $"The GCM nonce has {nonce.Length} octets; only {algorithm.IvLength} are read."
            : tagLength is < GcmContentEncryption.MinTagLength or > GcmContentEncryption.MaxTagLength
                ? $"The GCM tag has {tagLength} octets; RFC 5084 allows 12 to 16."
            : null;
        return new ContentEncryption(identifier.Oid, algorithm, nonce, tagLength, refusal);
    }
}
