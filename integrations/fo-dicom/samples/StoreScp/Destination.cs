using FellowOakDicom;
using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;

namespace StoreScp;

/// <summary>Where objects go: into a folder, or by C-STORE to HOST:PORT:AETITLE.</summary>
public sealed class Destination(string place, string callingTitle)
{
    public async Task SendAsync(DicomFile file)
    {
        if (place.Split(':') is not [var host, var port, var title])
        {
            Directory.CreateDirectory(place);
            await file.SaveAsync(Path.Combine(place, $"{file.Dataset.GetString(DicomTag.SOPInstanceUID)}.dcm"));
            return;
        }

        DicomStatus status = DicomStatus.ProcessingFailure;
        IDicomClient client = DicomClientFactory.Create(host, int.Parse(port), useTls: false, callingTitle, title);
        await client.AddRequestAsync(new DicomCStoreRequest(file) { OnResponseReceived = (_, response) => status = response.Status });
        await client.SendAsync();
        if (status != DicomStatus.Success) throw new IOException($"{title} did not store the object: {status}.");
    }
}
