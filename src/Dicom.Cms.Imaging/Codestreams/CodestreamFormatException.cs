namespace Dicom.Cms.Imaging;

/// <summary>A stream does not parse. The message names the reason, never a value.</summary>
/// <param name="reason">What is wrong, as a clause: "a segment is longer than the stream".</param>
/// <param name="position">Where, in octets from the start of the frame's stream.</param>
internal sealed class CodestreamFormatException(string reason, long position) : Exception(reason)
{
    /// <summary>Octets from the start of the frame's stream.</summary>
    public long Position { get; } = position;
}
