using System.Text;
using Dicom.Cms.FoDicom;
using StoreScp;
using FellowOakDicom;
using FellowOakDicom.Network;
using Microsoft.Extensions.Logging;

namespace RecoveringStoreScp;

/// <summary>Who gets originals back, and where they are sent: by the title that the caller states.</summary>
public sealed record RecoveringSettings(Dicom.Cms.Reidentifier Reidentifier, IReadOnlyDictionary<string, Destination> Entitled);

/// <summary>
/// Recovers what an entitled caller sends, and sends it back to the address that is known for that caller, never to another one.
/// </summary>
/// <remarks>
/// An AE title is a name, not a proof: anybody can state it. The known address is what limits the damage here; in earnest ask for a
/// client certificate too (ITlsAcceptor of fo-dicom).
/// </remarks>
public sealed class RecoveringStore(INetworkStream stream, Encoding fallbackEncoding, ILogger log, DicomServiceDependencies dependencies)
    : StoreService(stream, fallbackEncoding, log, dependencies)
{
    private RecoveringSettings Settings => (RecoveringSettings)UserState;

    protected override bool IsWelcome(DicomAssociation association) => Settings.Entitled.ContainsKey(association.CallingAE);

    protected override async Task StoreAsync(DicomFile file)
    {
        (DicomFile recovered, Dicom.Cms.RecoveryResult result) = await file.RecoverAsync(Settings.Reidentifier);
        await Settings.Entitled[Association.CallingAE].SendAsync(recovered);
        Logger.LogInformation("{Outcome} for {Caller}", result.Outcome, Association.CallingAE);
    }
}
