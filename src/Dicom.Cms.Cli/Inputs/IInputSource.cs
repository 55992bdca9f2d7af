namespace Dicom.Cms.Cli;

/// <summary>What the caller named, as far as it has files: a file, or one of the folders in a folder.</summary>
internal interface IInputSource
{
    /// <summary>
    /// The folder of the files, as seen from the folder that the caller named; empty where it is that one, or a file was named.
    /// </summary>
    string RelativeFolder { get; }

    /// <summary>The files, in their order: those that were there when the run began.</summary>
    IEnumerable<InputFile> ListFiles();
}
