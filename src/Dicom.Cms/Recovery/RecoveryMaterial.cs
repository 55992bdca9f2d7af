using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What a recovery works from: the object as it is, and the Items opened, which belong to it and together.</summary>
internal sealed class RecoveryMaterial
{
    private RecoveryMaterial(DicomObject present, OpenedItems items, RecoveryBinding binding)
    {
        Present = present;
        Items = items;
        Binding = binding;
        Attributes = AttributeMerger.Merge(items.Items);
        Layout = items.Items.Select(item => item.DataSet.Record?.Original).FirstOrDefault(layout => layout is not null);
    }

    /// <summary>The protected object.</summary>
    public DicomObject Present { get; }

    /// <summary>Its Items.</summary>
    public OpenedItems Items { get; }

    /// <summary>Whether they belong to it.</summary>
    public RecoveryBinding Binding { get; }

    /// <summary>The protected Attributes of the Items opened, by tag.</summary>
    public IReadOnlyList<ProtectedAttribute> Attributes { get; }

    /// <summary>How the original was put together; null where no Item opened says so.</summary>
    public OriginalLayout? Layout { get; }

    /// <summary>Whether everything encrypted detects changes by itself.</summary>
    public bool IsAuthenticated => Items.Items.All(item => item.IsAuthenticated);

    /// <summary>
    /// An Item with all Attributes leaves nothing for the others to recover. One with the Items of an earlier protection has all.
    /// </summary>
    public bool HasAll => Layout is not null || Attributes.Any(attribute => attribute.Tag == Tags.EncryptedAttributesSequence);

    /// <summary>Checks that what was opened belongs here and together, and merges it.</summary>
    /// <exception cref="RecoveryException">It does not.</exception>
    public static RecoveryMaterial Of(DicomObject present, OpenedItems items, RecoveryPolicy policy)
    {
        RecoveryBinding binding = BindingCheck.CheckObject(present, items.Items, policy);
        BindingCheck.CheckCharacterSet(present, items.Items);
        return new RecoveryMaterial(present, items, binding);
    }

    /// <summary>What the caller should know about the Items.</summary>
    public IEnumerable<Warning> Warnings()
    {
        if (Binding == RecoveryBinding.NoRecord)
        {
            yield return new Warning(
                WarningCodes.NotBound,
                "The Items were written by other software and name no object: whether they belong to this one is not known.");
        }

        if (Binding == RecoveryBinding.Mismatch)
            yield return new Warning(WarningCodes.BindingMismatch, "The Items name another object than this one. That was accepted.");
        if (Items.ForeignCount == 0) yield break;
        string fate = HasAll ? "and gone, since all came back" : "and left as it is";
        yield return new Warning(
            WarningCodes.ForeignItems, $"Without a CMS envelope that can be read, {fate}: {CountOfItems(Items.ForeignCount)}.");
    }

    /// <summary>The UID that an Attribute has after recovery, empty where there is none.</summary>
    public string RecoveredUid(Tag tag) => Attributes.FirstOrDefault(attribute => attribute.Tag == tag) is { } attribute
        ? Uids.Of(new DataElementReader().ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian))
        : SourceObject.ReadUid(Present, tag);

    /// <summary>A number of Items, for people.</summary>
    public static string CountOfItems(int number) => number == 1 ? "1 Item" : $"{number} Items";
}
