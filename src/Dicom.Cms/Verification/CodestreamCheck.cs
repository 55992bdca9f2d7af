using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>Looks into compressed pixels by the parsers that protection uses: nothing is to be left that decoders ignore.</summary>
internal static class CodestreamCheck
{
    /// <summary>Checks an object.</summary>
    /// <param name="file">The object.</param>
    /// <param name="profile">The profile; one without the Basic Profile does not ask for it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IEnumerable<VerificationFinding> Check(
        DicomObject file, ConfidentialityProfile profile, CancellationToken cancellationToken)
    {
        if (!profile.ClaimsBasicProfile || file.Find(Tags.PixelData) is not { HasUndefinedLength: true } pixels) yield break;
        CodestreamCleaning cleaning = CodestreamCleaning.Plan(file, pixels, cancellationToken);
        if (cleaning.Edits.Count > 0) yield return new VerificationFinding(VerificationRule.IgnoredOctets, $"{pixels.Tag}");

        CodestreamSearch search = new(file.DataSetSource, ProtectedValues.None);
        bool holdsText = cleaning.Problems.Any(problem => problem.Octets.Any(range =>
            search.IsIn(pixels.ValueOffset + range.Offset, range.Length, cancellationToken)));
        if (holdsText) yield return new VerificationFinding(VerificationRule.TextInCodestream, $"{pixels.Tag}");
    }
}
