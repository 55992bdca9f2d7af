using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>
/// What is cut from compressed Pixel Data (7FE0,0010), so that nothing is left that a decoder does not need: comments and application data,
/// octets before, between and behind streams, padding that is not zero, offset tables that hold something else. What the pixels are decoded
/// from stays octet for octet. Immutable.
/// </summary>
/// <remarks>
/// Streams are parsed to their segments and not decoded: JPEG (ISO/IEC 10918-1), JPEG-LS (ISO/IEC 14495-1), JPEG 2000 and HTJ2K (ISO/IEC
/// 15444-1, -2, -15), RLE (PS3.5 Annex G), deflated and uncompressed frames. A stream that does not parse stays as it is, and is named in
/// <see cref="Problems"/>.
/// </remarks>
public sealed class CodestreamCleaning
{
    internal CodestreamCleaning(
        IReadOnlyList<CodestreamEdit> edits, IReadOnlyList<CodestreamProblem> problems, ExtendedOffsets? extendedOffsets)
    {
        Edits = edits;
        Problems = problems;
        ExtendedOffsets = extendedOffsets;
    }

    /// <summary>What is cut or written anew, in its order; offsets count in the value of Pixel Data. Empty where all is clean.</summary>
    public IReadOnlyList<CodestreamEdit> Edits { get; }

    /// <summary>The streams that were not read.</summary>
    public IReadOnlyList<CodestreamProblem> Problems { get; }

    /// <summary>
    /// What Extended Offset Table (7FE0,0001) and Extended Offset Table Lengths (7FE0,0002) are to hold afterwards; null where they stay,
    /// or there are none.
    /// </summary>
    public ExtendedOffsets? ExtendedOffsets { get; }

    /// <summary>Finds what is to be cut. Reads the pixels once, from start to end, and of what is skipped in them nothing.</summary>
    /// <param name="file">The object.</param>
    /// <param name="pixels">Its Pixel Data, of undefined length.</param>
    /// <param name="cancellationToken">Ends the reading, between frames.</param>
    /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> are not encapsulated.</exception>
    public static CodestreamCleaning Plan(DicomObject file, in ElementLocation pixels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!pixels.HasUndefinedLength) throw new ArgumentException("The Pixel Data are not encapsulated.", nameof(pixels));
        return new CodestreamCleaner(file, pixels).Run(cancellationToken);
    }
}
