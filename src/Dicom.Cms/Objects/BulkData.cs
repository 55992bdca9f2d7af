using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Which values are large enough, or so close to the image, that they are tagged while they are copied instead of travelling in the
/// restoration record.
/// </summary>
internal static class BulkData
{
    /// <summary>Values in clear of more octets than this are bulk; pixels and waveforms always are.</summary>
    public const int Threshold = 1 << 16;

    /// <summary>
    /// Sequences in clear of more octets than this are bulk: servers lay them out anew, and shorter ones can be put back.
    /// </summary>
    public const int SequenceThreshold = 1 << 20;

    /// <summary>Whether an element that stays in clear is bound as bulk.</summary>
    public static bool IsBulk(DicomObject file, in ElementLocation element) =>
        CarriesTheImage(element.Tag)
        || (element.ValueLength > Threshold && (element.ValueLength > SequenceThreshold || !IsSequence(file, element)));

    /// <summary>Pixels, waveforms, spectra: what an identity must not be moved onto.</summary>
    public static bool CarriesTheImage(Tag tag) => tag.Value is 0x7FE0_0008 or 0x7FE0_0009 or 0x7FE0_0010 or 0x5400_0100 or 0x5600_0020;

    /// <summary>Whether an element holds Items.</summary>
    public static bool IsSequence(DicomObject file, in ElementLocation element)
    {
        if (element.Vr == ValueRepresentation.SQ) return true;
        Span<byte> start = stackalloc byte[4];
        return file.DataSetSource.Read(element.ValueOffset, start) == start.Length && ItemLocator.BeginsWithItem(start);
    }
}
