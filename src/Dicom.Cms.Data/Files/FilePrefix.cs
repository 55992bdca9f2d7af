using System.Text;

namespace Dicom.Cms.Data;

/// <summary>
/// What precedes the data set: preamble, DICM and every leading element of group 0002, whatever (0002,0000) says
/// (PS3.10 7.1; exactness, rule 1).
/// </summary>
internal sealed record FilePrefix(long Length, bool HasMarker, IReadOnlyList<ElementLocation> MetaElements, string? TransferSyntaxUid)
{
    private static ReadOnlySpan<byte> Marker => "DICM"u8;

    /// <summary>The most elements of group 0002 that are read; PS3.10 defines 17.</summary>
    private const int ElementLimit = 4096;

    /// <summary>Reads the prefix.</summary>
    /// <returns>The prefix, and what is wrong with it: then it ends where the File Meta Information should begin.</returns>
    public static (FilePrefix Prefix, DicomFormatException? Error) Read(SourceWindow window)
    {
        long start = window.Peek(128, 4).SequenceEqual(Marker) ? 132 : window.Peek(0, 4).SequenceEqual(Marker) ? 4 : 0;
        return ReadMeta(window, start);
    }

    /// <summary>No prefix: the data set starts at the first octet, and a DICM at 128 is part of it.</summary>
    public static FilePrefix None { get; } = new(0, HasMarker: false, [], null);

    private static (FilePrefix, DicomFormatException?) ReadMeta(SourceWindow window, long start)
    {
        List<ElementLocation> elements = [];
        string? uid = null;
        long position = start;
        while (window.Peek(position, 2) is [0x02, 0x00])
        {
            // Some writers put the File Meta Information into implicit VR; the tokenizer's header reads both.
            ReadOnlySpan<byte> bytes = window.Peek(position, 12);
            if (!DataSetTokenizer.TryReadHeader(bytes, DataSetEncoding.ExplicitLittleEndian, out ElementHeader header)
                || header.HasUndefinedLength
                || position + header.HeaderLength + header.Length > window.Length)
            {
                return Fail("The File Meta Information ends too early");
            }

            if (elements.Count == ElementLimit) return Fail("More elements of File Meta Information than the limit");
            long end = position + header.HeaderLength + header.Length;
            ElementLocation element = new(header, position, end);
            elements.Add(element);
            if (header.Tag == Tags.TransferSyntaxUID) uid = ReadUid(window, element);
            position = end;
        }

        return (new FilePrefix(position, start > 0, elements.AsReadOnly(), uid), null);

        (FilePrefix, DicomFormatException?) Fail(string reason) =>
            (new FilePrefix(start, start > 0, [], null), new DicomFormatException(reason, position));
    }

    private static string? ReadUid(SourceWindow window, in ElementLocation element)
    {
        if (element.ValueLength > 256) return null;
        ReadOnlySpan<byte> value = window.Peek(element.ValueOffset, (int)element.ValueLength);
        string uid = Encoding.Latin1.GetString(value).TrimEnd('\0', ' ').TrimStart(' ');
        return uid.Length == 0 ? null : uid;
    }
}
