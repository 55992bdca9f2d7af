using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Opens every Item of the Encrypted Attributes Sequence that a key fits (PS3.15 E.1.2).</summary>
internal static class ItemOpener
{
    /// <summary>
    /// Items that name a key and fail before no more are tried: each costs an operation with a private key, and anybody can add them.
    /// </summary>
    public const int MaxFailedItems = 16;

    /// <exception cref="RecoveryException">None fits, or one that names a key of ours fails.</exception>
    /// <exception cref="EnvelopeFormatException">None was opened or is for others, and one is no CMS envelope.</exception>
    /// <exception cref="DicomFormatException">None was opened, and none has Encrypted Content; or the sequence is broken.</exception>
    public static ValueTask<OpenedItems> OpenAsync(
        DicomObject file, IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy, int? itemNumber, CancellationToken cancellationToken)
    {
        (DataElement sequence, long position) = ReadSequence(file, policy);
        return OpenAsync(
            sequence.Items!, itemNumber, position, keys,
            (_, envelope) => envelope.OpenAsync(keys, policy.Envelopes, cancellationToken), cancellationToken);
    }

    /// <summary>The same for Items that were read before, each opened in the caller's way.</summary>
    /// <inheritdoc cref="OpenAsync(DicomObject, IReadOnlyList{RecipientKey}, RecoveryPolicy, int?, CancellationToken)" path="/exception"/>
    public static async ValueTask<OpenedItems> OpenAsync(
        IReadOnlyList<SequenceItem> items,
        int? itemNumber,
        long position,
        IReadOnlyList<RecipientKey> keys,
        Func<SequenceItem, Envelope, ValueTask<EnvelopeOpening>> open,
        CancellationToken cancellationToken)
    {
        OpenedItems opened = new(items);
        try
        {
            UnopenedItems unopened = new(position);
            FailedItems failed = new(keys);
            foreach (SequenceItem item in Chosen(items, itemNumber))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Parse(item, unopened) is not { } envelope) continue;
                EnvelopeOpening opening = await open(item, envelope).ConfigureAwait(false);
                if (TryDecode(opening, item) is { } dataSet)
                {
                    opened.Add(new OpenedItem(item, envelope, dataSet, opening.Content!, opening.IsAuthenticated));
                    continue;
                }

                if (opening.IsOpened) opened.AddInvalid();
                if (failed.Add(envelope, opening) > MaxFailedItems) throw RecoveryException.NotAuthentic();
                unopened.Add(envelope, opening);
            }

            failed.RefuseUnlessOthersOpened(opened.Items);
            return opened.Items.Count > 0 ? opened : throw unopened.ToException(keys);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The Encrypted Attributes Sequence, with its Items, and where it stands.</summary>
    /// <exception cref="RecoveryException">There is none, or it is beyond a limit.</exception>
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
        if (sequence.Items is not { } items)
            throw new DicomFormatException("Encrypted Attributes Sequence is no sequence", location.Offset, location.Tag);
        return items.Count <= policy.EncryptedItemLimit
            ? (sequence, location.Offset)
            : throw RecoveryException.NotAccepted(
                $"The Encrypted Attributes Sequence has {items.Count} Items, and {policy.EncryptedItemLimit} are accepted.");
    }

    private static IEnumerable<SequenceItem> Chosen(IReadOnlyList<SequenceItem> items, int? itemNumber)
    {
        if (itemNumber is not { } number) return items;
        return number <= items.Count
            ? [items[number - 1]]
            : throw RecoveryException.NotAccepted($"The Encrypted Attributes Sequence has no Item {number}: it has {items.Count}.");
    }

    /// <summary>The envelope of an Item; null where there is none that can be read.</summary>
    public static Envelope? TryParse(SequenceItem item)
    {
        try
        {
            return item.Find(Tags.EncryptedContent) is { } content ? Envelope.Parse(content.Value) : null;
        }
        catch (EnvelopeFormatException)
        {
            return null;
        }
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

    // A wrong key that happens to unpad must look like any other: the position would tell more (RFC 3218). A record that is damaged, or
    // of another version, is as good as a wrong key.
    private static EncryptedAttributesDataSet? TryDecode(EnvelopeOpening opening, SequenceItem item)
    {
        if (!opening.IsOpened) return null;
        try
        {
            return Decode(opening.Content, item);
        }
        catch (DicomFormatException)
        {
            CryptographicOperations.ZeroMemory(opening.Content);
            return null;
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
