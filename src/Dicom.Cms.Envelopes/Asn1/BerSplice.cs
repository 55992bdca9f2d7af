using System.Diagnostics;

namespace Dicom.Cms.Envelopes;

/// <summary>Octets that take the place of others.</summary>
internal readonly record struct BerEdit(int Start, int End, ReadOnlyMemory<byte> Octets)
{
    public int Growth => Octets.Length - (End - Start);
}

/// <summary>
/// Replaces parts of an encoding. Of everything else only the lengths of what encloses those parts change: a definite length
/// becomes another in its shortest form, an indefinite one stays.
/// </summary>
internal static class BerSplice
{
    /// <param name="octets">The encoding.</param>
    /// <param name="frames">Each encloses the next, and the innermost encloses the edits.</param>
    /// <param name="edits">In the order in which they stand, apart from each other.</param>
    /// <exception cref="OverflowException">The result would not fit one array.</exception>
    public static byte[] Replace(ReadOnlySpan<byte> octets, IReadOnlyList<BerFrame> frames, IReadOnlyList<BerEdit> edits)
    {
        int growth = edits.Sum(static edit => edit.Growth);
        Stack<BerEdit> headers = new();
        foreach (BerFrame frame in frames.Reverse().Where(static frame => !frame.IsIndefinite))
        {
            BerEdit header = new(frame.Start, frame.ContentStart, EncodeHeader(octets[frame.Start], checked(frame.ContentLength + growth)));
            growth = checked(growth + header.Growth);
            headers.Push(header);
        }

        byte[] replaced = new byte[checked(octets.Length + growth)];
        DerSpanWriter writer = new(replaced);
        int position = 0;
        foreach (BerEdit edit in headers.Concat(edits))
        {
            Debug.Assert(edit.Start >= position);
            writer.WriteRaw(octets[position..edit.Start]);
            writer.WriteRaw(edit.Octets.Span);
            position = edit.End;
        }

        writer.WriteRaw(octets[position..]);
        Debug.Assert(writer.Remaining == 0);
        return replaced;
    }

    private static byte[] EncodeHeader(byte tag, int contentLength)
    {
        byte[] header = new byte[DerSpanWriter.GetHeaderLength(contentLength)];
        DerSpanWriter writer = new(header);
        writer.WriteHeader(tag, contentLength);
        return header;
    }
}
