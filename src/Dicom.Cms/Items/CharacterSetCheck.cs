using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Checks that text recovered and text in clear are in one character set (PS3.3 C.12.1.1.2).</summary>
internal static class CharacterSetCheck
{
    /// <exception cref="RecoveryException">They are not.</exception>
    public static void Require(DicomObject present, IReadOnlyList<OpenedItem> items)
    {
        string presentSet = present.Find(Tags.SpecificCharacterSet) is { ValueLength: <= CharacterSets.MaxLength } location
            ? CharacterSets.Parse(new DataElementReader().ReadElement(present.ReadElement(location), present.Encoding))
            : "";
        foreach (OpenedItem item in items)
        {
            ProtectedAttribute? attribute = item.DataSet.Attributes.FirstOrDefault(attribute => attribute.Tag == Tags.SpecificCharacterSet);
            string itemSet = attribute is null ? "" : CharacterSets.Parse(ElementOf(attribute));
            bool isComparable = item.Record is not null || (itemSet.Length > 0 && presentSet.Length > 0);
            if (!isComparable || itemSet == presentSet || (item.Record is not null && IsAscii(present, item))) continue;
            throw RecoveryException.NotAccepted(
                "The character set of the object is not the one its Attributes were encrypted under (0008,0005).");
        }
    }

    /// <summary>Whether all text, in clear and recovered, reads the same in every character set: ASCII, without escapes.</summary>
    public static bool IsAscii(DicomObject present, OpenedItem item)
    {
        DataElementReader reader = new();
        return item.DataSet.Attributes.All(attribute => IsAscii(reader.ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian)))
            && present.Elements.All(element => BulkData.CarriesTheImage(element.Tag) || element.Tag == Tags.EncryptedAttributesSequence
                || (element.Length <= SourceObject.InMemoryLimit
                    && IsAscii(reader.ReadElement(present.ReadElement(element), present.Encoding))));
    }

    private static bool IsAscii(DataElement element)
    {
        if (element.Items is { } items) return items.All(item => item.Elements.All(IsAscii));
        bool isText = CanonicalKinds.Of(element.Tag) == CanonicalKind.Text || element.Vr is { IsText: true } || element.Tag.IsPrivate;
        ReadOnlySpan<byte> value = element.Value.Span;
        return !isText || (!value.ContainsAnyExceptInRange((byte)0x00, (byte)0x7F) && !value.Contains((byte)0x1B));
    }

    private static DataElement ElementOf(ProtectedAttribute attribute) =>
        new DataElementReader().ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian);
}
