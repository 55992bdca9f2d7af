using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What a recovery works from: the object as it is, and the Items used, which belong to it and together.</summary>
internal sealed class RecoveryMaterial
{
    private RecoveryMaterial(DicomObject present, UsedItems items, RecoveryPolicy policy)
    {
        Present = present;
        Items = items;
        Policy = policy;
        IEnumerable<ProtectedAttribute> attributes = items.Items.SelectMany(item => item.DataSet.Attributes);
        Attributes = StableOrder.ByTag([.. attributes.DistinctBy(attribute => attribute.Tag)], attribute => attribute.Tag);
        Header = items.Record is { Original: not null } record ? ClearHeader.Of(record, policy.EncryptedContentLimit) : null;
        ClearPart = items.Record is { } bound ? ClearPartComparison.Compare(present, bound, Header) : null;
    }

    /// <summary>The protected object.</summary>
    public DicomObject Present { get; }

    /// <summary>The Items used.</summary>
    public UsedItems Items { get; }

    /// <summary>What is accepted.</summary>
    public RecoveryPolicy Policy { get; }

    /// <summary>The protected Attributes of the Items used, by tag.</summary>
    public IReadOnlyList<ProtectedAttribute> Attributes { get; }

    /// <summary>The record of the Item used; null for Items of other software.</summary>
    public RestorationRecord? Record => Items.Record;

    /// <summary>The elements of the original that stayed in clear; null where no Item used has everything.</summary>
    public ClearHeader? Header { get; }

    /// <summary>How the clear part differs from what it was; null where no record tells.</summary>
    public ClearPartComparison? ClearPart { get; }

    /// <summary>
    /// An Item with all Attributes leaves nothing for the others to recover. One with the Items of an earlier protection has all.
    /// </summary>
    public bool HasAll => Header is not null || Attributes.Any(attribute => attribute.Tag == Tags.EncryptedAttributesSequence);

    /// <summary>Chooses what is used of the Items opened, and compares the clear part.</summary>
    /// <exception cref="RecoveryException">The Items do not belong together or to the object, or the record is damaged.</exception>
    public static RecoveryMaterial Of(DicomObject present, OpenedItems opened, RecoveryPolicy policy)
    {
        UsedItems used = UsedItems.Of(present, opened, policy);
        try
        {
            return new RecoveryMaterial(present, used, policy);
        }
        catch (DicomFormatException)
        {
            throw RecoveryException.NotAuthentic(); // The position would tell more than of any other wrong key.
        }
    }

    /// <summary>What the caller should know about the Items.</summary>
    public IEnumerable<Warning> Warnings()
    {
        if (Items.Binding == RecoveryBinding.NoRecord)
        {
            yield return new Warning(
                WarningCodes.NotBound,
                "The Items name no object: they were written by other software, or what ours say of it was cut off. "
                    + "Whether they belong to this object is not known.");
        }

        if (Items.Binding == RecoveryBinding.Mismatch)
        {
            yield return new Warning(
                WarningCodes.BindingMismatch, "The Items name another object than this one, or none. That was accepted.");
        }
    }

    /// <summary>The UID that an Attribute has after recovery, empty where there is none.</summary>
    public string RecoveredUid(Tag tag) => Attributes.FirstOrDefault(attribute => attribute.Tag == tag) is { } attribute
        ? Uids.Of(new DataElementReader().ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian))
        : SourceObject.ReadUid(Present, tag);

    /// <summary>Tags, for people: as many as a sentence bears.</summary>
    public static string ListOf(IReadOnlyCollection<Tag> tags)
    {
        const int most = 8;
        string listed = string.Join(", ", tags.Take(most));
        return tags.Count > most ? $"{listed} and {tags.Count - most} more" : listed;
    }
}
