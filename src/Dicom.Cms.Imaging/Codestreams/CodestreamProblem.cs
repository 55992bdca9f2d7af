namespace Dicom.Cms.Imaging;

/// <summary>Compressed pixels that were not read to their segments: what decoders ignore in them is still there.</summary>
public sealed record CodestreamProblem
{
    /// <summary>The frame, from 1; null for all of the Pixel Data.</summary>
    public int? Frame { get; init; }

    /// <summary>Why, as a clause: "the stream has no end (EOI)". Never a value.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was seen, in octets from the start of the frame's stream; null where that says nothing.</summary>
    public long? Position { get; init; }

    /// <summary>The octets that were not read, as ranges of the value of Pixel Data.</summary>
    public required IReadOnlyList<(long Offset, long Length)> Octets { get; init => field = [.. value]; }

    /// <summary>Frame, reason and place: "frame 3: the stream has no end (EOI), at octet 4711".</summary>
    public override string ToString() =>
        (Frame is { } frame ? $"frame {frame}: " : "") + Reason + (Position is { } position ? $", at octet {position}" : "");
}
