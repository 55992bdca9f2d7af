namespace Dicom.Cms.Imaging;

/// <summary>How the pictures of a video are compressed.</summary>
internal enum VideoCodec
{
    /// <summary>MPEG-2, ISO/IEC 13818-2.</summary>
    Mpeg2 = 0,

    /// <summary>H.264, ISO/IEC 14496-10.</summary>
    H264,

    /// <summary>HEVC, ISO/IEC 23008-2.</summary>
    Hevc,
}
