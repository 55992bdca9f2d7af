using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Opens every Item of the Encrypted Attributes Sequence that a key fits (PS3.15 E.1.2).</summary>
internal static class ItemOpener
{
    /// <exception cref="RecoveryException">None fits, or one that names a key of ours fails.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened, and one is no CMS envelope.</exception>
    public static ValueTask<OpenedItems> OpenAsync(
        DicomFile file, IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy, CancellationToken cancellationToken) => OpenAsync(
            ReadSequence(file, policy).Items!,
            (_, envelope) => envelope.OpenAsync(keys, policy.Envelopes, cancellationToken),
            cancellationToken);

    /// <summary>The same for Items that were read before, each opened in the caller's way.</summary>
    /// <exception cref="RecoveryException">None fits, or one that names a key of ours fails.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened, and one is no CMS envelope.</exception>
    public static async ValueTask<OpenedItems> OpenAsync(
        IReadOnlyList<SequenceItem> items, Func<SequenceItem, Envelope, ValueTask<EnvelopeOpening>> open, CancellationToken cancellationToken)
    {
        OpenedItems opened = new();
        try
        {
            EnvelopeFormatException? foreign = null;
            string? unmatched = null;
            foreach (SequenceItem item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    (OpenedItem? ours, string? reason) = await OpenAsync(item, open).ConfigureAwait(false);
                    if (ours is null) opened.AddForOthers(item);
                    else opened.Add(ours);
                    unmatched ??= reason;
                }
                catch (EnvelopeFormatException failure)
                {
                    foreign ??= failure;
                    opened.AddForeign(item);
                }
            }

            if (opened.Items.Count > 0) return opened;
            if (unmatched is not null) throw RecoveryException.NoMatchingRecipient(unmatched);
            throw foreign ?? (Exception)RecoveryException.NoMatchingRecipient("The Encrypted Attributes Sequence has no Item.");
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The Encrypted Attributes Sequence, with its Items.</summary>
    /// <exception cref="RecoveryException">There is none, or it is beyond the limit.</exception>
    /// <exception cref="DicomFormatException">It is no sequence.</exception>
    public static DataElement ReadSequence(DicomFile file, RecoveryPolicy policy)
    {
        if (file.Find(Tags.EncryptedAttributesSequence) is not { } location)
            throw RecoveryException.NoMatchingRecipient("The object has no Encrypted Attributes Sequence (0400,0500): it is not protected.");
        if (location.Length > policy.EncryptedContentLimit)
            throw RecoveryException.NotAccepted($"The encrypted content is larger than the limit of {policy.EncryptedContentLimit} octets.");
        DataElement sequence = new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding);
        return sequence.Items is not null
            ? sequence
            : throw new DicomFormatException("Encrypted Attributes Sequence is no sequence", location.Offset, location.Tag);
    }

    private static async ValueTask<(OpenedItem? Item, string? Reason)> OpenAsync(
        SequenceItem item, Func<SequenceItem, Envelope, ValueTask<EnvelopeOpening>> open)
    {
        if (item.Find(Tags.EncryptedContent) is not { } content)
            throw new DicomFormatException("An Item of Encrypted Attributes Sequence has no Encrypted Content", 0, Tags.EncryptedContent);

        Envelope envelope = Envelope.Parse(content.Value);
        EnvelopeOpening opening = await open(item, envelope).ConfigureAwait(false);
        return opening.Status switch
        {
            EnvelopeOpeningStatus.Opened => (Decode(opening, item), null),
            EnvelopeOpeningStatus.NoMatchingRecipient => (null, opening.Reason),
            EnvelopeOpeningStatus.NotAccepted => throw RecoveryException.NotAccepted(opening.Reason),
            _ => throw RecoveryException.NotAuthentic(),
        };
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
        return EncryptedAttributesDataSetReader.Decode(plaintext, uid.Length == 0 ? TransferSyntax.ExplicitLittleEndian : new TransferSyntax(uid));
    }
}
