using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Pixels cannot be read or blackened as asked. The message names tags and reasons, never values.</summary>
public sealed class ImagingException : Exception
{
    /// <summary>Makes an exception.</summary>
    public ImagingException()
        : this("The pixels cannot be read.")
    {
    }

    /// <summary>Makes an exception with a reason.</summary>
    public ImagingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    public ImagingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for an Attribute.</summary>
    public ImagingException(string message, Tag tag)
        : base(message) => Tag = tag;

    /// <summary>The Attribute at fault, if one is known.</summary>
    public Tag? Tag { get; }
}
