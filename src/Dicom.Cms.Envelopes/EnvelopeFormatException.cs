namespace Dicom.Cms.Envelopes;

/// <summary>The octets are no CMS envelope, or a broken one.</summary>
public sealed class EnvelopeFormatException : FormatException
{
    internal EnvelopeFormatException(string field, int position, string problem, Exception? innerException = null)
        : base($"{field} at octet {position}: {problem}", innerException)
    {
        Field = field;
        Position = position;
    }

    /// <summary>The field that could not be read, under its name in the RFC, such as "encryptedContentInfo".</summary>
    public string Field { get; }

    /// <summary>
    /// Where that field begins, in octets from the beginning of the envelope; in PEM text, of the decoded envelope.
    /// </summary>
    public int Position { get; }
}
