using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Where objects come from and go to: what protecting, recovering and re-wrapping have in common around their work on an open file.
/// </summary>
internal static class ObjectEndpoints
{
    /// <summary>From a file to a file that appears complete or not at all.</summary>
    /// <param name="inputPath">The input.</param>
    /// <param name="outputPath">The output.</param>
    /// <param name="batch">With which it appears; null where at once.</param>
    /// <param name="holdsIdentity">Whether only its owner may read the output.</param>
    /// <param name="work">Opens the output when everything is decided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async ValueTask<T> RunAsync<T>(
        string inputPath, string outputPath, OutputBatch? batch, bool holdsIdentity,
        Func<DicomObject, Func<OutputTarget>, CancellationToken, ValueTask<T>> work,
        CancellationToken cancellationToken)
    {
        OutputFile.RefuseSameFile(inputPath, outputPath);
        using DicomObject file = DicomObject.Open(inputPath, cancellationToken: cancellationToken);
        return await work(file, () => OutputTarget.ToFile(outputPath, batch, holdsIdentity), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From what is left of a stream to a stream that gets everything at once.</summary>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    /// <param name="work">Opens the output when everything is decided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static T Run<T>(
        Stream input, Stream output, Func<DicomObject, Func<OutputTarget>, CancellationToken, ValueTask<T>> work,
        CancellationToken cancellationToken)
    {
        using StreamOutput complete = new();
        T result;
        using (ByteSource source = ByteSource.FromStream(input, cancellationToken))
        using (DicomObject file = DicomObject.Read(source, cancellationToken: cancellationToken))
            result = Complete(work(file, complete.NewTarget, cancellationToken));

        complete.Send(output, cancellationToken);
        return result;
    }

    /// <inheritdoc cref="Run"/>
    /// <remarks>No thread waits for a stream: those of a web server refuse that.</remarks>
    public static async ValueTask<T> RunAsync<T>(
        Stream input, Stream output, Func<DicomObject, Func<OutputTarget>, CancellationToken, ValueTask<T>> work,
        CancellationToken cancellationToken)
    {
        using StreamOutput complete = new();
        T result;
        using (ByteSource source = await ByteSource.FromStreamAsync(input, cancellationToken).ConfigureAwait(false))
        using (DicomObject file = DicomObject.Read(source, cancellationToken: cancellationToken))
            result = await work(file, complete.NewTarget, cancellationToken).ConfigureAwait(false);

        await complete.SendAsync(output, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>From a file that is open to one in memory, which reads what stays in clear from the source of the first.</summary>
    /// <param name="file">The input. It stays the caller's.</param>
    /// <param name="work">Opens the output when everything is decided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async ValueTask<(DicomObject Object, T Result)> RunAsync<T>(
        DicomObject file, Func<DicomObject, Func<OutputTarget>, CancellationToken, ValueTask<T>> work,
        CancellationToken cancellationToken)
    {
        using OutputTarget.MemoryTarget target = OutputTarget.ToMemory();
        T result = await work(file, () => target, cancellationToken).ConfigureAwait(false);
        return (DicomObject.Read(target.Source, cancellationToken: cancellationToken), result);
    }

    /// <summary>
    /// Does the work on threads of the pool, whatever context the caller has: it is the processor's, and the thread of a user interface has
    /// better to do.
    /// </summary>
    public static Task<T> OnPoolAsync<T>(Func<ValueTask<T>> work,
        CancellationToken cancellationToken) =>
        Task.Run(() => work().AsTask(), cancellationToken);

    /// <summary>The result, for a caller that waits. With local keys the core never does; a key service that does is waited for.</summary>
    public static T Complete<T>(ValueTask<T> work) => work.IsCompletedSuccessfully ? work.Result : work.AsTask().GetAwaiter().GetResult();
}
