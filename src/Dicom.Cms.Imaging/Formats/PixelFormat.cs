using System.Globalization;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>How uncompressed Pixel Data are laid out (PS3.3 C.7.6.3, PS3.5 8.1), as far as it is sure: what is not is refused.</summary>
internal sealed record PixelFormat
{
    private static readonly Tag[] Describing =
    [
        Tags.PixelData, Tags.Rows, Tags.Columns, Tags.NumberOfFrames, Tags.SamplesPerPixel, Tags.PhotometricInterpretation,
        Tags.PlanarConfiguration, Tags.BitsAllocated, Tags.BitsStored, Tags.HighBit, Tags.PixelRepresentation,
    ];

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Frames { get; init; }

    public required PhotometricInterpretation Photometric { get; init; }

    /// <summary>Whether the samples of a frame stand color by color (Planar Configuration 1).</summary>
    public required bool IsPlanar { get; init; }

    /// <summary>1, 8, 16 or 32.</summary>
    public required int BitsAllocated { get; init; }

    public required int BitsStored { get; init; }

    public required int HighBit { get; init; }

    public required bool IsSigned { get; init; }

    /// <summary>The octets of a sample; 0 where eight of them share one.</summary>
    public int SampleLength => BitsAllocated / 8;

    /// <summary>The bits of a cell that belong to its sample (PS3.5 8.1.1).</summary>
    public ulong StoredBits => ((1UL << BitsStored) - 1) << (HighBit + 1 - BitsStored);

    /// <summary>The octets of all frames, without padding.</summary>
    /// <remarks>Samples of one bit are packed without regard to frames (PS3.5 8.2).</remarks>
    public long Length
    {
        get
        {
            long pixels = (long)Rows * Columns;
            Int128 bits = (Int128)pixels * Frames * BitsAllocated * (Photometric.IsSubsampled ? 2 : Photometric.SamplesPerPixel);
            return bits > long.MaxValue ? long.MaxValue : (long)((bits + 7) / 8);
        }
    }

    /// <summary>Reads the description of Pixel Data, and checks that the value is as long as it says.</summary>
    /// <exception cref="ImagingException">Something is missing, said twice, not supported, or contradicts the value.</exception>
    public static PixelFormat Read(DicomObject file, in ElementLocation pixels)
    {
        foreach (Tag tag in Describing)
        {
            if (file.Elements.Count(element => element.Tag == tag) > 1)
                throw Refuse($"{tag} occurs twice: which one describes the pixels is not known.", tag);
        }

        RefuseOtherThanUncompressed(file, pixels);
        PixelFormat format = ReadDescription(file);
        format.RequireSense();
        if (pixels.ValueLength == format.Length || pixels.ValueLength == format.Length + (format.Length & 1)) return format;
        throw Refuse(
            "Pixel Data (7FE0,0010) is not as long as Rows (0028,0010), Columns (0028,0011), Number of Frames (0028,0008), "
            + "Samples per Pixel (0028,0002), Photometric Interpretation (0028,0004) and Bits Allocated (0028,0100) say: "
            + "which pixel stands where is not known.",
            Tags.PixelData);
    }

    private static void RefuseOtherThanUncompressed(DicomObject file, in ElementLocation pixels)
    {
        bool isUncompressed = !pixels.HasUndefinedLength && (file.IsDeflated
            || DataSetEncoding.ImplicitLittleEndian.TransferSyntaxUid == file.TransferSyntax.Uid
            || DataSetEncoding.ExplicitLittleEndian.TransferSyntaxUid == file.TransferSyntax.Uid
            || DataSetEncoding.ExplicitBigEndian.TransferSyntaxUid == file.TransferSyntax.Uid);
        if (!isUncompressed)
        {
            throw Refuse(
                "Pixel Data (7FE0,0010) is compressed or in a private Transfer Syntax. "
                + "Only uncompressed pixels can be cleaned: decompress the object first.",
                Tags.PixelData);
        }

        // PS3.5 A.1 to A.3: native Pixel Data is OW or OB. Which octets another VR had swapped is not known.
        bool isReadable = !file.Encoding.IsExplicit || pixels.Vr is { Name: "OB" or "OW" }
            || (pixels.Vr?.Name == "UN" && !file.Encoding.IsBigEndian);
        if (!isReadable) throw Refuse("Pixel Data (7FE0,0010) has neither VR OB nor OW.", Tags.PixelData);
    }

