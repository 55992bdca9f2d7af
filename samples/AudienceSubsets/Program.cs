// One CT slice, three audiences: each gets its share of the Attributes back, and nothing of what is for the others.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dicom.Cms;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using QuickStart;

using X509Certificate2 archive = CreateCertificate("CN=Archive");
using X509Certificate2 trial = CreateCertificate("CN=Trial 42");
using X509Certificate2 dosimetry = CreateCertificate("CN=Dosimetry");

// Sets may overlap: the trial and dosimetry both get Study Date, each in an Item of its own.
using Deidentifier deidentifier = Deidentifier
    .WithProfile(ConfidentialityProfile.Basic)
    .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(archive))
    .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate, Tags.StudyDate)).For(Recipient.FromCertificate(trial))
    .Encrypt(AttributeSet.Of(Tags.StudyDate, Tags.StationName, Tags.DeviceSerialNumber)).For(Recipient.FromCertificate(dosimetry))
    .Build();

using DicomObject original = DicomObject.Read(Phantom.CreateFile());
(DicomObject shared, ProtectionResult protection) = deidentifier.Protect(original);
using DicomObject byTrial = Recover(trial), byDosimetry = Recover(dosimetry), byArchive = Recover(archive);

Console.WriteLine($"{protection.ProtectedAttributes.Count} Attributes protected, in {protection.EncryptedItems} Items");
Console.WriteLine();
PrintRow("", "A stranger", "The trial", "Dosimetry", "The archive");
PrintRow(new('-', 20), new('-', 26), new('-', 26), new('-', 26), new('-', 26));
Tag[] rows =
[
    Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.StudyDate, Tags.StationName, Tags.DeviceSerialNumber,
    Tags.InstitutionName, Tags.Modality, Tags.KVP,
];
foreach (Tag tag in rows) PrintRow(DataDictionary.KeywordOf(tag)!, Show(shared, tag), Show(byTrial, tag), Show(byDosimetry, tag),
    Show(byArchive, tag));

// With one key: the values of that audience stand where the dummies stood, and everything else is as a stranger sees it.
DicomObject Recover(X509Certificate2 certificate)
{
    using RecipientKey key = RecipientKey.FromCertificate(certificate);
    (DicomObject recovered, RecoveryResult result) = Reidentifier.WithKeys(key).Recover(shared);
    Console.WriteLine(
        $"{certificate.Subject}: {result.RecoveredAttributes.Count} Attributes, {result.Outcome}; "
        + $"Items for others: {result.ItemsForOthers}");
    return recovered;
}

static string Show(DicomObject file, Tag tag)
{
    if (file.Find(tag) is not { } location) return "-";
    string text = Encoding.Latin1.GetString(file.ReadValue(location).Span).TrimEnd(' ', '\0');
    return text.Length == 0 ? "(empty)" : text;
}

static void PrintRow(string name, string stranger, string trial, string dosimetry, string archive) =>
    Console.WriteLine($"{name,-20}  {stranger,-26}  {trial,-26}  {dosimetry,-26}  {archive}");

static X509Certificate2 CreateCertificate(string subject)
{
    using RSA key = RSA.Create(3072);
    CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
    return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
}
