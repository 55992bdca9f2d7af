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
    private readonly SharedNames _names;
    private readonly List<ReadOnlyMemory<byte>> _kept = [];
    private readonly List<RecipientInfoWriter> _written = [];
    private int _version;

    /// <param name="envelope">The envelope.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="names">Whom its RecipientInfos name.</param>
    public RecipientInfosEdit(Envelope envelope, RecipientChange change, SharedNames names)
    {
        _envelope = envelope;
        _change = change;
        _names = names;
        Renewed = change.ReplacesAll ? [] : FindRenewed();
        AlreadyPresent = [.. change.Added.Where(recipient => IsRecipient(recipient) && !Renewed.Any(recipient.HasSameKeyAs))];
        Added = [.. change.Added.Where(recipient => !IsRecipient(recipient))];
        NotPresent = [.. change.Removed.Where(name => !IsPresent(name))];
        foreach (RecipientInfo info in envelope.Recipients) Sort(info);
        Refusal = RefuseUnclear() ?? RefuseWritten() ?? RefuseCount();
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

    private bool IsRecipient(Recipient recipient) => recipient.Name != RecipientName.Password && IsPresent(recipient.Name);

    private bool IsPresent(RecipientName name) => _envelope.Recipients.Any(info => _names.IsFor(info, name));

    // Somebody added under another certificate of the same key counts too: whoever is required is reached by either.
    private ImmutableArray<Recipient> FindRenewed()
    {
        Recipient[] required =
        [
            .. _change.Renewed, .. _change.Added.Where(recipient => _change.Renewed.Any(recipient.HasSameKeyAs)),
        ];
        return
        [
            .. required.Where((recipient, place) =>
                IsRecipient(recipient) && !required.Take(place).Any(other => other.Name.IsSameAs(recipient.Name))),
        ];
    }

    private void Sort(RecipientInfo info)
    {
        if (_change.ReplacesAll)
        {
            // Also for those who stay the key is encrypted anew: whether what stands there was ever any good, nobody knows.
            int staying = _change.Added.Count(recipient => recipient.Name != RecipientName.Password && recipient.Name.IsMeantBy(info));
            RemovedCount += Math.Max(0, info.RecipientCount - staying);
            return;
        }

        RecipientName[] removed = [.. _change.Removed.Where(name => _names.IsFor(info, name))];
        RecipientName[] renewed =
        [
            .. Renewed.Select(recipient => recipient.Name).Where(name => _names.IsSurelyFor(info, name) && !removed.Contains(name)),
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

    // To take out both would lock somebody out; to take out none would leave somebody in.
    private string? RefuseUnclear() =>
        _change.Removed.FirstOrDefault(name => _names.IsUnclear(name, _change.Removed)) is { } unclear
            ? $"Two certificates share issuer and serial number, {unclear}, and which of them the envelope names is not clear: "
                + "remove both, or replace all."
            : null;

    private string? RefuseWritten()
    {
        EnvelopeSuite suite = Suite;
        Recipient[] recipients = _change.ReplacesAll ? [.. _change.Added] : [.. Added, .. Renewed];
        IReadOnlyList<Recipient> distinct = Recipient.WithDistinctNames(recipients);
        foreach ((Recipient recipient, Recipient other) in recipients.Zip(distinct))
        {
            if (suite.HasKeyTransportOnly && recipient is not RsaRecipient)
            {
                return $"The key of the envelope is encrypted with {suite.KeyTransport.Name} only, as PS3.15 E.1.1 has it; "
                    + $"the recipient {recipient} is not reached by RSA key transport.";
            }

            bool isTaken = !_change.ReplacesAll && _names.IsTaken(recipient.Name, _change.Removed);
            if ((isTaken ? _names.NameByKeyIdentifier(recipient) : other) is not { } named)
            {
                return $"The envelope names another certificate with the issuer and serial number of {recipient}, and no key identifier "
                    + "tells them apart: it cannot name both.";
            }

            RecipientInfoWriter writer = named.CreateRecipientInfoWriter(suite);
            _written.Add(writer);
            _version = Math.Max(_version, writer.EnvelopedDataVersion);
        }

        return null;
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
