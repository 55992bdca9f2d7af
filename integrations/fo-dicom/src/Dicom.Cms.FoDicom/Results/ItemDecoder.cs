using System.Buffers.Binary;
using Dicom.Cms.Data;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>Makes the item of fo-dicom for an element, without reading its value.</summary>
internal static class ItemDecoder
{
    private const int ItemHeaderLength = 8;

    /// <summary>Decodes an element with everything nested in it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="encoding">The encoding it stood in.</param>
    /// <param name="scope">The data set that it will stand in, filled as far as the tags before.</param>
    public static DicomItem Decode(DataElement element, DataSetEncoding encoding, DecodingScope scope)
    {
        DicomTag tag = scope.TagOf(element.Tag);
        DicomVR vr = encoding.IsExplicit ? VrOf(element, tag) : ImplicitVr.Of(tag);
        if (element.HasUndefinedLength && element.Items is null) return DecodeFragments(element, tag, vr);

        // A sequence of undefined length may be called UN (PS3.5 6.2.2).
        bool isEmptySequence = vr == DicomVR.SQ && element.Value.IsEmpty;
        if ((vr == DicomVR.SQ || element.HasUndefinedLength) && (element.Items is not null || isEmptySequence))
            return DecodeSequence(element, tag, ofUnknownVr: element.Vr == ValueRepresentation.UN, encoding, scope);

        DicomVR valueVr = vr == DicomVR.SQ ? DicomVR.UN : vr;
        return ElementFactory.Create(valueVr, tag, scope.Encodings.ToArray(), BufferOf(RawValueOf(element, encoding)));
    }

    private static DicomSequence DecodeSequence(DataElement element, DicomTag tag, bool ofUnknownVr,
        DataSetEncoding encoding, DecodingScope scope)
    {
        DataSetEncoding inner = ofUnknownVr ? DataSetEncoding.ImplicitLittleEndian : encoding;
        DicomSequence sequence = new(tag);
        foreach (SequenceItem item in element.Items ?? [])
        {
            DecodingScope nested = scope.ForItem();
            foreach (DataElement each in item.Elements) nested.Dataset.AddOrUpdate(Decode(each, inner, nested));
            sequence.Items.Add(nested.Dataset.Validated());
        }

        return sequence;
    }

    /// <summary>Fragments as they stand: Items, the first of them the Basic Offset Table, and the delimitation (PS3.5 A.4).</summary>
    private static DicomFragmentSequence DecodeFragments(DataElement element, DicomTag tag, DicomVR vr)
    {
        DicomFragmentSequence sequence = vr == DicomVR.OW ? new DicomOtherWordFragment(tag) : new DicomOtherByteFragment(tag);
        bool isOffsetTable = true;
        for (ReadOnlyMemory<byte> rest = element.Value; rest.Length > ItemHeaderLength;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span[sizeof(uint)..]);
            ReadOnlyMemory<byte> fragment = rest.Slice(ItemHeaderLength, length);
            if (!isOffsetTable) sequence.Fragments.Add(BufferOf(fragment));
            else
                for (int i = 0; i + sizeof(uint) <= length; i += sizeof(uint))
                    sequence.OffsetTable.Add(BinaryPrimitives.ReadUInt32LittleEndian(fragment.Span[i..]));
            isOffsetTable = false;
            rest = rest[(ItemHeaderLength + length)..];
        }

        return sequence;
    }

    /// <summary>The VR stated; for UN that of fo-dicom's dictionary, as its reader takes it.</summary>
    private static DicomVR VrOf(DataElement element, DicomTag tag)
    {
        DicomVR stated = element.Vr is { } vr ? DicomVR.Parse(vr.Name) : DicomVR.UN;
        return stated == DicomVR.UN ? DicomDictionary.Default[tag]?.ValueRepresentations.FirstOrDefault() ?? DicomVR.UN : stated;
    }

    /// <summary>The value as it stands, also where Items were found in it.</summary>
    private static ReadOnlyMemory<byte> RawValueOf(DataElement element, DataSetEncoding encoding)
    {
        if (element.Items is null) return element.Value;
        int headerLength = encoding.IsExplicit ? 12 : 8; // UN and SQ have a long length.
        return DataElementWriter.Write(element, encoding).AsMemory(headerLength);
    }

    // Copied, so that a value does not keep everything alive that was read with it.
    private static IByteBuffer BufferOf(ReadOnlyMemory<byte> value) =>
        value.IsEmpty ? EmptyBuffer.Value : new MemoryByteBuffer(value.ToArray());
}
