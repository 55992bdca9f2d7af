using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Encrypts contents into CMS envelopes for a fixed set of recipients, each with a fresh key. Immutable; one writer
/// serves many threads.
/// </summary>
/// <remarks>
/// The encoding is definite-length DER of a ContentInfo around an EnvelopedData (RFC 5652 6) or AuthEnvelopedData
/// (RFC 5083) whose content type is id-data. It holds no attributes: those of AuthEnvelopedData are needed only where
/// the content is not id-data (RFC 5083 2.1), and OpenSSL long did not authenticate them.
/// </remarks>
public sealed class EnvelopeWriter
{
    /// <summary>The longest content-encryption key of any suite, in octets.</summary>
    internal const int MaxKeyLength = 32;

    /// <summary>The longest initialization vector of any suite, in octets.</summary>
    private const int MaxIvLength = 16;

    private static readonly byte[] s_dataType = Oids.Encode(Oids.Data);
    private static readonly byte[] s_envelopedDataType = Oids.Encode(Oids.EnvelopedData);
    private static readonly byte[] s_authEnvelopedDataType = Oids.Encode(Oids.AuthEnvelopedData);

    private readonly ContentEncryptionAlgorithm _algorithm;
    private readonly byte[] _outerType;
    private readonly RecipientInfoWriter[] _recipientInfos;
    private readonly int _recipientInfosLength;
    private readonly bool _recipientInfosAreOrdered;
    private readonly byte _version;
    private readonly int _algorithmLength;

    /// <summary>Makes a writer of envelopes that every one of these recipients can open.</summary>
    /// <param name="suite">What to write.</param>
    /// <param name="recipients">At least one, at most 4096, none twice; their order does not matter.</param>
    /// <exception cref="ArgumentException">
    /// No recipients, too many, or one twice; or one that the suite is not for: <see cref="EnvelopeSuite.Conformant"/> knows RSA
    /// certificates only.
    /// </exception>
    public EnvelopeWriter(EnvelopeSuite suite, IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(recipients);
        if (recipients.Count == 0) throw new ArgumentException("An envelope needs at least one recipient.", nameof(recipients));
        if (recipients.Count > EnvelopeReading.MaxRecipientInfos)
        {
            throw new ArgumentException(
                $"{recipients.Count} recipients; no more than {EnvelopeReading.MaxRecipientInfos} are read back.", nameof(recipients));
        }

        Suite = suite;
        _algorithm = suite.ContentEncryption;
        _outerType = suite.Kind == EnvelopeKind.AuthEnvelopedData ? s_authEnvelopedDataType : s_envelopedDataType;
        _recipientInfos = CreateRecipientInfos(suite, recipients);
        _recipientInfosLength = _recipientInfos.Sum(info => info.EncodedLength);
        _recipientInfosAreOrdered = _recipientInfos.Length == 1 || _recipientInfos.All(info => info.IsOrderedByPrefix);

        // RFC 5652 6.1, there being no originatorInfo and no unprotectedAttrs; RFC 5083 2.1: always 0.
        _version = suite.Kind == EnvelopeKind.AuthEnvelopedData ? (byte)0 : (byte)_recipientInfos.Max(info => info.EnvelopedDataVersion);
        _algorithmLength = _algorithm.AlgorithmIdentifierLength;
    }

    /// <summary>What this writer writes.</summary>
    public EnvelopeSuite Suite { get; }

