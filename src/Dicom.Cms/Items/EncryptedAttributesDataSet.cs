using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// The plaintext of an Item of the Encrypted Attributes Sequence (PS3.15 E.1.1 step 1): (0400,0550) with one Item that holds the
/// protected Attributes, then the restoration record.
/// </summary>
/// <param name="Attributes">The protected Attributes in Explicit VR Little Endian, header and value, by tag.</param>
/// <param name="Record">The restoration record; null in Items of other software.</param>
internal sealed record EncryptedAttributesDataSet(IReadOnlyList<ProtectedAttribute> Attributes, RestorationRecord? Record)
{
    private const int ItemHeaderLength = 8;

    /// <summary>The octets of <see cref="Encode"/>. They do not depend on the tags of bulk values, which are filled in meanwhile.</summary>
    public int GetEncodedLength() => LengthWith(RecordElements());

    /// <summary>Encodes it in Explicit VR Little Endian, which (0400,0510) then says. The caller clears the bytes.</summary>
    public byte[] Encode()
    {
        List<DataElement> record = RecordElements();
        byte[] bytes = GC.AllocateArray<byte>(LengthWith(record), pinned: true);
        Span<byte> rest = bytes;
        Append(ref rest, SequenceHeader());
        Append(ref rest, ItemHeader());
        foreach (ProtectedAttribute attribute in Attributes) Append(ref rest, attribute.Bytes.Span);
        Append(ref rest, DataElementWriter.Write(record, DataSetEncoding.ExplicitLittleEndian));
        if (Record is not null)
        {
            ContentDigest.Write(bytes);
            rest = rest[ContentDigest.ElementLength..];
        }

        Debug.Assert(rest.IsEmpty, "What is written is as long as was computed.");
        return bytes;
    }

    private int LengthWith(List<DataElement> record) => checked(SequenceHeader().Length + ItemHeaderLength + AttributesLength
        + record.Sum(element => DataElementWriter.GetLength(element, DataSetEncoding.ExplicitLittleEndian))
        + (Record is null ? 0 : ContentDigest.ElementLength));

    private int AttributesLength => Attributes.Aggregate(0, (length, attribute) => checked(length + attribute.Bytes.Length));

    private List<DataElement> RecordElements() => Record is null ? [] : RestorationRecordWriter.ToElements(Record);

    private byte[] SequenceHeader() => DataElementWriter.WriteHeader(
        Tags.ModifiedAttributesSequence, ValueRepresentation.SQ, (uint)(AttributesLength + ItemHeaderLength),
        DataSetEncoding.ExplicitLittleEndian);

    private byte[] ItemHeader() => DataElementWriter.WriteItemHeader((uint)AttributesLength, DataSetEncoding.ExplicitLittleEndian);

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
