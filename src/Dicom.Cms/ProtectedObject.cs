using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Describes how an object is protected and for whom. No key is needed, and nothing is decrypted.</summary>
/// <example>
/// Prints the recipients of each Item:
/// <code>
/// ProtectedObjectDescription description = ProtectedObject.Inspect("ct.deid.dcm");
/// foreach (ProtectedItemDescription item in description.Items)
///     Console.WriteLine($"Item {item.Number}: {item.Problem ?? string.Join("; ", item.Envelope!.Recipients)}");
/// </code>
/// </example>
/// <remarks>
/// The description contains the Encrypted Content, and what the object says about its own de-identification. It contains no other value
/// of the object apart from UIDs of classes and syntaxes.
/// </remarks>
public static class ProtectedObject
{
    /// <summary>Describes a file.</summary>
    /// <param name="path">A DICOM file or a bare data set, protected or not.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DicomFormatException">The file is no DICOM object, or one of the sequences read is broken.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProtectedObjectDescription Inspect(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using DicomObject file = DicomObject.Open(path, cancellationToken: cancellationToken);
        return ObjectInspection.Read(file, cancellationToken);
    }

    /// <summary>Describes what is left of a stream.</summary>
    /// <param name="input">
    /// A DICOM file or a bare data set, protected or not. A stream that cannot seek is copied: above 1 MiB to a temporary file.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DicomFormatException">The input is no DICOM object, or one of the sequences read is broken.</exception>
    public static ProtectedObjectDescription Inspect(Stream input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using ByteSource source = ByteSource.FromStream(input, cancellationToken);
        using DicomObject file = DicomObject.Read(source, cancellationToken: cancellationToken);
        return ObjectInspection.Read(file, cancellationToken);
    }

    /// <inheritdoc cref="Inspect(Stream, CancellationToken)"/>
    public static async Task<ProtectedObjectDescription> InspectAsync(Stream input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using ByteSource source = await ByteSource.FromStreamAsync(input, cancellationToken).ConfigureAwait(false);
        using DicomObject file = DicomObject.Read(source, cancellationToken: cancellationToken);
        return ObjectInspection.Read(file, cancellationToken);
    }

    /// <summary>Describes an object that is open.</summary>
    /// <param name="file">The object. The caller keeps it, and keeps its source as it is while the description is used.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DicomFormatException">One of the sequences read is broken.</exception>
    public static ProtectedObjectDescription Inspect(DicomObject file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectInspection.Read(file, cancellationToken);
    }
}