    private static PixelFormat ReadDescription(DicomObject file)
    {
        int allocated = ReadNumber(file, Tags.BitsAllocated, "Bits Allocated");
        int stored = ReadNumber(file, Tags.BitsStored, "Bits Stored", allocated);
        PhotometricInterpretation photometric = PhotometricInterpretation.Find(ReadText(file, Tags.PhotometricInterpretation))
            ?? throw Refuse(
                "Photometric Interpretation (0028,0004) is none of those that uncompressed pixels have: "
                + $"{PhotometricInterpretation.Names}.",
                Tags.PhotometricInterpretation);
        if (ReadNumber(file, Tags.SamplesPerPixel, "Samples per Pixel") != photometric.SamplesPerPixel)
            throw Refuse("Samples per Pixel (0028,0002) is not what Photometric Interpretation (0028,0004) has.", Tags.SamplesPerPixel);
        return new PixelFormat
        {
            Rows = ReadNumber(file, Tags.Rows, "Rows"),
            Columns = ReadNumber(file, Tags.Columns, "Columns"),
            Frames = ReadFrames(file),
            Photometric = photometric,
            IsPlanar = photometric.SamplesPerPixel > 1 && ReadNumber(file, Tags.PlanarConfiguration, "Planar Configuration", 0) == 1,
            BitsAllocated = allocated,
            BitsStored = stored,
            HighBit = ReadNumber(file, Tags.HighBit, "High Bit", stored - 1),
            IsSigned = ReadNumber(file, Tags.PixelRepresentation, "Pixel Representation", 0) == 1,
        };
    }

    private void RequireSense()
    {
        if (Rows == 0 || Columns == 0) throw Refuse("Rows (0028,0010) or Columns (0028,0011) is 0.", Tags.Rows);
        bool isSupported = BitsAllocated is 8 or 16 or 32 || (BitsAllocated == 1 && Photometric.SamplesPerPixel == 1);
        if (!isSupported)
            throw Refuse("Bits Allocated (0028,0100) is none of 1, 8, 16 and 32, or 1 for pixels of several samples.", Tags.BitsAllocated);
        bool fits = BitsStored >= 1 && HighBit >= BitsStored - 1 && HighBit < BitsAllocated;
        if (!fits)
            throw Refuse("Bits Stored (0028,0101) and High Bit (0028,0102) do not fit into Bits Allocated (0028,0100).", Tags.BitsStored);
        if (Photometric.IsSubsampled && (IsPlanar || Columns % 2 != 0))
        {
            throw Refuse(
                "Pixels whose colors are shared by pairs have an even number of Columns (0028,0011) "
                + "and Planar Configuration (0028,0006) 0.",
                Tags.PhotometricInterpretation);
        }
    }

    private static int ReadFrames(DicomObject file)
    {
        string text = ReadText(file, Tags.NumberOfFrames);
        if (text.Length == 0) return 1;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int frames) && frames > 0;
        return isNumber ? frames : throw Refuse("Number of Frames (0028,0008) is no positive number.", Tags.NumberOfFrames);
    }

    /// <summary>A short text without padding; empty where there is none.</summary>
    public static string ReadText(DicomObject file, Tag tag) =>
        file.Find(tag) is { ValueLength: <= 64 } location ? Encoding.Latin1.GetString(file.ReadValue(location).Span).Trim(' ', '\0') : "";

    private static int ReadNumber(DicomObject file, Tag tag, string name, int? absent = null) =>
        PixelValues.FindUInt16(file, tag) ?? (file.Find(tag) is null ? absent : null)
        ?? throw Refuse($"{name} {tag} is missing or not one number of VR US.", tag);

    private static ImagingException Refuse(string message, Tag tag) => new(message, tag);
}
