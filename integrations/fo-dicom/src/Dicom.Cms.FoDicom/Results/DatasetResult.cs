using Dicom.Cms.Data;
using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Turns what the library made of a data set that was presented to it back into a data set of fo-dicom.</summary>
internal static class DatasetResult
{
    /// <summary>
    /// Changes a data set into the result. Items that the library left alone stay the same objects; only what it wrote is decoded.
    /// </summary>
    /// <param name="dataset">The data set that was presented.</param>
    /// <param name="presented">How it was presented.</param>
    /// <param name="output">What became of it.</param>
    public static void Apply(DicomDataset dataset, PresentedDataset presented, Data.DicomObject output)
    {
        HashSet<DicomItem> kept = new(ReferenceEqualityComparer.Instance);
        List<ElementLocation> written = [];
        foreach (ElementLocation location in output.Elements)
        {
            DicomItem? item = Find(presented, output, location);
            if (item is null) written.Add(location);
            else kept.Add(item);
        }

        TextEncodings before = TextEncodings.Of(dataset);
        dataset.Remove(item => !kept.Contains(item));
        DataElementReader reader = new();
        DecodingScope scope = new(dataset, before);
        foreach (ElementLocation location in written)
        {
            DataElement element = reader.ReadElement(output.ReadElement(location), output.Encoding);
            dataset.AddOrUpdate(ItemDecoder.Decode(element, output.Encoding, scope));
        }
    }

    /// <summary>
    /// The item that an element of the result is: the whole of it was left alone, or its value, for recovery takes headers from the
    /// encrypted part.
    /// </summary>
    private static DicomItem? Find(PresentedDataset presented, Data.DicomObject output, in ElementLocation location)
    {
        (ByteSource source, long offset) = output.DataSetSource.Locate(location.Offset, location.Length);
        if (ReferenceEquals(source, presented)) return presented.FindItem(offset, location.Length);
        (source, offset) = output.DataSetSource.Locate(location.ValueOffset, location.ValueLength);
        DicomItem? item = ReferenceEquals(source, presented) ? presented.FindItemByValue(offset, location.ValueLength) : null;
        bool isSame = item is not null && item.Tag == new DicomTag(location.Tag.Group, location.Tag.Element)
            && (location.Vr is null || location.Vr.Name == item.ValueRepresentation.Code);
        return isSame ? item : null;
    }

    /// <summary>Changes File Meta Information into that of the result; its Transfer Syntax is the data set's.</summary>
    public static void ApplyMeta(DicomFileMetaInformation meta, DicomTransferSyntax syntax, Data.DicomObject output)
    {
        DataElementReader reader = new();
        meta.Clear();
        DecodingScope scope = new(meta, TextEncodings.Of(meta));
        foreach (ElementLocation location in output.MetaElements)
        {
            DataSetEncoding encoding = location.Vr is null ? DataSetEncoding.ImplicitLittleEndian : DataSetEncoding.ExplicitLittleEndian;
            DataElement element = reader.ReadElement(output.Source.ReadRange(location.Offset, checked((int)location.Length)), encoding);
            meta.AddOrUpdate(ItemDecoder.Decode(element, encoding, scope));
        }

        meta.AddOrUpdate(new DicomUniqueIdentifier(DicomTag.TransferSyntaxUID, syntax.UID.UID));
    }
}
