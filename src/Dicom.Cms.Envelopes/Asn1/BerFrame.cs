namespace Dicom.Cms.Envelopes;

/// <summary>Where a TLV stands, in octets from the beginning of the encoding.</summary>
/// <param name="Start">Its tag, of one octet.</param>
/// <param name="ContentStart">Behind its length.</param>
/// <param name="ContentEnd">Behind its content.</param>
/// <param name="End">Behind all of it.</param>
internal readonly record struct BerFrame(int Start, int ContentStart, int ContentEnd, int End)
{
    /// <summary>Whether end-of-contents octets end it, and no length says so. X.690 8.1.3.6.</summary>
    public bool IsIndefinite => End > ContentEnd;

    public int ContentLength => ContentEnd - ContentStart;

    /// <summary>The frame of a TLV that was just opened.</summary>
    /// <param name="start">Where the reader stood before.</param>
    /// <param name="content">A reader before the first octet of the content.</param>
    /// <param name="after">The reader behind the TLV.</param>
    public static BerFrame Of(int start, in BerReader content, in BerReader after) =>
        new(start, content.Position, content.EndPosition, after.Position);
}
