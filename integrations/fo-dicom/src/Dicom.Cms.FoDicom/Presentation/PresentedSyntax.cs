using Dicom.Cms.Data;
using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>How a data set is presented: in its own Transfer Syntax where that loses nothing, else in Explicit VR Little Endian.</summary>
/// <param name="Encoding">The encoding of its elements.</param>
/// <param name="TransferSyntaxUid">What its File Meta Information states.</param>
internal sealed record PresentedSyntax(DataSetEncoding Encoding, string TransferSyntaxUid)
{
    /// <summary>What loses nothing, and every data set can be presented in whose pixels are not compressed.</summary>
    public static PresentedSyntax ExplicitLittleEndian { get; } =
        new(DataSetEncoding.ExplicitLittleEndian, DataSetEncoding.ExplicitLittleEndian.TransferSyntaxUid);

    /// <summary>
    /// Decides. In memory fo-dicom has numbers little endian and nothing deflated. Implicit VR keeps no VR: it is used only where the
    /// dictionary gives every VR back, as it does for what was read from such a file.
    /// </summary>
    public static PresentedSyntax For(DicomDataset dataset)
    {
        DicomTransferSyntax syntax = dataset.InternalTransferSyntax;
        TransferSyntax known = new(syntax.UID.UID);
        if (known.IsEncapsulated && syntax.IsExplicitVR) return new PresentedSyntax(DataSetEncoding.ExplicitLittleEndian, known.Uid);
        bool isImplicit = syntax == DicomTransferSyntax.ImplicitVRLittleEndian && ImplicitVr.GivesBack(dataset);
        return isImplicit ? new PresentedSyntax(DataSetEncoding.ImplicitLittleEndian, known.Uid) : ExplicitLittleEndian;
    }
}
