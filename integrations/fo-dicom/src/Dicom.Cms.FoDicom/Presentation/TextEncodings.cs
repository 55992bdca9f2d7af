using System.Text;
using FellowOakDicom;
using FellowOakDicom.IO;
using FellowOakDicom.IO.Buffer;
using FellowOakDicom.IO.Writer;

namespace Dicom.Cms.FoDicom;

/// <summary>The character set in force in a data set (PS3.5 6.1.2.4): its own, else that of the data set around it.</summary>
internal sealed class TextEncodings
{
    private readonly Encoding[] _encodings;

    private TextEncodings(Encoding[] encodings) => _encodings = encodings;

    /// <summary>The character set of a data set that stands in no other.</summary>
    public static TextEncodings Of(DicomDataset dataset) => new(StatedBy(dataset) ?? FallbackOf(dataset));

    /// <summary>The character set of an Item in a data set with this one.</summary>
    public TextEncodings In(DicomDataset item) => StatedBy(item) is { } stated ? new TextEncodings(stated) : this;

    /// <summary>For the constructors of fo-dicom's elements.</summary>
    public Encoding[] ToArray() => _encodings;

    /// <summary>The value of an element; of a text that was set as a string, encoded in this character set as fo-dicom does when it
    /// saves.</summary>
    public IByteBuffer BufferOf(DicomElement element)
    {
        if (element is DicomStringElement { Buffer: LazyByteBuffer } text) text.TargetEncodings = _encodings;
        return element.Buffer ?? EmptyBuffer.Value;
    }

    private static Encoding[]? StatedBy(DicomDataset dataset) =>
        dataset.TryGetValues(DicomTag.SpecificCharacterSet, out string[] sets) ? DicomEncoding.GetEncodings(sets) : null;

    /// <summary>
    /// What fo-dicom takes where nothing is stated: a setting of the reader that the data set keeps to itself, but gives to its texts
    /// before it writes them.
    /// </summary>
    private static Encoding[] FallbackOf(DicomDataset dataset)
    {
        DicomDataset probe = dataset.Clone().Clear();
        DicomShortText text = new(DicomTag.InstitutionAddress, "?");
        probe.Add(text);
        new DicomDatasetWalker(probe).Walk(
            new DicomWriter(DicomTransferSyntax.ExplicitVRLittleEndian, DicomWriteOptions.Default, new StreamByteTarget(Stream.Null)));
        return text.TargetEncodings ?? DicomEncoding.DefaultArray;
    }
}
