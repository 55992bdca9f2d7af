using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>Tells damaged DICOM files from files that were never DICOM.</summary>
internal static class DicomShape
{
    private const int MarkerOffset = 128; // PS3.10 7.1
    private const int MaxFirstGroup = 0x0010; // File Meta Information, a Command Set, or the first groups of a Data Set.
    private const int ElementHeader = 8;

    /// <summary>Whether a file has the marker of PS3.10.</summary>
    public static bool HasMarker(ByteSource source) =>
        source.Length >= MarkerOffset + 4 && source.ReadRange(MarkerOffset, 4).Span.SequenceEqual("DICM"u8);

    /// <summary>Whether a file has the marker, or begins like a Data Set; also where that cannot be found out.</summary>
    public static bool IsSeenIn(string path)
    {
        try
        {
            if (new FileInfo(path).Length == 0) return true; // There is nothing to see, and to open a pipe could be to wait for ever.
            using ByteSource source = ByteSource.OpenFile(path);
            if (HasMarker(source)) return true;
            return source.Length >= ElementHeader && BeginsLikeDataSet(source.ReadRange(0, ElementHeader).Span, source.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool BeginsLikeDataSet(ReadOnlySpan<byte> header, long length)
    {
        (ushort little, ushort big) = (BinaryPrimitives.ReadUInt16LittleEndian(header), BinaryPrimitives.ReadUInt16BigEndian(header));
        if (!IsFirstGroup(little) && !IsFirstGroup(big)) return false;
        bool hasVr = char.IsAsciiLetterUpper((char)header[4]) && char.IsAsciiLetterUpper((char)header[5]);
        return hasVr || BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) <= length - ElementHeader;
    }

    private static bool IsFirstGroup(ushort group) => group is > 0 and <= MaxFirstGroup && group % 2 == 0;
}
