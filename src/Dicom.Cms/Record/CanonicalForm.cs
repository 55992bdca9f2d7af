using System.Buffers;
using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Takes the octets of a canonical form, in their order.</summary>
internal interface ICanonicalSink
{
    /// <summary>Takes the next octets.</summary>
    void Append(ReadOnlySpan<byte> octets);
}

/// <summary>
/// The canonical form of an element: what stays the same when a server lays it out anew. It does not depend on the Transfer Syntax, on
/// whether lengths of sequences are defined, on group lengths or on padding (docs/restoration.md, "Canonical form").
/// </summary>
/// <remarks>
/// What follows a content says its kind and its length, so that nothing is held back: a sequence of gigabytes passes in constant memory.
/// </remarks>
/// <param name="window">The source.</param>
/// <param name="sink">Where the form goes.</param>
internal sealed class CanonicalForm(SourceWindow window, ICanonicalSink sink)
{
    private const byte ValueKind = (byte)'V', SequenceKind = (byte)'S', ItemKind = (byte)'I', FragmentsKind = (byte)'F';
    private const int BlockLength = 16 * 1024;
    private const int NumberLimit = 16; // PS3.5 6.2: octets of a DS; an IS has 12.

    /// <summary>Writes the form of one top-level element.</summary>
    /// <param name="location">Where it stands in the source.</param>
    /// <param name="encoding">Its encoding.</param>
    public void Append(in ElementLocation location, DataSetEncoding encoding)
    {
        int depth = DicomReadLimits.Default.Depth;
        ElementLocation element = location;
        if (location.HasUndefinedLength && !IsWhole(Open()))
        {
            AppendOctets(location.ValueOffset, location.End, unitLength: 1);
            End(FragmentsKind, location.ValueLength);
            return;
        }

        DataSetTokenizer tokenizer = Open();
        tokenizer.Read();
        AppendElement(tokenizer, depth);

        DataSetTokenizer Open() => DataSetTokenizer.ForDataSet(window, element.Offset, element.End, encoding, depth);
    }

    /// <summary>Reads to the end, over fragments and into all else but elements of defined length.</summary>
    private static bool IsWhole(DataSetTokenizer tokenizer)
    {
        while (tokenizer.Read())
        {
            bool hasFragments = tokenizer.Token == DataSetToken.SequenceStart
                && DataElementReader.HoldsFragments(tokenizer.Header.Tag, tokenizer.Header.VrCode);
            int depth = tokenizer.Depth;
            while (hasFragments && tokenizer.Depth >= depth && tokenizer.Read())
            {
                if (tokenizer.Token == DataSetToken.ItemStart && !tokenizer.SkipItem()) return false;
            }
        }

        return tokenizer.Token == DataSetToken.End;
    }

    /// <returns>Octets of the content, what follows it apart.</returns>
    private long AppendElement(DataSetTokenizer tokenizer, int depth)
    {
        ElementHeader header = tokenizer.Header;
        long start = tokenizer.ValueOffset, end = tokenizer.Position;
        if (tokenizer.Token == DataSetToken.SequenceStart)
        {
            return DataElementReader.HoldsFragments(header.Tag, header.VrCode)
                ? AppendFragments(tokenizer)
                : AppendItems(tokenizer, depth);
        }

        if (depth > 0 && ItemsOf(tokenizer, start, end, depth) is { } items) return AppendItems(items, depth - 1);
        return AppendValue(header, start, end, tokenizer.HeaderEncoding);
    }

    /// <summary>What begins with an Item and parses whole is a sequence, whatever VR it states.</summary>
    private DataSetTokenizer? ItemsOf(DataSetTokenizer element, long start, long end, int depth)
    {
        if (end - start < 8 || !ItemLocator.BeginsWithItem(window.Peek(start, 4))) return null;
        bool isUnknown = element.Header.VrCode == ValueRepresentation.UN.Code;
        DataSetEncoding encoding = isUnknown ? DataSetEncoding.ImplicitLittleEndian : element.HeaderEncoding;
        DataSetTokenizer trial = DataSetTokenizer.ForItems(window, start, end, encoding, depth - 1);
        return IsWhole(trial) && trial.Position == end
            ? DataSetTokenizer.ForItems(window, start, end, encoding, depth - 1)
            : null;
    }

