namespace Dicom.Cms.Data;

/// <summary>What a reader will not go beyond, so that hostile bytes cost little.</summary>
public sealed record DicomReadLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static DicomReadLimits Default { get; } = new();

    /// <summary>How many sequences and Items may lie in each other; each sequence counts two. 128 unless set.</summary>
    public int Depth { get; init; } = 128;

    /// <summary>Octets to which a deflated data set may inflate. 4 GiB unless set.</summary>
    public long InflatedLength { get; init; } = 4L << 30;

    /// <summary>How many times its compressed size a deflated data set may inflate to, beyond 64 MiB. 250 unless set.</summary>
    public int InflationRatio { get; init; } = 250;

    internal long InflationLimit(long compressedLength) =>
        Math.Min(InflatedLength, Math.Max(64L << 20, compressedLength * InflationRatio));
}
