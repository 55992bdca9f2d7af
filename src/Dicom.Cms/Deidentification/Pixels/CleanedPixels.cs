using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>
/// The Pixel Data of the output: that of the source, blackened while it is copied, so that it is nowhere held as a whole.
/// </summary>
/// <param name="Location">Where it stands in the source.</param>
/// <param name="Blackening">What is done with it.</param>
internal sealed record CleanedPixels(ElementLocation Location, PixelBlackening Blackening)
{
    /// <summary>Header, value, and the padding that PS3.5 7.1.1 asks for where the source has an odd length.</summary>
    /// <param name="source">The source.</param>
    /// <param name="bulk">What binds the value; null where nothing does.</param>
    public OutputPart[] PartsOf(DicomObject source, BulkValue? bulk)
    {
        bool isOdd = Location.ValueLength % 2 != 0;
        byte[] header = DataElementWriter.WriteHeader(
            Location.Tag, Location.Vr ?? ValueRepresentation.OW, checked((uint)(Location.ValueLength + (isOdd ? 1 : 0))), source.Encoding);
        return
        [
            new BytesPart(header),
            new PixelPart(source.DataSetSource, Location.ValueOffset, Location.ValueLength, Blackening, bulk),
            .. isOdd ? (OutputPart[])[new BytesPart(new byte[1])] : [],
        ];
    }
}
