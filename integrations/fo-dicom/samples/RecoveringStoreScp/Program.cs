// A C-STORE SCP that recovers protected objects for entitled callers, and sends them back by C-STORE.
using Dicom.Cms;
using Dicom.Cms.Envelopes;
using StoreScp;
using FellowOakDicom.Network;
using RecoveringStoreScp;

if (args is not [var address, var certificate, var privateKey, .. var callers] || callers.Length == 0
    || address.Split(':') is not [var host, var port])
{
    Console.Error.WriteLine("usage: RecoveringStoreScp ADDRESS:PORT CERTIFICATE PRIVATE-KEY AETITLE=FOLDER|AETITLE=HOST:PORT:AETITLE...");
    return 2;
}

using RecipientKey key = RecipientKey.FromFile(privateKey, certificatePath: certificate);
Dictionary<string, Destination> entitled = callers
    .Select(caller => caller.Split('=', 2))
    .ToDictionary(caller => caller[0], caller => new Destination(caller[1], callingTitle: "RECOVERER"));

RecoveringSettings settings = new(Reidentifier.WithKeys(key), entitled);
using IDicomServer server = DicomServerFactory.Create<RecoveringStore>(host, int.Parse(port), userState: settings);
Console.WriteLine($"Recovering for {string.Join(", ", entitled.Keys)} at {address}. Press Enter to end.");
Console.ReadLine();
return 0;
