using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// The Items of one object being protected: what each will hold, known to the octet before the pixels are copied, and encrypted after
/// that, since they hold the tags of the pixels.
/// </summary>
internal sealed class ProtectedItems
{
    private readonly bool[] _hasEverything;
    private readonly ItemKey[] _keys;
    private readonly byte[] _commitments;

    private ProtectedItems(
        EncryptedItem[] items, bool[] hasEverything, ItemKey[] keys, IReadOnlyList<BulkValue> bulkValues, byte[] commitments)
    {
        Items = items;
        BulkValues = bulkValues;
        _hasEverything = hasEverything;
        _keys = keys;
        _commitments = commitments;
    }

    /// <summary>The Items in their order.</summary>
    public EncryptedItem[] Items { get; }

    /// <summary>The bulk values, with room for the tags of every Item; without records none.</summary>
    public IReadOnlyList<BulkValue> BulkValues { get; }

    /// <summary>Whether the pixels are bound.</summary>
    public IReadOnlyList<ItemKey> BindingKeys => BulkValues.Any(bulk => bulk.IsBound) ? _keys : [];

    /// <summary>Lays the Items of a plan out.</summary>
    public static ProtectedItems LayOut(ProtectionPlan plan, ProtectionOptions options, IReadOnlyList<ItemEncryption> encryptions)
    {
        string studyInstanceUid = SourceObject.ReadUid(plan.Source, Tags.StudyInstanceUID);
        int count = encryptions.Count;
        bool[] hasEverything = [.. options.Audiences.Select(audience => audience.Attributes.IsAllProtected)];
        RestorationRecord?[] records = new RestorationRecord?[count];
        ItemKey[] keys = [];
        IReadOnlyList<BulkValue> bulkValues = [];
        byte[] commitments = [];
        if (options.WritesRestorationRecord && count > 0)
        {
            keys = [.. encryptions.Select(_ => ItemKey.Create())];
            bulkValues = ProtectionRecordBuilder.BulkValuesOf(plan, options.BindsPixels ? count : 0);
            bool isAnyPartial = Array.Exists(hasEverything, has => !has);
            commitments = new byte[isAnyPartial ? hasEverything.Count(has => has) * SHA256.HashSizeInBytes : 0];
            records = Records(plan, options, keys, hasEverything, bulkValues, commitments);
        }

        EncryptedItem[] items = new EncryptedItem[count];
        for (int i = 0; i < count; i++)
        {
            RestorationRecord? record = records[i] is { } made
                ? made with { KeyScope = encryptions[i].ScopeOf(studyInstanceUid) }
                : null;
            EncryptedAttributesDataSet dataSet = new(plan.AttributesOf(options.Audiences[i].Attributes), record);
            items[i] = new EncryptedItem(dataSet, encryptions[i], studyInstanceUid, plan.TransferSyntax);
        }

        return new ProtectedItems(items, hasEverything, keys, bulkValues, commitments);
    }

    /// <summary>
    /// Encrypts the Items with everything, and gives the content of each Item in its order: those with a part commit to them, and are
    /// encrypted when their turn comes.
    /// </summary>
    /// <param name="plaintexts">Gets the plaintexts, which the caller clears.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Encrypt(byte[]?[] plaintexts)
    {
        ReadOnlyMemory<byte>[] contents = new ReadOnlyMemory<byte>[Items.Length];
        int committed = 0;
        for (int i = 0; i < Items.Length; i++)
        {
            if (!_hasEverything[i]) continue;
            contents[i] = Encrypt(i, plaintexts);
            if (_commitments.Length == 0) continue;
            Envelope.Parse(contents[i]).DigestEncryptedContent(_commitments.AsSpan(committed++ * SHA256.HashSizeInBytes));
        }

        for (int i = 0; i < Items.Length; i++)
        {
            yield return _hasEverything[i] ? contents[i] : Encrypt(i, plaintexts);
            contents[i] = default;
        }
    }

    private ReadOnlyMemory<byte> Encrypt(int item, byte[]?[] plaintexts)
    {
        byte[] plaintext = Items[item].DataSet.Encode();
        plaintexts[item] = plaintext;
        return Items[item].Encrypt(plaintext);
    }

    private static RestorationRecord[] Records(
        ProtectionPlan plan, ProtectionOptions options, ItemKey[] keys, bool[] hasEverything, IReadOnlyList<BulkValue> bulkValues,
        byte[] commitments)
    {
        HashSet<Tag> bulkTags = [.. bulkValues.Select(bulk => bulk.Tag)];
        ClearTag[][] clearTags = ClearPartTags.Compute(plan, bulkTags, keys, hasEverything);
        bool keepsPixels = bulkTags.Contains(Tags.PixelData) && plan.Pixels is null;
        DecodedPixels? decoded = keepsPixels ? DecodedPixelDigest.TryComputeCompressed(plan.Source) : null;
        OriginalLayout? layout = hasEverything.Any(has => has)
            ? ProtectionRecordBuilder.BuildLayout(plan, bulkValues, RandomNumberGenerator.GetBytes(RestorationRecord.IdLength))
            : null;
        byte[] protectionId = RandomNumberGenerator.GetBytes(RestorationRecord.IdLength);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        RestorationRecord[] records = new RestorationRecord[keys.Length];
        for (int i = 0; i < records.Length; i++)
        {
            int key = i;
            records[i] = new RestorationRecord
            {
                BoundSopInstanceUid = plan.SopInstanceUid,
                Purpose = options.Purpose,
                ProtectionId = protectionId,
                ProtectionTime = now,
                ItemKey = keys[i],
                Commitments = hasEverything[i] ? ReadOnlyMemory<byte>.Empty : commitments,
                TransferSyntax = plan.Source.TransferSyntax,
                BulkValues = [.. bulkValues.Select(bulk => bulk.ForKey(key))],
                ClearTags = clearTags[i],
                DecodedPixels = decoded,
                Original = hasEverything[i] ? layout : null,
            };
        }

        return records;
    }
}
