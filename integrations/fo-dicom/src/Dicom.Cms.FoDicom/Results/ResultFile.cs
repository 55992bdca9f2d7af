using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>A file of fo-dicom with File Meta Information of ours: its own constructor makes one from the data set.</summary>
internal sealed class ResultFile : DicomFile
{
    public ResultFile(DicomDataset dataset, DicomFileMetaInformation fileMetaInfo)
    {
        Dataset = dataset;
        FileMetaInfo = fileMetaInfo;
    }
}
