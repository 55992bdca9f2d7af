namespace Dicom.Cms.Cli;

/// <summary>Names of the UIDs that one meets most (PS3.6 Annex A), to read along.</summary>
internal static class UidNames
{
    /// <summary>The UID, and its name where it is one of these.</summary>
    public static string Label(string uid) => NameOf(uid) is { } name ? $"{uid} ({name})" : uid;

    public static string? NameOf(string uid) => uid switch
    {
        "1.2.840.10008.1.2" => "Implicit VR Little Endian",
        "1.2.840.10008.1.2.1" => "Explicit VR Little Endian",
        "1.2.840.10008.1.2.1.99" => "Deflated Explicit VR Little Endian",
        "1.2.840.10008.1.2.2" => "Explicit VR Big Endian",
        "1.2.840.10008.1.2.4.50" => "JPEG Baseline",
        "1.2.840.10008.1.2.4.51" => "JPEG Extended",
        "1.2.840.10008.1.2.4.57" => "JPEG Lossless",
        "1.2.840.10008.1.2.4.70" => "JPEG Lossless, First-Order Prediction",
        "1.2.840.10008.1.2.4.80" => "JPEG-LS Lossless",
        "1.2.840.10008.1.2.4.81" => "JPEG-LS Near-Lossless",
        "1.2.840.10008.1.2.4.90" => "JPEG 2000 Lossless",
        "1.2.840.10008.1.2.4.91" => "JPEG 2000",
        "1.2.840.10008.1.2.4.201" => "High-Throughput JPEG 2000 Lossless",
        "1.2.840.10008.1.2.5" => "RLE Lossless",
        "1.2.840.10008.1.3.10" => "Media Storage Directory",
        "1.2.840.10008.5.1.4.1.1.1" => "Computed Radiography Image",
        "1.2.840.10008.5.1.4.1.1.1.1" => "Digital X-Ray Image",
        "1.2.840.10008.5.1.4.1.1.1.2" => "Digital Mammography X-Ray Image",
        "1.2.840.10008.5.1.4.1.1.2" => "CT Image",
        "1.2.840.10008.5.1.4.1.1.2.1" => "Enhanced CT Image",
        "1.2.840.10008.5.1.4.1.1.3.1" => "Ultrasound Multi-frame Image",
        "1.2.840.10008.5.1.4.1.1.4" => "MR Image",
        "1.2.840.10008.5.1.4.1.1.4.1" => "Enhanced MR Image",
        "1.2.840.10008.5.1.4.1.1.6.1" => "Ultrasound Image",
        "1.2.840.10008.5.1.4.1.1.7" => "Secondary Capture Image",
        "1.2.840.10008.5.1.4.1.1.12.1" => "X-Ray Angiographic Image",
        "1.2.840.10008.5.1.4.1.1.20" => "Nuclear Medicine Image",
        "1.2.840.10008.5.1.4.1.1.66.4" => "Segmentation",
        "1.2.840.10008.5.1.4.1.1.77.1.6" => "VL Whole Slide Microscopy Image",
        "1.2.840.10008.5.1.4.1.1.88.22" => "Enhanced SR",
        "1.2.840.10008.5.1.4.1.1.88.33" => "Comprehensive SR",
        "1.2.840.10008.5.1.4.1.1.104.1" => "Encapsulated PDF",
        "1.2.840.10008.5.1.4.1.1.128" => "Positron Emission Tomography Image",
        "1.2.840.10008.5.1.4.1.1.481.2" => "RT Dose",
        "1.2.840.10008.5.1.4.1.1.481.3" => "RT Structure Set",
        "1.2.840.10008.5.1.4.1.1.481.5" => "RT Plan",
        _ => null,
    };
}
