namespace Dicom.Cms;

/// <summary>How a run over many files is done.</summary>
public sealed record FileRunOptions
{
    /// <summary>As many files at once as there are processors; outputs that exist are replaced; folders are created.</summary>
    public static FileRunOptions Default { get; } = new();

    /// <summary>How many files are worked on at once, at least 1. Each takes a thread, and the memory that one file takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Jobs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>Whether an output that exists is replaced. If not, its job fails with an <see cref="IOException"/>.</summary>
    public bool Overwrites { get; init; } = true;

    /// <summary>Whether the folders of outputs are created where they are missing. If not, their jobs fail.</summary>
    public bool CreatesFolders { get; init; } = true;
}
