using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Where objects come from and go to: what recovering and re-wrapping have in common around their work on an open file.</summary>
internal static class ObjectEndpoints
{
    /// <summary>From a file to a file that appears complete or not at all.</summary>
    /// <param name="inputPath">The input.</param>
    /// <param name="outputPath">The output.</param>
    /// <param name="batch">With which it appears; null where at once.</param>
    /// <param name="work">Opens the output when everything is decided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async ValueTask<T> RunAsync<T>(
        string inputPath, string outputPath, OutputBatch? batch, Func<DicomFile, Func<OutputTarget>, CancellationToken, ValueTask<T>> work,
        CancellationToken cancellationToken)
    {
        OutputFile.RefuseSameFile(inputPath, outputPath);
        using DicomFile file = DicomFile.Open(inputPath, cancellationToken: cancellationToken);
        return await work(file, () => OutputTarget.ToFile(outputPath, batch), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From what is left of a stream to a stream that gets everything at once.</summary>
    public static async ValueTask<T> RunAsync<T>(
        Stream input, Stream output, Func<DicomFile, Func<OutputTarget>, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        using ByteSource source = ByteSource.FromStream(input, cancellationToken);
        using DicomFile file = DicomFile.Read(source, cancellationToken: cancellationToken);
        return await work(file, () => OutputTarget.ToStream(output), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The result, for a caller that waits. With local keys the core never does; a key service that does is waited for.</summary>
    public static T Complete<T>(ValueTask<T> work) => work.IsCompletedSuccessfully ? work.Result : work.AsTask().GetAwaiter().GetResult();
}
