namespace Dicom.Cms.Imaging;

/// <summary>Codes of markers: ITU-T T.81 table B.1, and ITU-T T.87 table C.1 for JPEG-LS.</summary>
internal static class JpegMarker
{
    public const byte
        Temporary = 0x01, // TEM
        BaselineFrame = 0xC0, // SOF0
        HuffmanTables = 0xC4, // DHT
        ArithmeticConditioning = 0xCC, // DAC
        FirstRestart = 0xD0, // RST0
        LastRestart = 0xD7, // RST7
        StartOfImage = 0xD8, // SOI
        EndOfImage = 0xD9, // EOI
        StartOfScan = 0xDA, // SOS
        QuantizationTables = 0xDB, // DQT
        NumberOfLines = 0xDC, // DNL
        RestartInterval = 0xDD, // DRI
        HierarchicalProgression = 0xDE, // DHP
        Expand = 0xDF, // EXP
        FirstApplicationData = 0xE0, // APP0
        LastApplicationData = 0xEF, // APP15
        JpegLsFrame = 0xF7, // SOF55
        JpegLsPresets = 0xF8, // LSE
        Comment = 0xFE, // COM
        Fill = 0xFF;

    public static bool IsRestart(int code) => code is >= FirstRestart and <= LastRestart;
}
