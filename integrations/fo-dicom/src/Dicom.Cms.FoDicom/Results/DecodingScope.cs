using System.Text;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>The data set that is being filled: its Private Creators and its character set, else those of the data set around it.</summary>
internal sealed class DecodingScope(DicomDataset dataset, TextEncodings outer, DecodingScope? around = null)
{
    private const int FirstPrivateElement = 0x1000; // PS3.5 7.8.1

    public DicomDataset Dataset { get; } = dataset;

    public TextEncodings Encodings => outer.In(Dataset);

    /// <summary>A scope for an Item of a sequence.</summary>
    public DecodingScope ForItem() => new(new DicomDataset(Dataset.InternalTransferSyntax).NotValidated(), Encodings, this);

    /// <summary>A tag as fo-dicom has it: a private one with its creator.</summary>
    public DicomTag TagOf(Data.Tag tag)
    {
        bool isOwned = tag.IsPrivate && tag.Element >= FirstPrivateElement;
        string? creator = isOwned ? FindCreator(new DicomTag(tag.Group, (ushort)(tag.Element >> 8))) : null;
        return creator is null ? new DicomTag(tag.Group, tag.Element) : new DicomTag(tag.Group, tag.Element, creator);
    }

    private string? FindCreator(DicomTag creatorTag)
    {
        IByteBuffer? value = Dataset.GetDicomItem<DicomElement>(creatorTag)?.Buffer;
        if (value is null) return around?.FindCreator(creatorTag);
        string creator = Encoding.ASCII.GetString(value.Data).TrimEnd((char)DicomVR.LO.PaddingValue);
        return creator.Length == 0 ? null : creator;
    }
}
