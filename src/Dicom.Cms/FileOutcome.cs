using System.Diagnostics.CodeAnalysis;

namespace Dicom.Cms;

/// <summary>How the work on one file of a run ended.</summary>
/// <typeparam name="TResult">What was done with a file that was done.</typeparam>
public sealed record FileOutcome<TResult>
    where TResult : class
{
    /// <summary>The file, as the caller gave it.</summary>
    public required FileJob Job { get; init; }

    /// <summary>What was done; null if the job failed. The output then stands complete under its name, and is flushed to disk.</summary>
    public TResult? Result { get; init; }

    /// <summary>Why the job failed; null if it is done. There is no output then. The message has no value of an Attribute.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Whether the output is there.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsDone => Exception is null && Result is not null;

    /// <summary>The input, and what became of it: the result, or the kind of exception and its message.</summary>
    public override string ToString() =>
        IsDone ? $"{Job.InputPath}: {Result}" : $"{Job.InputPath}: {Exception.GetType().Name}: {Exception.Message}";
}
