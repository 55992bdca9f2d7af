namespace Dicom.Cms.Cli;

/// <summary>Something stands already where an output would go.</summary>
internal sealed class OutputExistsException(string message) : IOException(message);
