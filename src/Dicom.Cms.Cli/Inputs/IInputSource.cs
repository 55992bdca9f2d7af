namespace Dicom.Cms.Cli;

/// <summary>Where files come from: a file that was named, or a folder.</summary>
internal interface IInputSource
{
    /// <summary>Where its files stand in what the caller named; empty where that is their folder, or one of them itself.</summary>
    string RelativeFolder { get; }

    /// <summary>The files, in their order.</summary>
    /// <param name="report">Is told what could not be read.</param>
    IEnumerable<InputFile> ListFiles(Action<UnusedInput> report);
}
