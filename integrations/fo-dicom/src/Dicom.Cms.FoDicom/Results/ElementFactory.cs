using System.Text;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>Makes the element of fo-dicom for a VR and a raw value. fo-dicom's own list stands in an internal type.</summary>
internal static class ElementFactory
{
    public static DicomElement Create(DicomVR vr, DicomTag tag, Encoding[] encodings, IByteBuffer value) => vr.Code switch
    {
        "AE" => new DicomApplicationEntity(tag, value),
        "AS" => new DicomAgeString(tag, value),
        "AT" => new DicomAttributeTag(tag, value),
        "CS" => new DicomCodeString(tag, value),
        "DA" => new DicomDate(tag, value),
        "DS" => new DicomDecimalString(tag, value),
        "DT" => new DicomDateTime(tag, value),
        "FD" => new DicomFloatingPointDouble(tag, value),
        "FL" => new DicomFloatingPointSingle(tag, value),
        "IS" => new DicomIntegerString(tag, value),
        "LO" => new DicomLongString(tag, encodings, value),
        "LT" => new DicomLongText(tag, encodings, value),
        "OB" => new DicomOtherByte(tag, value),
        "OD" => new DicomOtherDouble(tag, value),
        "OF" => new DicomOtherFloat(tag, value),
        "OL" => new DicomOtherLong(tag, value),
        "OV" => new DicomOtherVeryLong(tag, value),
        "OW" => new DicomOtherWord(tag, value),
        "PN" => new DicomPersonName(tag, encodings, value),
        "SH" => new DicomShortString(tag, encodings, value),
        "SL" => new DicomSignedLong(tag, value),
        "SS" => new DicomSignedShort(tag, value),
        "ST" => new DicomShortText(tag, encodings, value),
        "SV" => new DicomSignedVeryLong(tag, value),
        "TM" => new DicomTime(tag, value),
        "UC" => new DicomUnlimitedCharacters(tag, encodings, value),
        "UI" => new DicomUniqueIdentifier(tag, value),
        "UL" => new DicomUnsignedLong(tag, value),
        "UR" => new DicomUniversalResource(tag, encodings, value),
        "US" => new DicomUnsignedShort(tag, value),
        "UT" => new DicomUnlimitedText(tag, encodings, value),
        "UV" => new DicomUnsignedVeryLong(tag, value),
        _ => new DicomUnknown(tag, value),
    };
}
