using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>
/// A data set of fo-dicom, seen as the file that fo-dicom would write. Only what stands around the large values is made for it; they
/// stay in fo-dicom's buffers.
/// </summary>
internal sealed class PresentedDataset : SegmentSource
{
    private const int ShortHeader = 8, LongHeader = 12;

    private readonly Dictionary<(long Offset, long Length), DicomItem> _items;

    private PresentedDataset(SegmentWriter writer, PresentedSyntax syntax, Dictionary<(long Offset, long Length), DicomItem> items)
        : base(writer)
    {
        Syntax = syntax;
        _items = items;
    }

    /// <summary>How it is presented.</summary>
    public PresentedSyntax Syntax { get; }

    /// <summary>Presents a data set.</summary>
    /// <param name="dataset">The data set. It must not change meanwhile.</param>
    /// <param name="fileMetaInfo">Its File Meta Information; null or empty: what fo-dicom would write for it.</param>
    /// <param name="syntax">How to present it.</param>
    public static PresentedDataset Of(DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, PresentedSyntax syntax)
    {
        SegmentWriter writer = new();
        writer.Write(PresentedFileMeta.Write(dataset, fileMetaInfo, syntax));

        Dictionary<(long, long), DicomItem> items = [];
        DatasetEncoder encoder = new(writer, syntax.Encoding);
        TextEncodings encodings = TextEncodings.Of(dataset);
        foreach (DicomItem item in dataset)
        {
            long offset = writer.Length;
            encoder.Write(item, encodings);
            items.Add((offset, writer.Length - offset), item);
        }

        return new PresentedDataset(writer, syntax, items);
    }

    /// <summary>The item that is presented in a range, whole.</summary>
    public DicomItem? FindItem(long offset, long length) => _items.GetValueOrDefault((offset, length));

    /// <summary>The item whose value is presented in a range.</summary>
    public DicomItem? FindItemByValue(long offset, long length) =>
        _items.GetValueOrDefault((offset - LongHeader, length + LongHeader))
        ?? _items.GetValueOrDefault((offset - ShortHeader, length + ShortHeader));
}
