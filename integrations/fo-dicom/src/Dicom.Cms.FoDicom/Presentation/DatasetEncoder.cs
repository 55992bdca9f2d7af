using System.Buffers.Binary;
using Dicom.Cms.Data;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>
/// Encodes items as fo-dicom's DicomWriter does by default, so that what it saves later is what was presented: sequences of undefined
/// length, private ones of defined length, Items of undefined length.
/// </summary>
/// <remarks>
/// DicomWriter itself is not used: it copies every value, and before it writes fo-dicom may encode texts anew that were read in another
/// character set than the data set now states.
/// </remarks>
internal sealed class DatasetEncoder(SegmentWriter writer, DataSetEncoding encoding)
{
    private const uint UndefinedLength = 0xFFFF_FFFF;
    private const int LongestShortValue = 0xFFFE; // PS3.5 6.2.2 note: beyond that a value of short VR is written as UN.

    private static readonly byte[] ItemDelimitation = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0];
    private static readonly byte[] SequenceDelimitation = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    /// <summary>Encodes an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="encodings">The character set of the data set that it stands in.</param>
    public void Write(DicomItem item, TextEncodings encodings)
    {
        switch (item)
        {
            case DicomSequence sequence:
                WriteSequence(sequence, encodings);
                break;
            case DicomFragmentSequence fragments:
                WriteFragments(fragments);
                break;
            case DicomElement element:
                WriteElement(element, encodings);
                break;
            default:
                throw new NotSupportedException($"{item.Tag} is a {item.GetType().Name}, which Dicom.Cms does not know.");
        }
    }

    private void WriteElement(DicomElement element, TextEncodings encodings)
    {
        IByteBuffer buffer = encodings.BufferOf(element);
        WriteHeader(element.Tag, VrOf(element, buffer.Size), checked((uint)buffer.Size));
        writer.Write(buffer);
    }

    private void WriteSequence(DicomSequence sequence, TextEncodings encodings)
    {
        bool isDefined = sequence.Tag.IsPrivate;
        WriteHeader(sequence.Tag, ValueRepresentation.SQ, UndefinedLength, isLengthReserved: isDefined, out int reserved);
        long start = writer.Length;
        foreach (DicomDataset item in sequence.Items)
        {
            writer.Write(DataElementWriter.WriteItemHeader(UndefinedLength, encoding));
            TextEncodings inner = encodings.In(item);
            foreach (DicomItem nested in item) Write(nested, inner);
            writer.Write(ItemDelimitation);
        }

        if (isDefined) writer.Fill(reserved, checked((uint)(writer.Length - start)));
        else writer.Write(SequenceDelimitation);
    }

    private void WriteFragments(DicomFragmentSequence fragments)
    {
        WriteHeader(fragments.Tag, ValueRepresentationOf(fragments), UndefinedLength);
        byte[] offsets = new byte[sizeof(uint) * fragments.OffsetTable.Count];
        foreach ((int i, uint offset) in fragments.OffsetTable.Index())
            BinaryPrimitives.WriteUInt32LittleEndian(offsets.AsSpan(sizeof(uint) * i), offset);
        writer.Write(DataElementWriter.WriteItemHeader((uint)offsets.Length, encoding));
        writer.Write(offsets);
        foreach (IByteBuffer fragment in fragments.Fragments)
        {
            writer.Write(DataElementWriter.WriteItemHeader(checked((uint)fragment.Size), encoding));
            writer.Write(fragment);
        }

        writer.Write(SequenceDelimitation);
    }

    private void WriteHeader(DicomTag tag, ValueRepresentation vr, uint length) =>
        WriteHeader(tag, vr, length, isLengthReserved: false, out _);

    private void WriteHeader(DicomTag tag, ValueRepresentation vr, uint length, bool isLengthReserved, out int reserved)
    {
        byte[] header = DataElementWriter.WriteHeader(tag.ToTag(), vr, length, encoding);
        reserved = 0;
        if (!isLengthReserved)
        {
            writer.Write(header);
            return;
        }

        writer.Write(header.AsSpan(..^sizeof(uint)));
        reserved = writer.Reserve();
    }

    private static ValueRepresentation VrOf(DicomElement element, long length)
    {
        ValueRepresentation vr = ValueRepresentationOf(element);
        return !vr.HasLongLength && length > LongestShortValue ? ValueRepresentation.UN : vr;
    }

    private static ValueRepresentation ValueRepresentationOf(DicomItem item)
    {
        string code = item.ValueRepresentation.Code;
        ValueRepresentation? vr = code.Length == 2 ? ValueRepresentation.Find((ushort)((code[0] << 8) | code[1])) : null;
        return vr ?? throw new NotSupportedException($"{item.Tag} has the VR {code}, which PS3.5 does not know.");
    }
}
