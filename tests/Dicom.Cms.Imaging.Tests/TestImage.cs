using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>An image object built octet by octet, and what the library makes of its pixels.</summary>
internal sealed record TestImage
{
    public WireEncoding Encoding { get; init; } = WireEncoding.ExplicitLittleEndian;

    public ushort Columns { get; init; } = 4;

    public ushort Rows { get; init; } = 3;

    public string? Frames { get; init; }

    public ushort Samples { get; init; } = 1;

    public string Photometric { get; init; } = "MONOCHROME2";

    public ushort? Planar { get; init; }

    public ushort Allocated { get; init; } = 8;

    public ushort? Stored { get; init; }

    public ushort? High { get; init; }

    public ushort Signed { get; init; }

    public string Vr { get; init; } = "OW";

    /// <summary>The value, as its octets stand in the file.</summary>
    public byte[] Pixels { get; init; } = Numbers(12);

    /// <summary>What stands between the description and Pixel Data.</summary>
    public Action<DicomBytes> After { get; init; } = _ => { };

    /// <summary>An element that is left out.</summary>
    public uint? Without { get; init; }

    /// <summary>What (0002,0010) states; null for the truth.</summary>
    public string? TransferSyntax { get; init; }

    /// <summary>1, 2, 3 and so on.</summary>
    public static byte[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(number => (byte)number)];

    public DicomObject ToFile()
    {
        DicomBytes bytes = DicomBytes.In(Encoding).Text(0x0008_0018, "UI", "1.2.3");
        Number(bytes, 0x0028_0002, Samples);
        if (Without != 0x0028_0004) bytes.Text(0x0028_0004, "CS", Photometric);
        if (Planar is { } planar) Number(bytes, 0x0028_0006, planar);
        if (Frames is not null) bytes.Text(0x0028_0008, "IS", Frames);
        Number(bytes, 0x0028_0010, Rows);
        Number(bytes, 0x0028_0011, Columns);
        Number(bytes, 0x0028_0100, Allocated);
        Number(bytes, 0x0028_0101, Stored ?? Allocated);
        Number(bytes, 0x0028_0102, High ?? (ushort)((Stored ?? Allocated) - 1));
        Number(bytes, 0x0028_0103, Signed);
        After(bytes);
        if (Without != 0x7FE0_0010) bytes.Bytes(0x7FE0_0010, Vr, Pixels);
        return DicomObject.Read(bytes.ToFile(TransferSyntax));
    }

    /// <summary>The format that the description gives.</summary>
    public PixelFormat ReadFormat()
    {
        using DicomObject file = ToFile();
        return PixelFormat.Read(file, file.Find(Tags.PixelData)!.Value);
    }

    public PixelBlackening Plan(PixelCleaning cleaning)
    {
        using DicomObject file = ToFile();
        return PixelBlackening.Plan(file, PixelBlackening.FindPixels(file)!.Value, cleaning);
    }

    /// <summary>The pixels after a rule was applied to all of them at once.</summary>
    public byte[] Blacken(PixelCleaning cleaning)
    {
        byte[] value = [.. Pixels];
        Plan(cleaning).Apply(value, 0);
        return value;
    }

    public byte[] Blacken(params PixelRectangle[] rectangles) => Blacken(PixelCleaning.Rectangles(rectangles));

    private void Number(DicomBytes bytes, uint tag, ushort number)
    {
        if (Without != tag) bytes.Words(tag, "US", number);
    }
}
