using Dicom.Cms.Data;

namespace Dicom.Cms;

// Pixel Data that are cleaned (PS3.15 E.3.1): the original travels encrypted.
internal sealed partial class ElementDecider
{
    /// <summary>Removes the original pixels. Where nobody is to recover them they are not even read.</summary>
    private RemovedElement RemovePixels(SourceElement element)
    {
        if (!_options.Encrypts(element.Tag)) return new RemovedElement(element, Bytes: default, Attribute: null, IsLoose: false);
        _budget.RequireRoomFor(element.Location);
        if (TryReadPixels(element.Location) is not { } attribute) return Remove(element);
        _budget.Take(element.Location);
        return new RemovedElement(element, Bytes: default, attribute, IsLoose: false);
    }

    /// <summary>
    /// Reads Pixel Data into Explicit VR Little Endian at once, so that they are held once. Swapping octets twice changes nothing, so
    /// the way back is known to be exact where the header comes back.
    /// </summary>
    /// <returns>Null where the header would not, or the length is odd: that is for the general way.</returns>
    private ProtectedAttribute? TryReadPixels(in ElementLocation location)
    {
        DicomObject file = _survey.File;
        ValueRepresentation vr = location.Vr ?? ValueRepresentation.OW;
        uint length = checked((uint)location.ValueLength);
        ReadOnlySpan<byte> present = file.DataSetSource.ReadRange(location.Offset, (int)(location.ValueOffset - location.Offset)).Span;
        if (length % 2 != 0 || !present.SequenceEqual(DataElementWriter.WriteHeader(location.Tag, vr, length, Encoding))) return null;

        if (Encoding == DataSetEncoding.ExplicitLittleEndian) return new ProtectedAttribute(location.Tag, file.ReadElement(location));
        byte[] header = DataElementWriter.WriteHeader(location.Tag, vr, length, DataSetEncoding.ExplicitLittleEndian);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked(header.Length + (int)length));
        header.CopyTo(bytes, 0);
        Span<byte> value = bytes.AsSpan(header.Length);
        if (file.DataSetSource.Read(location.ValueOffset, value) != value.Length)
            throw new DicomFormatException("The data end too early", location.ValueOffset);
        if (Encoding.IsBigEndian) ByteOrder.Swap(value, vr.UnitLength);
        return new ProtectedAttribute(location.Tag, bytes);
    }
}
