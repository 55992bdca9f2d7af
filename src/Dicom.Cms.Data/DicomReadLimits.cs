namespace Dicom.Cms.Data;

/// <summary>The limits of a reader, so that hostile input costs little.</summary>
public sealed record DicomReadLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static DicomReadLimits Default { get; } = new();

    /// <summary>How many sequences and Items may lie in each other; each sequence counts two. 0 to 512, 128 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than 512, for which a thread's stack may be too small.</exception>
    public int Depth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 512);
            field = value;
        }
    } = 128;

    /// <summary>Elements that a data set may have at its top level. 262,144 unless set.</summary>
    public int Elements { get; init; } = 1 << 18;

    /// <summary>Elements and Items that one element may hold, at every depth, when it is read into memory. 4,000,000 unless set.</summary>
    public int NestedElements { get; init; } = 4_000_000;

    /// <summary>Octets to which a deflated data set may inflate. 4 GiB unless set.</summary>
    public long InflatedLength { get; init; } = 4L << 30;

    /// <summary>How many times its compressed size a deflated data set may inflate to, beyond 64 MiB. 250 unless set.</summary>
    public int InflationRatio { get; init; } = 250;

    internal long InflationLimit(long compressedLength) =>
        Math.Min(InflatedLength, Math.Max(64L << 20, compressedLength * InflationRatio));
}
