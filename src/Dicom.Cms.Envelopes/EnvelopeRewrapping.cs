namespace Dicom.Cms.Envelopes;

/// <summary>What became of an envelope whose recipients were to change. Its texts hold no secrets.</summary>
public sealed class EnvelopeRewrapping
{
    internal EnvelopeRewrapping(EnvelopeOpening opening) => Opening = opening;

    /// <summary>How opening it ended; nothing was changed unless it was opened. The caller may clear its content.</summary>
    public EnvelopeOpening Opening { get; }

    /// <summary>
    /// Why the change was not made although the envelope was opened, for people; null where it was made, or nothing was to do.
    /// </summary>
    public string? Refusal { get; internal init; }

    /// <summary>The envelope with its new recipients; null where it is as it was.</summary>
    public ReadOnlyMemory<byte>? Encoded { get; internal init; }

    /// <summary>Those who could not open it before.</summary>
    public IReadOnlyList<Recipient> Added { get; internal init => field = [.. value]; } = [];

    /// <summary>Those to be added who were recipients already: no second RecipientInfo was written for them.</summary>
    public IReadOnlyList<Recipient> AlreadyPresent { get; internal init => field = [.. value]; } = [];

    /// <summary>Those who were recipients by name, and for whom the key was encrypted anew.</summary>
    public IReadOnlyList<Recipient> Renewed { get; internal init => field = [.. value]; } = [];

    /// <summary>How many recipients were taken out.</summary>
    public int RemovedCount { get; internal init; }

    /// <summary>Those to be removed who were no recipients.</summary>
    public IReadOnlyList<RecipientName> NotPresent { get; internal init => field = [.. value]; } = [];
}