    /// <summary>The exact number of octets of the envelope around that many octets of content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The length is negative, or its envelope would not fit one array.
    /// </exception>
    public int GetEncodedLength(int contentLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contentLength);
        return (int)GetLayout(contentLength).Total;
    }

    /// <summary>Encrypts the content under a fresh key and returns the envelope.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The envelope would not fit one array.</exception>
    public byte[] Write(ReadOnlySpan<byte> content)
    {
        byte[] encoded = GC.AllocateUninitializedArray<byte>(GetEncodedLength(content.Length));
        Write(content, encoded);
        return encoded;
    }

    /// <summary>Encrypts the content under a fresh key and writes the envelope.</summary>
    /// <param name="content">What to encrypt; may be empty.</param>
    /// <param name="destination">
    /// Exactly <see cref="GetEncodedLength"/> octets, apart from <paramref name="content"/>. After an exception they
    /// hold nothing of use, and nothing secret.
    /// </param>
    /// <exception cref="ArgumentException">The destination has another length, or overlaps the content.</exception>
    public void Write(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        EnvelopeLayout layout = GetLayout(content.Length);
        if (destination.Length != layout.Total)
        {
            throw new ArgumentException(
                $"The envelope has {layout.Total} octets, the destination {destination.Length}.", nameof(destination));
        }

        if (content.Overlaps(destination)) throw new ArgumentException("The destination overlaps the content.", nameof(destination));

        WriteCore(content, destination, layout);
    }

    /// <summary>Encrypts the content under a key that goes with these RecipientInfos.</summary>
    internal void Write(ReadOnlySpan<byte> content, Span<byte> destination, ReadOnlySpan<byte> key, ReadOnlySpan<byte> recipientInfos)
    {
        Debug.Assert(recipientInfos.Length == _recipientInfosLength);
        Span<byte> iv = stackalloc byte[MaxIvLength];
        iv = iv[.._algorithm.IvLength];
        RandomNumberGenerator.Fill(iv);
        WriteCore(content, destination, GetLayout(content.Length), key, iv, recipientInfos);
    }

    /// <summary>The elements of RecipientInfos with this key.</summary>
    internal byte[] EncodeRecipientInfos(ReadOnlySpan<byte> key)
    {
        byte[] encoded = new byte[_recipientInfosLength];
        WriteRecipientInfos(key, encoded);
        return encoded;
    }

    // Spans of secrets live on the stack: no garbage collection copies them.
    [SkipLocalsInit]
    private void WriteCore(ReadOnlySpan<byte> content, Span<byte> destination, in EnvelopeLayout layout)
    {
        Debug.Assert(_algorithm.KeyLength <= MaxKeyLength && _algorithm.IvLength <= MaxIvLength);
        Span<byte> random = stackalloc byte[MaxKeyLength + MaxIvLength];
        Span<byte> key = random[.._algorithm.KeyLength];
        Span<byte> iv = random.Slice(MaxKeyLength, _algorithm.IvLength);
        try
        {
            RandomNumberGenerator.Fill(random); // One draw for both takes half the time.
            WriteCore(content, destination, layout, key, iv, recipientInfos: default);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(random);
        }
    }

    // Without RecipientInfos the key is encrypted to the recipients here.
    private void WriteCore(
        ReadOnlySpan<byte> content,
        Span<byte> destination,
        in EnvelopeLayout layout,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> recipientInfos)
    {
        Debug.Assert(destination.Length == layout.Total);
        DerSpanWriter writer = new(destination);
        writer.WriteHeader(DerSpanWriter.Sequence, layout.ContentInfo);
        writer.WriteRaw(_outerType);
        writer.WriteHeader(DerSpanWriter.ContextConstructed0, layout.ExplicitContent);
        writer.WriteHeader(DerSpanWriter.Sequence, layout.EnvelopedData);

        writer.WriteHeader(DerSpanWriter.Integer, 1);
        writer.Reserve(1)[0] = _version;

        writer.WriteHeader(DerSpanWriter.SetOf, _recipientInfosLength);
        if (recipientInfos.IsEmpty) WriteRecipientInfos(key, writer.Reserve(_recipientInfosLength));
        else writer.WriteRaw(recipientInfos);

        writer.WriteHeader(DerSpanWriter.Sequence, layout.EncryptedContentInfo);
        writer.WriteRaw(s_dataType);
        _algorithm.WriteAlgorithmIdentifier(iv, writer.Reserve(_algorithmLength));
        writer.WriteHeader(DerSpanWriter.ContextPrimitive0, layout.Ciphertext);
        Span<byte> ciphertext = writer.Reserve(layout.Ciphertext);

        Span<byte> tag = default;
        if (_algorithm.TagLength > 0)
        {
            writer.WriteHeader(DerSpanWriter.OctetString, _algorithm.TagLength);
            tag = writer.Reserve(_algorithm.TagLength);
        }

        // The length was promised to the caller, who may have written headers around it already.
        if (writer.Remaining != 0) throw new UnreachableException("The envelope is shorter than computed.");
        _algorithm.Encrypt(key, iv, content, ciphertext, tag);
    }

    private void WriteRecipientInfos(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        DerSpanWriter writer = new(destination);
        foreach (RecipientInfoWriter info in _recipientInfos) info.Write(key, writer.Reserve(info.EncodedLength));

        Debug.Assert(writer.Remaining == 0);
        if (!_recipientInfosAreOrdered) OrderRecipientInfos(destination);
    }

    // X.690 11.6: DER orders a SET OF by the encodings of its elements.
    private void OrderRecipientInfos(Span<byte> written)
    {
        List<byte[]> encodings = new(_recipientInfos.Length);
        DerSpanWriter reserved = new(written);
        foreach (RecipientInfoWriter info in _recipientInfos) encodings.Add(reserved.Reserve(info.EncodedLength).ToArray());

        encodings.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        DerSpanWriter writer = new(written);
        foreach (byte[] encoding in encodings) writer.WriteRaw(encoding);
    }

    private EnvelopeLayout GetLayout(int contentLength)
    {
        EnvelopeLayout layout = new(
            _outerType.Length,
            s_dataType.Length,
            _recipientInfosLength,
            _algorithmLength,
            _algorithm.GetCiphertextLength(contentLength),
            _algorithm.TagLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layout.Total, Array.MaxLength, nameof(contentLength));
        return layout;
    }

    private static RecipientInfoWriter[] CreateRecipientInfos(EnvelopeSuite suite, IReadOnlyList<Recipient> recipients)
    {
        recipients = Recipient.WithDistinctNames(recipients);
        RecipientInfoWriter[] infos = new RecipientInfoWriter[recipients.Count];
        for (int i = 0; i < infos.Length; i++)
        {
            Recipient recipient = recipients[i]
                ?? throw new ArgumentException("One of the recipients is null.", nameof(recipients));
            if (recipients.Take(i).Contains(recipient)) throw new ArgumentException("One recipient is named twice.", nameof(recipients));
            infos[i] = recipient.CreateRecipientInfoWriter(suite);
        }

        // X.690 11.6. Two prefixes hold different identifiers and neither is the beginning of the other, so they order
        // the encodings, whatever key follows; with a kari or pwri among them the encodings are ordered when written.
        Array.Sort(infos, static (a, b) => a.Prefix.SequenceCompareTo(b.Prefix));
        for (int i = 1; i < infos.Length; i++)
        {
            if (!infos[i].Prefix.IsEmpty && infos[i].Prefix.SequenceEqual(infos[i - 1].Prefix))
                throw new ArgumentException("One recipient is named twice.", nameof(recipients));
        }

        return infos;
    }
}
