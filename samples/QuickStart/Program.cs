// Protects a CT slice for two recipients, looks at it through three pairs of eyes, and gets the original back byte for byte.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using QuickStart;

string folder = args.Length > 0 ? args[0] : Path.Combine("artifacts", "quickstart");
string original = Path.Combine(folder, "original.dcm"), shared = Path.Combine(folder, "protected.dcm");
string seenByTrial = Path.Combine(folder, "trial.dcm"), seenByArchive = Path.Combine(folder, "archive.dcm");
Directory.CreateDirectory(folder);
await File.WriteAllBytesAsync(original, Phantom.CreateFile());

// Two recipients. In earnest each makes a key pair at home and hands out the certificate alone.
using X509Certificate2 archive = CreateCertificate("CN=Archive");
using X509Certificate2 trial = CreateCertificate("CN=Trial 42");

// Everything for the archive; for the trial just what it needs to follow its participants.
using Deidentifier deidentifier = Deidentifier
    .WithProfile(ConfidentialityProfile.Basic)
    .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(archive))
    .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(Recipient.FromCertificate(trial))
    .With(EnvelopeSuite.Authenticated)
    .Build();
ProtectionResult protection = await deidentifier.ProtectAsync(original, shared);

using RecipientKey trialKey = RecipientKey.FromCertificate(trial);
RecoveryResult partial = await Reidentifier.WithKeys(trialKey).RecoverAsync(shared, seenByTrial);

using RecipientKey archiveKey = RecipientKey.FromCertificate(archive);
RecoveryResult full = await Reidentifier.WithKeys(archiveKey).RecoverAsync(shared, seenByArchive);

Console.WriteLine($"Protected: {protection.ProtectedAttributes.Count} Attributes, encrypted in {protection.EncryptedItems} Items");
Console.WriteLine($"           with {EnvelopeSuite.Authenticated.Description}");
Report("Trial:    ", partial);
Report("Archive:  ", full);
Console.WriteLine();
PrintTable();
Console.WriteLine();
return ProveIdentity() ? 0 : 1;

static X509Certificate2 CreateCertificate(string subject)
{
    using RSA key = RSA.Create(3072);
    CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
    return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
}

static void Report(string who, RecoveryResult result)
{
    string others = result.ItemsForOthers == 0 ? "" : $", {result.ItemsForOthers} Item for others";
    string what = $"{result.Outcome}, {result.Integrity}, {result.Binding}";
    Console.WriteLine($"{who} {result.RecoveredAttributes.Count} Attributes recovered: {what}{others}");
    foreach (Warning warning in result.Warnings) Console.WriteLine($"           ({warning})");
}

void PrintTable()
{
    (string Name, Tag[] Path)[] rows =
    [
        ("Patient's Name", [Tags.PatientName]),
        ("Patient ID", [Tags.PatientID]),
        ("Patient's Birth Date", [Tags.PatientBirthDate]),
        ("Patient's Sex", [Tags.PatientSex]),
        ("Study Date", [Tags.StudyDate]),
        ("Study Description", [Tags.StudyDescription]),
        ("Study Instance UID", [Tags.StudyInstanceUID]),
        ("Institution Name", [Tags.InstitutionName]),
        ("Requested Procedure ID", [Tags.RequestAttributesSequence, Tags.RequestedProcedureID]),
        ("(0009,1001) private", [new Tag(Phantom.PrivateGroup, 0x1001)]),
        ("Modality", [Tags.Modality]),
        ("Slice Thickness", [Tags.SliceThickness]),
        ("Pixel Data, SHA-256", [Tags.PixelData]),
    ];
    using DicomObject stranger = DicomObject.Open(shared), byTrial = DicomObject.Open(seenByTrial),
        byArchive = DicomObject.Open(seenByArchive);
    PrintRow("", "A stranger sees", "The trial sees", "The archive sees");
    PrintRow(new('-', 22), new('-', 27), new('-', 27), new('-', 27));
    foreach ((string name, Tag[] path) in rows) PrintRow(name, Show(stranger, path), Show(byTrial, path), Show(byArchive, path));
}

static void PrintRow(string name, string stranger, string trial, string archive) =>
    Console.WriteLine($"{name,-22}  {stranger,-27}  {trial,-27}  {archive}");

// The value at the end of a path: a top-level Attribute, or one in the first Item of a sequence.
static string Show(DicomObject file, Tag[] path)
{
    if (file.Find(path[0]) is not { } location) return "-";
    DataElement? element = new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding);
    foreach (Tag tag in path.Skip(1)) element = element?.Items?[0].Find(tag);
    if (element is null) return "-";
    if (element.Tag == Tags.PixelData) return Convert.ToHexStringLower(SHA256.HashData(element.Value.Span))[..16] + "...";

    string text = System.Text.Encoding.Latin1.GetString(element.Value.Span).TrimEnd(' ', '\0');
    return text.Length == 0 ? "(empty)" : text.Length > 27 ? text[..24] + "..." : text;
}

bool ProveIdentity()
{
    byte[] before = File.ReadAllBytes(original), after = File.ReadAllBytes(seenByArchive);
    bool isIdentical = full.IsOriginal && before.AsSpan().SequenceEqual(after);
    Console.WriteLine($"Original file:  {before.Length} octets, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(before))}");
    Console.WriteLine($"Recovered file: {after.Length} octets, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(after))}");
    Console.WriteLine(isIdentical ? "Byte for byte the same." : "NOT THE SAME.");
    Console.WriteLine($"The four files are in {Path.GetFullPath(folder)}");
    return isIdentical;
}
