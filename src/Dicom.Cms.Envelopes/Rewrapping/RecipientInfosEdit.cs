using System.Collections.Immutable;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// What a <see cref="RecipientChange"/> means for one envelope: which RecipientInfos stay, octet for octet, and which are written.
/// Made of what is public; only <see cref="Write"/> is given the key.
/// </summary>
internal sealed class RecipientInfosEdit
{
    private readonly Envelope _envelope;
    private readonly RecipientChange _change;
    private readonly KeyIdentity[] _keys;
    private readonly List<ReadOnlyMemory<byte>> _kept = [];
    private readonly List<RecipientInfoWriter> _written = [];
    private int _version;

    /// <param name="envelope">The envelope.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="keys">The keys at hand, one of which opened it.</param>
    public RecipientInfosEdit(Envelope envelope, RecipientChange change, IReadOnlyList<RecipientKey> keys)
    {
        _envelope = envelope;
        _change = change;
        _keys = [.. keys.Select(key => key.Identity)];
        Renewed = [.. change.Renewed.Where(recipient => !change.ReplacesAll && IsPresent(recipient))];
        AlreadyPresent = [.. change.Added.Where(recipient => IsPresent(recipient) && !Renewed.Any(recipient.HasSameKeyAs))];
        Added = [.. change.Added.Where(recipient => !IsPresent(recipient))];
        NotPresent = [.. change.Removed.Where(name => !envelope.Names(name))];
        foreach (RecipientInfo info in envelope.Recipients) Sort(info);
        Refusal = RefuseWritten() ?? RefuseCount();
    }

    public ImmutableArray<Recipient> Added { get; }

    public ImmutableArray<Recipient> AlreadyPresent { get; }

    /// <summary>Those for whom the key is encrypted anew.</summary>
    public ImmutableArray<Recipient> Renewed { get; }

    public ImmutableArray<RecipientName> NotPresent { get; }

    public int RemovedCount { get; private set; }

    /// <summary>Why it cannot be made, or null.</summary>
    public string? Refusal { get; }

    public bool ChangesNothing => RemovedCount == 0 && _written.Count == 0;

    /// <summary>
    /// RSAES-PKCS1-v1_5 exactly where the envelope has nothing else, as PS3.15 E.1.1 asks; else RSAES-OAEP. Only key transport
    /// and the length of the key count here.
    /// </summary>
    private EnvelopeSuite Suite
    {
        get
        {
            bool hasPkcs1Only = _envelope.Recipients.All(static info => info is KeyTransRecipientInfo { Algorithm.IsOaep: false });
            EnvelopeSuite suite = _envelope.Kind == EnvelopeKind.AuthEnvelopedData ? EnvelopeSuite.Authenticated
                : hasPkcs1Only ? EnvelopeSuite.Conformant
                : EnvelopeSuite.Oaep;
            return suite.WithKeySize(_envelope.ContentEncryption.Algorithm!.KeyLength * 8);
        }
    }

    /// <summary>The envelope with its new recipients.</summary>
    /// <param name="contentKey">The content-encryption key, which has decrypted the content.</param>
    public byte[] Write(ReadOnlySpan<byte> contentKey)
    {
        List<ReadOnlyMemory<byte>> encodings = [.. _kept];
        foreach (RecipientInfoWriter writer in _written)
        {
            byte[] encoded = new byte[writer.EncodedLength];
            writer.Write(contentKey, encoded);
            encodings.Add(encoded);
        }

        int version = RequireVersion();
        return _envelope.Encoding.Replace(version == _envelope.Version ? null : (byte)version, encodings);
    }

    /// <summary>
    /// Whether the envelope names a recipient. What names the certificate of one of our keys is not another's of the same issuer and
    /// serial number.
    /// </summary>
    private bool IsPresent(Recipient recipient) =>
        recipient.Name != RecipientName.Password && _envelope.Recipients.Any(info => IsFor(info, recipient.Name));

