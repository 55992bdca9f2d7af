using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Opens every Item of the Encrypted Attributes Sequence that a key fits (PS3.15 E.1.2).</summary>
internal static class ItemOpener
{
    /// <exception cref="RecoveryException">None fits, or one that names a key of ours fails.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened or is for others, and one is no CMS envelope.</exception>
    /// <exception cref="DicomFormatException">None was opened, and none has Encrypted Content; or the sequence is broken.</exception>
    public static ValueTask<OpenedItems> OpenAsync(
        DicomObject file, IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy, CancellationToken cancellationToken)
    {
        (DataElement sequence, long position) = ReadSequence(file, policy);
        return OpenAsync(
            sequence.Items!, position, keys, (_, envelope) => envelope.OpenAsync(keys, policy.Envelopes, cancellationToken),
            cancellationToken);
    }

    /// <summary>The same for Items that were read before, each opened in the caller's way.</summary>
    /// <inheritdoc cref="OpenAsync(DicomObject, IReadOnlyList{RecipientKey}, RecoveryPolicy, CancellationToken)" path="/exception"/>
    public static async ValueTask<OpenedItems> OpenAsync(
        IReadOnlyList<SequenceItem> items,
        long position,
        IReadOnlyList<RecipientKey> keys,
        Func<SequenceItem, Envelope, ValueTask<EnvelopeOpening>> open,
        CancellationToken cancellationToken)
    {
        OpenedItems opened = new();
        try
        {
            UnopenedItems unopened = new(position);
            foreach (SequenceItem item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Parse(item, unopened) is not { } envelope)
                {
                    opened.AddForeign(item);
                    continue;
                }

                EnvelopeOpening opening = await open(item, envelope).ConfigureAwait(false);
                if (opening.IsOpened)
                {
                    opened.Add(Decode(opening, item));
                    continue;
                }

                RefuseWhereNamed(opening);
                unopened.Add(envelope, opening);
                opened.AddForOthers(item);
            }

            return opened.Items.Count > 0 ? opened : throw unopened.ToException(keys);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The Encrypted Attributes Sequence, with its Items, and where it stands.</summary>
    /// <exception cref="RecoveryException">There is none, or it is beyond the limit.</exception>
    /// <exception cref="DicomFormatException">It is no sequence.</exception>
    public static (DataElement Sequence, long Position) ReadSequence(DicomObject file, RecoveryPolicy policy)
    {
        if (file.Find(Tags.EncryptedAttributesSequence) is not { } location) throw RecoveryException.NotProtected();

        if (location.Length > policy.EncryptedContentLimit)
        {
            throw RecoveryException.NotAccepted(
                $"The encrypted content is larger than the limit of {policy.EncryptedContentLimit} octets.");
        }

        DataElement sequence = new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding);
        return sequence.Items is not null
            ? (sequence, location.Offset)
            : throw new DicomFormatException("Encrypted Attributes Sequence is no sequence", location.Offset, location.Tag);
    }

    private static Envelope? Parse(SequenceItem item, UnopenedItems unopened)
    {
        if (item.Find(Tags.EncryptedContent) is not { } content)
        {
            unopened.AddWithoutContent();
            return null;
        }

        try
        {
            return Envelope.Parse(content.Value);
        }
        catch (EnvelopeFormatException failure)
        {
            unopened.Add(failure);
            return null;
        }
    }

    // What names none of our keys is for others, who may accept or read what we do not.
    private static void RefuseWhereNamed(EnvelopeOpening opening)
    {
        if (opening.Status == EnvelopeOpeningStatus.NotAuthentic) throw RecoveryException.NotAuthentic();
        if (opening is { Status: EnvelopeOpeningStatus.NotAccepted, IsKeyNamed: true }) throw RecoveryException.NotAccepted(opening.Reason);
    }

    private static OpenedItem Decode(EnvelopeOpening opening, SequenceItem item)
    {
        byte[] plaintext = opening.Content!;
        try
        {
            return new OpenedItem(Decode(plaintext, item), plaintext, opening.IsAuthenticated);
        }
        catch (DicomFormatException)
        {
            // A wrong key that happens to unpad must look like any other: the position would tell more (RFC 3218).
            throw RecoveryException.NotAuthentic();
        }
    }

    /// <summary>Decodes what an Item holds, by its (0400,0510).</summary>
    /// <exception cref="DicomFormatException">It is no Encrypted Attributes Data Set.</exception>
    public static EncryptedAttributesDataSet Decode(ReadOnlyMemory<byte> plaintext, SequenceItem item)
    {
        string uid = item.Find(Tags.EncryptedContentTransferSyntaxUID) is { } syntax ? Uids.Parse(syntax.Value.Span) : "";
        return EncryptedAttributesDataSetReader.Decode(
            plaintext, uid.Length == 0 ? TransferSyntax.ExplicitLittleEndian : new TransferSyntax(uid));
    }
}
