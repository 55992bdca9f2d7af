using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Items as other software writes them: Modified Attributes in an envelope, without a restoration record.</summary>
internal static class ForeignItem
{
    /// <summary>A plaintext in Explicit VR Little Endian.</summary>
    public static byte[] Plaintext(Action<DicomBytes> attributes) => DicomBytes.Explicit().Sequence(0x0400_0550, attributes).ToArray();

    /// <summary>An envelope around a plaintext.</summary>
    public static byte[] Envelope(byte[] plaintext, EnvelopeSuite? suite = null, params Recipient[] recipients) =>
        new EnvelopeWriter(suite ?? EnvelopeSuite.Authenticated,
            recipients.Length == 0 ? [RecoveryKeys.Archive] : recipients).Write(plaintext);

    /// <summary>An Item of (0400,0500).</summary>
    public static Action<DicomBytes> Item(byte[] envelope, string syntax = "1.2.840.10008.1.2.1") => item => item
        .Text(0x0400_0510, "UI", syntax)
        .Bytes(0x0400_0520, "OB", envelope.Length % 2 == 0 ? envelope : [.. envelope, 0]);

    /// <summary>An Item for the archive that holds these Attributes.</summary>
    public static Action<DicomBytes> Of(Action<DicomBytes> attributes, EnvelopeSuite? suite = null) =>
        Item(Envelope(Plaintext(attributes), suite));

    /// <summary>A de-identified object with Items.</summary>
    public static byte[] Object(params Action<DicomBytes>[] items) => DicomBytes.Explicit()
        .Text(0x0008_0005, "CS", "ISO_IR 100")
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
        .Text(0x0008_0018, "UI", "2.25.900")
        .Text(0x0010_0010, "PN", "dummy")
        .Text(0x0010_0020, "LO", "dummy")
        .Text(0x0012_0062, "CS", "YES")
        .Text(0x0012_0063, "LO", "other software")
        .Sequence(0x0012_0064)
        .Sequence(0x0400_0500, items)
        .ToFile();
}
