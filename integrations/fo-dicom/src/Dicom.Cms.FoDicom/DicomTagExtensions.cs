using Dicom.Cms.Data;
using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Names Attributes with fo-dicom's tags.</summary>
public static class DicomTagExtensions
{
    extension(AttributeSet)
    {
        /// <summary>A set of Attributes, named with fo-dicom's tags:
        /// <c>AttributeSet.Of(DicomTag.PatientID, DicomTag.PatientBirthDate)</c>.</summary>
        /// <param name="tags">The tags. A nested Attribute is named by the top-level Sequence that holds it.</param>
        /// <exception cref="ArgumentException">No tag, or one that cannot be protected.</exception>
        public static AttributeSet Of(params DicomTag[] tags)
        {
            ArgumentNullException.ThrowIfNull(tags);
            return AttributeSet.Of([.. tags.Select(tag => tag.ToTag())]);
        }
    }

    /// <summary>The same tag for Dicom.Cms. Of a private tag it is the number; the Private Creator goes with the data set.</summary>
    public static Tag ToTag(this DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return new Tag(tag.Group, tag.Element);
    }
}