    private bool IsFor(RecipientInfo info, RecipientName name) =>
        name.IsMeantBy(info) && !(IsShared(name) && info.NamesByIssuer(name));

    private bool IsShared(RecipientName name) => Array.Exists(_keys, name.IsSharedWith);

    private void Sort(RecipientInfo info)
    {
        if (_change.ReplacesAll)
        {
            // Also for those who stay the key is encrypted anew: whether what stands there was ever any good, nobody knows.
            int staying = _change.Added.Count(recipient => recipient.Name != RecipientName.Password && recipient.Name.IsMeantBy(info));
            RemovedCount += Math.Max(0, info.RecipientCount - staying);
            return;
        }

        // Whoever shares a name with our own key is not removed with it.
        RecipientName[] removed = [.. _change.Removed.Where(name => IsFor(info, name))];
        RecipientName[] renewed =
        [
            .. Renewed.Select(recipient => recipient.Name).Where(name => IsFor(info, name) && !removed.Contains(name)),
        ];
        RecipientName[] left = [.. removed, .. renewed];
        RemovedCount += info.CountOf(removed);
        int count = info.CountOf(left);
        if (count == 0) Keep(info, info.Encoded);
        else if (count < info.RecipientCount) Keep(info, info.EncodeWithout(left));
    }

    private void Keep(RecipientInfo info, ReadOnlyMemory<byte> encoded)
    {
        _kept.Add(encoded);
        _version = Math.Max(_version, info.EnvelopedDataVersion);
    }

    private string? RefuseWritten()
    {
        EnvelopeSuite suite = Suite;
        foreach (Recipient recipient in _change.ReplacesAll ? _change.Added : [.. Added, .. Renewed])
        {
            if (suite.HasKeyTransportOnly && recipient is not RsaRecipient)
            {
                return $"The key of the envelope is encrypted with {suite.KeyTransport.Name} only, as PS3.15 E.1.1 has it; "
                    + $"the recipient {recipient} is not reached by RSA key transport.";
            }

            if (Named(recipient) is not { } named)
            {
                return $"One of the keys is that of another certificate with the issuer and serial number of {recipient}, and no key "
                    + "identifier tells them apart: the envelope cannot name both.";
            }

            RecipientInfoWriter writer = named.CreateRecipientInfoWriter(suite);
            _written.Add(writer);
            _version = Math.Max(_version, writer.EnvelopedDataVersion);
        }

        return null;
    }

    /// <summary>The recipient, by a name that is nobody else's in this envelope; null where there is none.</summary>
    private Recipient? Named(Recipient recipient)
    {
        if (_change.ReplacesAll || !IsShared(recipient.Name)) return recipient;
        if (recipient.Name.CertificateKeyIdentifier is not { } identifier) return null;
        bool isSharedToo = Array.Exists(
            _keys, key => key.CertificateKeyIdentifier is { } other && other.Span.SequenceEqual(identifier.Span));
        return isSharedToo ? null : recipient.NamedByKeyIdentifier();
    }

    private string? RefuseCount() => (_kept.Count + _written.Count) switch
    {
        0 => "The last recipient is not removed: nobody could open the envelope any more.",
        > EnvelopeReading.MaxRecipientInfos => $"The envelope would have more than {EnvelopeReading.MaxRecipientInfos} recipients.",
        _ => null,
    };

    // RFC 5652 6.1. The sender's certificates may ask for more than the recipients do: with them it never becomes less.
    private int RequireVersion()
    {
        EnvelopeEncoding encoding = _envelope.Encoding;
        if (_envelope.Kind == EnvelopeKind.AuthEnvelopedData) return _envelope.Version;
        int version = encoding.HasOriginatorInfo || encoding.HasUnprotectedAttrs ? Math.Max(_version, 2) : _version;
        return encoding.HasOriginatorInfo ? Math.Max(version, _envelope.Version) : version;
    }
}
