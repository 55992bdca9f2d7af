using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Checks that opened Items belong to the object they were found in, after decryption and before any output.</summary>
internal static class BindingCheck
{
    /// <summary>Checks the SOP Instance UID that each Item names.</summary>
    /// <exception cref="RecoveryException">An Item belongs to another object, or to none, and the policy refuses that.</exception>
    public static RecoveryBinding CheckObject(DicomObject present, IReadOnlyList<OpenedItem> items, RecoveryPolicy policy)
    {
        string uid = SourceObject.ReadUid(present, Tags.SOPInstanceUID);
        RecoveryBinding binding = RecoveryBinding.Bound;
        foreach (OpenedItem item in items)
        {
            if (item.DataSet.Record is not { } record)
            {
                if (policy.RequireBound)
                    throw RecoveryException.NotAccepted("An Item names no object that it belongs to; only bound Items are accepted.");
                if (binding == RecoveryBinding.Bound) binding = RecoveryBinding.NoRecord;
            }
            else if (record.BoundSopInstanceUid != uid && (uid.Length == 0 || OriginalUid(item) != uid)) // No UID is nobody's UID.
            {
                if (!policy.AcceptMismatchedBinding)
                {
                    throw RecoveryException.NotAccepted(
                        "An Item belongs to another object: the SOP Instance UID it names is not this object's (0008,0018).");
                }

                binding = RecoveryBinding.Mismatch;
            }
        }

        return binding;
    }

    /// <summary>Checks that text recovered and text in clear are in one character set (PS3.3 C.12.1.1.2).</summary>
    /// <exception cref="RecoveryException">They are not.</exception>
    public static void CheckCharacterSet(DicomObject present, IReadOnlyList<OpenedItem> items)
    {
        string presentSet = present.Find(Tags.SpecificCharacterSet) is { ValueLength: <= CharacterSets.MaxLength } location
            ? CharacterSets.Parse(new DataElementReader().ReadElement(present.ReadElement(location), present.Encoding))
            : "";
        foreach (OpenedItem item in items)
        {
            ProtectedAttribute? attribute = item.DataSet.Attributes.FirstOrDefault(attribute => attribute.Tag == Tags.SpecificCharacterSet);
            string itemSet = attribute is null ? "" : CharacterSets.Parse(ElementOf(attribute));
            bool isComparable = item.DataSet.Record is not null || (itemSet.Length > 0 && presentSet.Length > 0);
            if (isComparable && itemSet != presentSet)
            {
                throw RecoveryException.NotAccepted(
                    "The character set of the object is not the one its Attributes were encrypted under (0008,0005).");
            }
        }
    }

    private static string OriginalUid(OpenedItem item) =>
        item.DataSet.Attributes.FirstOrDefault(attribute => attribute.Tag == Tags.SOPInstanceUID) is { } attribute
            ? Uids.Of(ElementOf(attribute))
            : "";

    private static DataElement ElementOf(ProtectedAttribute attribute) =>
        new DataElementReader().ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian);
}
