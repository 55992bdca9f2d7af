namespace Dicom.Cms.Imaging;

/// <summary>
/// Reads the codestream of one frame to its segments, without decoding it, and finds what no decoder needs. Immutable; one serves all
/// frames.
/// </summary>
internal abstract class CodestreamParser
{
    /// <summary>Parses one stream. Its octets go by once.</summary>
    /// <param name="input">The stream, at its start.</param>
    /// <param name="edits">
    /// Gets what is to be cut or written anew, so that nothing is left before the end of the stream that a decoder does not need, and every
    /// decoder still reads the same pixels.
    /// </param>
    /// <returns>
    /// Where the stream ends for a decoder: one past the octets of EOI, of EOC, or of the last segment. What stands behind it, padding
    /// included, is not the parser's matter.
    /// </returns>
    /// <exception cref="CodestreamFormatException">
    /// The stream does not parse: it breaks its standard, ends early, or holds what this parser does not know.
    /// </exception>
    public abstract long Parse(CodestreamInput input, CodestreamEdits edits);
}
