using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Opens every Item of the Encrypted Attributes Sequence that a key fits (PS3.15 E.1.2).</summary>
internal static class ItemOpener
{
    /// <exception cref="RecoveryException">None fits, or one that names a key of ours fails.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened or is for others, and one is no CMS envelope.</exception>
    /// <exception cref="DicomFormatException">None was opened, and none has Encrypted Content; or the sequence is broken.</exception>
    public static async ValueTask<OpenedItems> OpenAsync(
        DicomFile file, IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy, CancellationToken cancellationToken)
    {
        OpenedItems opened = new();
        try
        {
            ElementLocation location = Find(file, policy);
            UnopenedItems unopened = new(location.Offset);
            foreach (SequenceItem item in ReadItems(file, location))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Parse(item, unopened) is not { } envelope)
                {
                    opened.AddForeign(item);
                    continue;
                }

                EnvelopeOpening opening = await envelope.OpenAsync(keys, policy.Envelopes, cancellationToken).ConfigureAwait(false);
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

    private static ElementLocation Find(DicomFile file, RecoveryPolicy policy)
    {
        if (file.Find(Tags.EncryptedAttributesSequence) is not { } location)
            throw RecoveryException.NoMatchingRecipient("The object has no Encrypted Attributes Sequence (0400,0500): it is not protected.");
        return location.Length <= policy.EncryptedContentLimit
            ? location
            : throw RecoveryException.NotAccepted($"The encrypted content is larger than the limit of {policy.EncryptedContentLimit} octets.");
    }

    private static IReadOnlyList<SequenceItem> ReadItems(DicomFile file, ElementLocation location) =>
        new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding).Items
            ?? throw new DicomFormatException("Encrypted Attributes Sequence is no sequence", location.Offset, location.Tag);

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
            string uid = item.Find(Tags.EncryptedContentTransferSyntaxUID) is { } syntax ? Uids.Parse(syntax.Value.Span) : "";
            TransferSyntax transferSyntax = uid.Length == 0 ? TransferSyntax.ExplicitLittleEndian : new TransferSyntax(uid);
            return new OpenedItem(EncryptedAttributesDataSetReader.Decode(plaintext, transferSyntax), plaintext, opening.IsAuthenticated);
        }
        catch (DicomFormatException)
        {
            // A wrong key that happens to unpad must look like any other: the position would tell more (RFC 3218).
            throw RecoveryException.NotAuthentic();
        }
    }
}
