namespace Dicom.Cms.Imaging;

/// <summary>Where the frames of encapsulated Pixel Data are, in 64 bits (PS3.3 C.7.6.3.1.8). Values of VR OV, little endian.</summary>
public sealed record ExtendedOffsets
{
    /// <summary>The value of Extended Offset Table (7FE0,0001): 8 octets for each frame.</summary>
    public required ReadOnlyMemory<byte> Offsets { get; init; }

    /// <summary>The value of Extended Offset Table Lengths (7FE0,0002): 8 octets for each frame.</summary>
    public required ReadOnlyMemory<byte> Lengths { get; init; }
}
