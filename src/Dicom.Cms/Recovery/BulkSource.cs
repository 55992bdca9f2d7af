using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What a bulk value turned out to be.</summary>
internal enum BulkState
{
    /// <summary>Gone, or another value.</summary>
    Altered = 0,

    /// <summary>Not bound: nobody knows whether it is the one it was.</summary>
    NotBound,

    /// <summary>The same samples, no longer compressed.</summary>
    Decoded,

    /// <summary>The same sequence, laid out in another way.</summary>
    LaidOutAnew,

    /// <summary>The same octets, or the same value in another encoding, from which its octets come back.</summary>
    Original,
}

/// <summary>A bulk value, and what stands in the object for it.</summary>
/// <param name="Bulk">The value that was bound.</param>
/// <param name="State">What it turned out to be.</param>
/// <param name="Location">Where it stands now; null where it is gone.</param>
/// <param name="Octets">Its original octets in parts; empty where they do not come back.</param>
internal sealed record BulkSource(BulkValue Bulk, BulkState State, ElementLocation? Location, IReadOnlyList<OutputPart> Octets)
{
    /// <summary>The tag.</summary>
    public Tag Tag => Bulk.Tag;
}