    private long AppendItems(DataSetTokenizer tokenizer, int depth)
    {
        long length = 0;
        while (tokenizer.Read() && tokenizer.Token == DataSetToken.ItemStart)
        {
            long item = 0;
            while (tokenizer.Read() && tokenizer.Token is DataSetToken.Element or DataSetToken.SequenceStart)
            {
                if (tokenizer.Header.Tag.IsGroupLength && tokenizer.Token == DataSetToken.Element) continue;
                AppendNumber(tokenizer.Header.Tag.Value);
                item += sizeof(uint) + AppendElement(tokenizer, depth) + 1 + sizeof(long);
            }

            End(ItemKind, item);
            length += item + 1 + sizeof(long);
        }

        End(length == 0 ? ValueKind : SequenceKind, length); // No Items and an empty value are the same.
        return length;
    }

    // PS3.5 A.4: Items and delimitation as they stand.
    private long AppendFragments(DataSetTokenizer tokenizer)
    {
        long start = tokenizer.ValueOffset;
        while (tokenizer.Read() && tokenizer.Token == DataSetToken.ItemStart) tokenizer.SkipItem();
        AppendOctets(start, tokenizer.Position, unitLength: 1);
        End(FragmentsKind, tokenizer.Position - start);
        return tokenizer.Position - start;
    }

    private long AppendValue(in ElementHeader header, long start, long end, DataSetEncoding encoding)
    {
        CanonicalKind kind = CanonicalKinds.Of(header.Tag);
        long length;
        if (kind == CanonicalKind.Octets)
        {
            int unit = encoding.IsBigEndian ? ValueRepresentation.Find(header.VrCode)?.UnitLength ?? 1 : 1;
            AppendOctets(start, end, unit);
            length = end - start;
            if (length % 2 != 0)
            {
                sink.Append([0]); // PS3.5 7.1.1
                length++;
            }
        }
        else
        {
            end = TrimEnd(start, end);
            length = kind == CanonicalKind.Number && end - start <= BlockLength
                ? AppendNumbers(window.Peek(start, (int)(end - start)))
                : AppendOctets(start, end, unitLength: 1);
        }

        End(ValueKind, length);
        return length;
    }

    private long TrimEnd(long start, long end)
    {
        while (end > start && window.Peek(end - 1, 1)[0] is 0x20 or 0x00) end--;
        return end;
    }

    private long AppendOctets(long start, long end, int unitLength)
    {
        if (unitLength == 1 && end - start <= BlockLength)
        {
            sink.Append(window.Peek(start, (int)(end - start)));
            return end - start;
        }

        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            for (long at = start; at < end;)
            {
                Span<byte> octets = block.AsSpan(0, (int)Math.Min(BlockLength, end - at));
                if (window.Source.Read(at, octets) != octets.Length)
                    throw new DicomFormatException("The source ends earlier than it did before", at);
                ByteOrder.Swap(octets, unitLength); // A block is a multiple of every unit.
                sink.Append(octets);
                at += octets.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }

        return end - start;
    }

    /// <summary>Each component as its number, so that 1, +1.0 and 10E-1 are the same; what is none stays as it is.</summary>
    private long AppendNumbers(ReadOnlySpan<byte> value)
    {
        long length = 0;
        bool isFirst = true;
        Span<byte> number = stackalloc byte[DecimalNumber.MaxLength];
        foreach (Range range in value.Split((byte)'\\'))
        {
            if (!isFirst) sink.Append("\\"u8);
            ReadOnlySpan<byte> component = value[range].Trim(" \0"u8);
            int written = component.Length <= NumberLimit ? DecimalNumber.Canonicalize(component, number) : 0;
            ReadOnlySpan<byte> octets = written > 0 ? number[..written] : component;
            sink.Append(octets);
            length += octets.Length + (isFirst ? 0 : 1);
            isFirst = false;
        }

        return length;
    }

    private void AppendNumber(uint number)
    {
        Span<byte> octets = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, number);
        sink.Append(octets);
    }

    private void End(byte kind, long length)
    {
        Span<byte> octets = stackalloc byte[1 + sizeof(long)];
        octets[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(octets[1..], length);
        sink.Append(octets);
    }
}
