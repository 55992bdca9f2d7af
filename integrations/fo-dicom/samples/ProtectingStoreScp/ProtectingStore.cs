using System.Text;
using Dicom.Cms.FoDicom;
using StoreScp;
using FellowOakDicom;
using FellowOakDicom.Network;
using Microsoft.Extensions.Logging;

namespace ProtectingStoreScp;

/// <summary>What every association needs; the same for all, because a Deidentifier is immutable and thread-safe.</summary>
public sealed record ProtectingSettings(Dicom.Cms.Deidentifier Deidentifier, Destination Destination);

/// <summary>Protects what it receives and hands that on. The original is not kept.</summary>
public sealed class ProtectingStore(INetworkStream stream, Encoding fallbackEncoding, ILogger log, DicomServiceDependencies dependencies)
    : StoreService(stream, fallbackEncoding, log, dependencies)
{
    protected override async Task StoreAsync(DicomFile file)
    {
        ProtectingSettings settings = (ProtectingSettings)UserState;
        (DicomFile protectedFile, Dicom.Cms.ProtectionResult result) = await file.ProtectAsync(settings.Deidentifier);
        await settings.Destination.SendAsync(protectedFile);
        Logger.LogInformation("Protected {Count} Attributes", result.ProtectedAttributes.Count);
    }
}
