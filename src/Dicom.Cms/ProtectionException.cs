using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An object cannot be protected as asked. Nothing was written. The message names tags and reasons, never values.</summary>
public sealed class ProtectionException : DicomCmsException
{
    /// <summary>Makes an exception.</summary>
    public ProtectionException()
        : this("The object cannot be protected.")
    {
    }

    /// <summary>Makes an exception with a reason.</summary>
    public ProtectionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    public ProtectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for an Attribute.</summary>
    public ProtectionException(string message, Tag tag)
        : base(message) => Tag = tag;

    /// <summary>The Attribute that stands in the way, where there is one.</summary>
    public Tag? Tag { get; }
}
