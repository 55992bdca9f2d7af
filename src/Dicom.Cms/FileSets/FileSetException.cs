namespace Dicom.Cms;

/// <summary>A DICOMDIR cannot be made. Nothing was written. The message names files and reasons, never values of Attributes.</summary>
public sealed class FileSetException : DicomCmsException
{
    /// <summary>Makes an exception.</summary>
    public FileSetException()
        : this("The DICOMDIR cannot be made.")
    {
    }

    /// <summary>Makes an exception with a reason.</summary>
    public FileSetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    public FileSetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
