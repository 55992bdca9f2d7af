using System.Text;
using FellowOakDicom;
using FellowOakDicom.Network;
using Microsoft.Extensions.Logging;

namespace StoreScp;

/// <summary>A C-STORE SCP: accepts every Storage SOP Class in every Transfer Syntax, and hands each object on.</summary>
public abstract class StoreService(INetworkStream stream, Encoding fallbackEncoding, ILogger log, DicomServiceDependencies dependencies)
    : DicomService(stream, fallbackEncoding, log, dependencies), IDicomServiceProvider, IDicomCStoreProvider, IDicomCEchoProvider
{
    /// <summary>Does what the sample is about. When it throws, the sender is told that the object was not stored.</summary>
    protected abstract Task StoreAsync(DicomFile file);

    /// <summary>Whether somebody may send at all.</summary>
    protected virtual bool IsWelcome(DicomAssociation association) => true;

    public async Task OnReceiveAssociationRequestAsync(DicomAssociation association)
    {
        if (!IsWelcome(association))
        {
            await SendAssociationRejectAsync(DicomRejectResult.Permanent, DicomRejectSource.ServiceUser,
                DicomRejectReason.CallingAENotRecognized);
            return;
        }

        foreach (DicomPresentationContext context in association.PresentationContexts)
        {
            bool isKnown = context.AbstractSyntax == DicomUID.Verification
                || context.AbstractSyntax.StorageCategory != DicomStorageCategory.None;
            if (isKnown) context.AcceptTransferSyntaxes([.. context.GetTransferSyntaxes()]);
            else context.SetResult(DicomPresentationContextResult.RejectAbstractSyntaxNotSupported);
        }

        await SendAssociationAcceptAsync(association);
    }

    public async Task<DicomCStoreResponse> OnCStoreRequestAsync(DicomCStoreRequest request)
    {
        try
        {
            await StoreAsync(request.File);
            return new DicomCStoreResponse(request, DicomStatus.Success);
        }
        catch (Exception failure)
        {
            Logger.LogError("Not stored: {Reason}", failure.Message); // Names tags, never values.
            return new DicomCStoreResponse(request, DicomStatus.ProcessingFailure);
        }
    }

    public Task<DicomCEchoResponse> OnCEchoRequestAsync(DicomCEchoRequest request) =>
        Task.FromResult(new DicomCEchoResponse(request, DicomStatus.Success));

    public Task OnReceiveAssociationReleaseRequestAsync() => SendAssociationReleaseResponseAsync();

    public Task OnCStoreRequestExceptionAsync(string tempFileName, Exception e) => Task.CompletedTask;

    public void OnReceiveAbort(DicomAbortSource source, DicomAbortReason reason)
    {
    }

    public void OnConnectionClosed(Exception exception)
    {
    }
}
