namespace Dicom.Cms.Imaging;

/// <summary>The markers of JPEG 2000 (ISO/IEC 15444-1 Table A.2), of its Part 2 (Table A.1), and of HTJ2K (ISO/IEC 15444-15).</summary>
internal static class Jpeg2000Marker
{
    public const int StartOfCodestream = 0xFF4F, StartOfTilePart = 0xFF90, StartOfData = 0xFF93, EndOfCodestream = 0xFFD9;

    public const int Capabilities = 0xFF50, Size = 0xFF51, CodingStyle = 0xFF52, ComponentCodingStyle = 0xFF53, TilePartLengths = 0xFF55,
        Profile = 0xFF56, PacketLengths = 0xFF57, TilePacketLengths = 0xFF58, CorrespondingProfile = 0xFF59, Quantization = 0xFF5C,
        ComponentQuantization = 0xFF5D, RegionOfInterest = 0xFF5E, ProgressionOrder = 0xFF5F, PackedHeaders = 0xFF60,
        TilePackedHeaders = 0xFF61, Registration = 0xFF63, Comment = 0xFF64;

    /// <summary>DCO, VMS, DFS, ADS, MCT, MCC, NLT, MCO, CBD and ATK of Part 2.</summary>
    public static bool IsOfPart2(int marker) => marker is >= 0xFF70 and <= 0xFF79;
}
