// A C-STORE SCP that protects what it receives, and keeps it in a folder or sends it on.
using Dicom.Cms;
using Dicom.Cms.Envelopes;
using StoreScp;
using FellowOakDicom.Network;
using ProtectingStoreScp;

if (args is not [var address, var certificate, var place] || address.Split(':') is not [var host, var port])
{
    Console.Error.WriteLine("usage: ProtectingStoreScp ADDRESS:PORT RECIPIENT-CERTIFICATE FOLDER|HOST:PORT:AETITLE");
    return 2;
}

// The pseudonyms are consistent as long as this process runs. To have them so for good, give it a PseudonymKey that you keep.
using Deidentifier deidentifier = Deidentifier
    .WithProfile(ConfidentialityProfile.Basic)
    .Encrypt(AttributeSet.AllProtected).For(Recipient.FromFile(certificate))
    .Build();

ProtectingSettings settings = new(deidentifier, new Destination(place, callingTitle: "PROTECTOR"));
using IDicomServer server = DicomServerFactory.Create<ProtectingStore>(host, int.Parse(port), userState: settings);
Console.WriteLine($"Protecting what arrives at {address}. Press Enter to end.");
Console.ReadLine();
return 0;
