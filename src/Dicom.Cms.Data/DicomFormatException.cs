using System.Globalization;

namespace Dicom.Cms.Data;

/// <summary>The bytes violate PS3.5 or PS3.10. The message names the position and the reason, never a value.</summary>
public sealed class DicomFormatException : FormatException
{
    /// <summary>Makes an exception without a place.</summary>
    public DicomFormatException()
        : this("The bytes are not DICOM.")
    {
    }

    /// <summary>Makes an exception without a place.</summary>
    public DicomFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without a place, around its cause.</summary>
    public DicomFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a position and, where known, the tag of the element that starts there.</summary>
    /// <param name="reason">What is wrong, without a final stop.</param>
    /// <param name="position">The offset in octets from the start of the file (of the inflated data set, if deflated).</param>
    /// <param name="tag">The element at fault.</param>
    public DicomFormatException(string reason, long position, Tag? tag = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"{reason}, at octet {position}{(tag is { } t ? $" in {t}" : "")}."))
    {
        Position = position;
        Tag = tag;
    }

    /// <summary>The offset in octets from the start of the file, where one is known.</summary>
    public long? Position { get; }

    /// <summary>The element at fault, where one is known.</summary>
    public Tag? Tag { get; }
}
