using Dicom.Cms;
using Dicom.Cms.Envelopes;
using Dicom.Cms.FoDicom;
using FellowOakDicom;

// What is protected, and for whom. Immutable and thread-safe: build it once, use it for every object.
using Deidentifier deidentifier = Deidentifier
    .WithProfile(ConfidentialityProfile.Basic)
    .Encrypt(AttributeSet.AllProtected).For(Recipient.FromFile("archive.cert.pem"))
    .Encrypt(AttributeSet.Of(DicomTag.PatientID, DicomTag.PatientBirthDate))
    .For(Recipient.FromFile("trial.cert.pem"))
    .Build();

DicomFile ct = await DicomFile.OpenAsync("ct.dcm");
DicomFile shared = ct.Protect(deidentifier, out ProtectionResult protection);
await shared.SaveAsync("ct.deid.dcm");
Console.WriteLine(
    $"{protection.ProtectedAttributes.Count} Attributes protected. A stranger sees: {shared.Dataset.GetString(DicomTag.PatientName)}");

// Somewhere else, later: whoever has the archive's private key gets the original back.
using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
DicomFile received = await DicomFile.OpenAsync("ct.deid.dcm");
DicomFile original = received.Recover(Reidentifier.WithKeys(key), out RecoveryResult recovery);
Console.WriteLine($"{recovery.Outcome}, {recovery.Integrity}. The archive sees: {original.Dataset.GetString(DicomTag.PatientName)}");
