using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests.Options;

/// <summary>An image object octet by octet, and what its protection makes of its pixels.</summary>
internal sealed record PixelCleaningImage
{
    public const string OriginalUid = "1.2.3.4.5.6.7";

    private static readonly Lazy<X509Certificate2> Certificate = new(CreateCertificate);

    public WireEncoding Encoding { get; init; } = WireEncoding.ExplicitLittleEndian;

    public ushort Columns { get; init; } = 4;

    public ushort Rows { get; init; } = 3;

    public string? Frames { get; init; }

    public ushort Samples { get; init; } = 1;

    public string Photometric { get; init; } = "MONOCHROME2";

    public ushort? Planar { get; init; }

    public ushort Allocated { get; init; } = 8;

    public ushort? Stored { get; init; }

    public ushort? High { get; init; }

    public ushort Signed { get; init; }

    public string Vr { get; init; } = "OW";

    /// <summary>The value, as its octets stand in the file.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>Adds what sorts before group 0028.</summary>
    public Action<DicomBytes> Before { get; init; } = _ => { };

    /// <summary>Adds what sorts between the description and Pixel Data.</summary>
    public Action<DicomBytes> After { get; init; } = _ => { };

    /// <summary>Leaves an element out.</summary>
    public uint? Without { get; init; }

    public DicomBytes ToBytes()
    {
        DicomBytes bytes = DicomBytes.In(Encoding)
            .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0008_0018, "UI", OriginalUid)
            .Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_0020, "LO", "MRN12345");
        Before(bytes);
        Number(bytes, 0x0028_0002, Samples);
        if (Without != 0x0028_0004) bytes.Text(0x0028_0004, "CS", Photometric);
        if (Planar is { } planar) Number(bytes, 0x0028_0006, planar);
        if (Frames is not null) bytes.Text(0x0028_0008, "IS", Frames);
        Number(bytes, 0x0028_0010, Rows);
        Number(bytes, 0x0028_0011, Columns);
        Number(bytes, 0x0028_0100, Allocated);
        Number(bytes, 0x0028_0101, Stored ?? Allocated);
        Number(bytes, 0x0028_0102, High ?? (ushort)((Stored ?? Allocated) - 1));
        Number(bytes, 0x0028_0103, Signed);
        After(bytes);
        return Without == 0x7FE0_0010 ? bytes : bytes.Bytes(0x7FE0_0010, Vr, Pixels);
    }

    public byte[] ToFile() => ToBytes().ToFile();

    /// <summary>The value of Pixel Data after cleaning, without recovery.</summary>
    public byte[] Clean(PixelCleaning cleaning)
    {
        byte[] cleaned = CleanFile(ToFile(), cleaning);
        return ValueOf(cleaned, Tags.PixelData);
    }

    public byte[] Clean(params PixelRectangle[] rectangles) => Clean(PixelCleaning.Rectangles(rectangles));

    public static byte[] CleanFile(byte[] file, PixelCleaning cleaning)
    {
        using MemoryStream output = new();
        Deidentifier.WithProfile(ConfidentialityProfile.Basic with { PixelCleaning = cleaning }).WithoutRecovery().Build()
            .Protect(new MemoryStream(file), output);
        return output.ToArray();
    }

    /// <summary>A de-identifier whose Items <see cref="Recover"/> opens.</summary>
    public static DeidentifierRecoveryBuilder Recoverable(PixelCleaning cleaning, EnvelopeSuite? suite = null) => Deidentifier
        .WithProfile(ConfidentialityProfile.Basic with { PixelCleaning = cleaning })
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(Certificate.Value))
        .With(suite ?? EnvelopeSuite.Authenticated);

    public static Recipient ArchiveRecipient() => Recipient.FromCertificate(Certificate.Value);

    public static byte[] Protect(Deidentifier deidentifier, byte[] file)
    {
        using MemoryStream output = new();
        deidentifier.Protect(new MemoryStream(file), output);
        return output.ToArray();
    }

    public static (byte[] File, RecoveryResult Result) Recover(byte[] file)
    {
        using RecipientKey key = RecipientKey.FromCertificate(Certificate.Value);
        using MemoryStream output = new();
        RecoveryResult result = Reidentifier.WithKeys(key).Recover(new MemoryStream(file), output);
        return (output.ToArray(), result);
    }

    public static byte[] ValueOf(byte[] file, Tag tag)
    {
        using DicomObject parsed = DicomObject.Read(file);
        return parsed.ReadValue(parsed.Find(tag)!.Value).ToArray();
    }

    public static bool Has(byte[] file, Tag tag)
    {
        using DicomObject parsed = DicomObject.Read(file);
        return parsed.Find(tag) is not null;
    }

    private void Number(DicomBytes bytes, uint tag, ushort number)
    {
        if (Without != tag) bytes.Words(tag, "US", number);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = new("CN=pixels", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
