using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>
/// One data set on its way through the library: a clone is presented, and becomes the result. The caller's data set is changed, where
/// that was asked for, only when everything has gone well.
/// </summary>
internal sealed class DatasetWork : IDisposable
{
    private readonly DicomDataset _original, _clone;
    private readonly DicomFileMetaInformation? _fileMetaInfo;
    private readonly PresentedDataset _presented;

    /// <summary>Presents a data set.</summary>
    /// <param name="dataset">The data set. It is not changed.</param>
    /// <param name="fileMetaInfo">The File Meta Information of its file; null where it is in none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public DatasetWork(DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, CancellationToken cancellationToken)
        : this(dataset, fileMetaInfo, PresentedSyntax.For(dataset), cancellationToken)
    {
    }

    private DatasetWork(DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, PresentedSyntax syntax,
        CancellationToken cancellationToken)
    {
        _original = dataset;
        _fileMetaInfo = fileMetaInfo;
        _clone = dataset.Clone().NotValidated();
        _presented = PresentedDataset.Of(_clone, fileMetaInfo, syntax);
        Input = Data.DicomObject.Read(_presented, cancellationToken: cancellationToken);
    }

    /// <summary>The data set, for the library.</summary>
    public Data.DicomObject Input { get; }

    /// <summary>Whether it is presented in Implicit VR Little Endian.</summary>
    public bool IsImplicit => !_presented.Syntax.Encoding.IsExplicit;

    /// <summary>The same, presented in Explicit VR Little Endian.</summary>
    public DatasetWork InExplicitVr(CancellationToken cancellationToken) =>
        new(_original, _fileMetaInfo, PresentedSyntax.ExplicitLittleEndian, cancellationToken);

    /// <summary>The clone, changed into the result.</summary>
    public DicomDataset Finish(Data.DicomObject output)
    {
        DatasetResult.Apply(_clone, _presented, output);
        return IsValidating(_original) ? _clone.Validated() : _clone;
    }

    /// <summary>The clone in a file, changed into the result.</summary>
    public DicomFile FinishFile(Data.DicomObject output)
    {
        DicomFileMetaInformation meta = [];
        DatasetResult.ApplyMeta(meta, _clone.InternalTransferSyntax, output);
        return new ResultFile(Finish(output), meta);
    }

    /// <summary>Changes the caller's own data set into the result.</summary>
    public void FinishInPlace(Data.DicomObject output)
    {
        DicomDataset result = Finish(output);
        bool validates = IsValidating(_original);
        _original.NotValidated().Clear().AddOrUpdate((IEnumerable<DicomItem>)result);
        if (validates) _original.Validated();
    }

    /// <summary>Changes the caller's own file into the result.</summary>
    public void FinishInPlace(DicomFile file, Data.DicomObject output)
    {
        FinishInPlace(output);
        DatasetResult.ApplyMeta(file.FileMetaInfo, _original.InternalTransferSyntax, output);
    }

    public void Dispose()
    {
        Input.Dispose();
        _presented.Dispose();
    }

#pragma warning disable CS0618 // Reading it is the only way to leave it as it was.
    private static bool IsValidating(DicomDataset dataset) => dataset.AutoValidate;
#pragma warning restore CS0618
}
