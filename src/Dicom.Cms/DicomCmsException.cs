namespace Dicom.Cms;

/// <summary>
/// The common base of <see cref="ProtectionException"/>, <see cref="RecoveryException"/> and <see cref="FileSetException"/>: an object
/// was not processed, and nothing was written. The message contains tags and reasons, never the value of an Attribute.
/// </summary>
/// <remarks>
/// Errors of the other assemblies do not derive from it. <see cref="Data.DicomFormatException"/> (the input is no DICOM object) and
/// <see cref="Envelopes.EnvelopeFormatException"/> (an Encrypted Content is no CMS envelope) are <see cref="FormatException"/>s;
/// <see cref="Imaging.ImagingException"/> is an <see cref="Exception"/>. Files that cannot be read or written cause an
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </remarks>
public abstract class DicomCmsException : Exception
{
    /// <summary>Makes an exception with a reason.</summary>
    /// <param name="message">The reason, without the value of any Attribute.</param>
    private protected DicomCmsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    /// <param name="message">The reason, without the value of any Attribute.</param>
    /// <param name="innerException">The cause.</param>
    private protected DicomCmsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
