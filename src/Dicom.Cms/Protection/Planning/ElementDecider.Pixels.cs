using Dicom.Cms.Data;

namespace Dicom.Cms;

// Pixel Data that are cleaned (PS3.15 E.3.1), or hold in their codestreams what must not stay: the original travels encrypted.
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

    /// <summary>Compressed pixels, and their offset tables, without what decoders ignore. Where a tag occurs twice, all of them
    /// go.</summary>
    private ElementDecision DecideCleaned(SourceElement element, CleanedValue cleaned)
    {
        bool isUnknown = Encoding.IsExplicit && element.Location.Vr is null;
        bool staysInPlace = !isUnknown && !_survey.RepeatedTags.Contains(element.Tag) && !IsNamed(element.Tag);
        return new ElementDecision(staysInPlace ? new KeptElement(element, IsBulk: true, cleaned) : Remove(element));
    }

    /// <summary>
    /// Removes compressed pixels that were not read to their segments, if a search finds in them what was protected elsewhere in the
    /// object, or text. Only now it is known what was protected.
    /// </summary>
    private void RemoveUnreadPixels(PlannedElement?[] elements, CancellationToken cancellationToken)
    {
        if (_survey.Codestreams is not { Problems.Count: > 0 } codestreams) return;
        ProtectedValues values = ProtectedValues.Collect(
            [.. elements.OfType<RemovedElement>().Select(element => element.Attribute).OfType<ProtectedAttribute>()], Profile);
        CodestreamSearch search = new(_survey.File.DataSetSource, values);
        bool isFound = codestreams.Problems.Any(problem => problem.Octets.Any(range =>
            search.IsIn(codestreams.Pixels.ValueOffset + range.Offset, range.Length, cancellationToken)));
        if (!isFound) return;
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i] is KeptElement kept && kept.Location.Offset == codestreams.Pixels.Offset)
                elements[i] = RemovePixels(kept.Source);
        }
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
