using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>The VR that fo-dicom gives an element of Implicit VR Little Endian.</summary>
internal static class ImplicitVr
{
    /// <summary>The VR by fo-dicom's dictionary, as its reader takes it.</summary>
    public static DicomVR Of(DicomTag tag)
    {
        DicomVR vr = InDictionary(DicomDictionary.Default[tag]);
        return vr == DicomVR.UN && tag is { IsPrivate: true, Element: >= 0x0010 and <= 0x00FF } ? DicomVR.LO : vr; // PS3.5 7.8
    }

    /// <summary>Whether every VR in a data set, at every depth, is the one it would be given.</summary>
    public static bool GivesBack(DicomDataset dataset) => dataset.All(GivesBack);

    private static bool GivesBack(DicomItem item) => item switch
    {
        DicomFragmentSequence => false,
        DicomSequence sequence => Of(item.Tag) == DicomVR.SQ && sequence.Items.All(GivesBack),
        _ => Of(item.Tag) == item.ValueRepresentation,
    };

    private static DicomVR InDictionary(DicomDictionaryEntry? entry)
    {
        if (entry is null || ReferenceEquals(entry, DicomDictionary.UnknownTag)) return DicomVR.UN;
        bool isBytesOrWords = entry.ValueRepresentations.Contains(DicomVR.OB) && entry.ValueRepresentations.Contains(DicomVR.OW);
        return isBytesOrWords ? DicomVR.OW : entry.ValueRepresentations.FirstOrDefault() ?? DicomVR.UN;
    }
}
