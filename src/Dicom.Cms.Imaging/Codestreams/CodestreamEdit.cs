namespace Dicom.Cms.Imaging;

/// <summary>A place of a value that is cut or written anew.</summary>
public readonly record struct CodestreamEdit
{
    /// <summary>Makes an edit.</summary>
    /// <param name="offset">Where it starts, in octets of the value as it was.</param>
    /// <param name="length">How many octets are cut there.</param>
    /// <param name="replacement">What stands in their place; empty for nothing.</param>
    public CodestreamEdit(long offset, long length, ReadOnlyMemory<byte> replacement = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Offset = offset;
        Length = length;
        Replacement = replacement;
    }

    /// <summary>Where it starts, in octets of the value as it was.</summary>
    public long Offset { get; }

    /// <summary>How many octets are cut.</summary>
    public long Length { get; }

    /// <summary>What stands in their place; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Replacement { get; }

    /// <summary>One past the octets that are cut.</summary>
    public long End => Offset + Length;
}
