using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>A file that was protected without recovery under a fixed key: what is left of it is all there is to see.</summary>
internal sealed class ProtectedObject
{
    private ProtectedObject(byte[] bytes, ProtectionResult result)
    {
        Bytes = bytes;
        Result = result;
        File = DicomObject.Read(bytes);
    }

    public byte[] Bytes { get; }

    public ProtectionResult Result { get; }

    public DicomObject File { get; }

    /// <summary>Octets 0 to 31.</summary>
    public static PseudonymKey Key() => PseudonymKey.FromBytes([.. Enumerable.Range(0, PseudonymKey.Length).Select(i => (byte)i)]);

    public static ProtectedObject Of(byte[] file, ConfidentialityProfile? profile = null)
    {
        using PseudonymKey key = Key();
        return Of(file, Deidentifier.WithProfile(profile ?? ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build());
    }

    public static ProtectedObject Of(byte[] file, Deidentifier deidentifier)
    {
        using MemoryStream input = new(file, writable: false), output = new();
        ProtectionResult result = deidentifier.Protect(input, output);
        return new ProtectedObject(output.ToArray(), result);
    }

    /// <summary>An element by its tag and those of the sequences that hold it, from the first Item of each.</summary>
    public DataElement? Find(params ReadOnlySpan<uint> path)
    {
        DataElement? element = File.Find(new Tag(path[0])) is { } location
            ? new DataElementReader().ReadElement(File.ReadElement(location), File.Encoding)
            : null;
        foreach (uint tag in path[1..]) element = element?.Items is [SequenceItem first, ..] ? first.Find(new Tag(tag)) : null;
        return element;
    }

    /// <summary>The value of an element without padding, null where there is none.</summary>
    public string? Text(params ReadOnlySpan<uint> path) =>
        Find(path) is { } element ? Encoding.Latin1.GetString(element.Value.Span).TrimEnd(' ', '\0') : null;

    /// <summary>Whether octets stand anywhere in the output.</summary>
    public bool Holds(ReadOnlySpan<byte> value) => Bytes.AsSpan().IndexOf(value) >= 0;

    public bool Holds(string value) => Holds(Encoding.Latin1.GetBytes(value));
}
