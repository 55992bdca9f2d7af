using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Looks for what should not be in a protected object: Attributes that the claimed profile does not allow and, with a key, every originally
/// protected value in whatever is in clear. Immutable and thread-safe.
/// </summary>
/// <example>
/// Searches a protected file for every value that it encrypts:
/// <code>
/// using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
/// VerificationReport report = await ProtectionVerifier.ByClaim.WithKeys(key).VerifyAsync("ct.deid.dcm");
/// foreach (VerificationFinding finding in report.Findings) Console.WriteLine(finding);
/// </code>
/// </example>
/// <remarks>
/// Names, identifiers and UIDs are searched for from 4 octets on, components of names from 3, any other text from 8 and not in codes
/// and their meanings; descriptions and private texts from 17; in pixels and other arrays of numbers only what has 8 octets or more;
/// all as whole words, whatever their case. What is too short is counted in the report.
/// </remarks>
public sealed class ProtectionVerifier
{
    private readonly ConfidentialityProfile? _profile;
    private readonly IReadOnlyList<RecipientKey> _keys;
    private readonly RecoveryPolicy _policy;

    private ProtectionVerifier(ConfidentialityProfile? profile, IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy)
    {
        _profile = profile;
        _keys = keys;
        _policy = policy;
    }

    /// <summary>Judges each object by the profile and options it claims in (0012,0064).</summary>
    public static ProtectionVerifier ByClaim { get; } = new(null, [], RecoveryPolicy.Default);

    /// <summary>Judges by a profile, whatever the object claims.</summary>
    public static ProtectionVerifier ByProfile(ConfidentialityProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new ProtectionVerifier(profile, [], RecoveryPolicy.Default);
    }

    /// <summary>The same, and opens the object to search for every protected value.</summary>
    public ProtectionVerifier WithKeys(params IReadOnlyList<RecipientKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new ProtectionVerifier(_profile, [.. keys], _policy);
    }

    /// <summary>The same, opening what a policy accepts.</summary>
    public ProtectionVerifier With(RecoveryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new ProtectionVerifier(_profile, _keys, policy);
    }

    /// <summary>Looks at a file, and at its name and those of the folders named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="relativePath">
    /// The part of the path that was made with the object: names to be searched; the file name when null.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="DicomFormatException">The file is no DICOM object.</exception>
    /// <exception cref="RecoveryException">A key was given, and the object was not opened.</exception>
    public Task<VerificationReport> VerifyAsync(string path, string? relativePath = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ObjectEndpoints.OnPoolAsync(() => SearchAsync(path, relativePath, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="VerifyAsync(string, string?, CancellationToken)"/>
    public VerificationReport Verify(string path, string? relativePath = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ObjectEndpoints.Complete(SearchAsync(path, relativePath, cancellationToken));
    }

    /// <summary>Looks at a file that is open.</summary>
    /// <param name="file">The object.</param>
    /// <param name="name">File and folder names to be searched too; none when null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="RecoveryException">A key was given, and the object was not opened.</exception>
    public Task<VerificationReport> VerifyAsync(DicomObject file, string? name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.OnPoolAsync(() => SearchAsync(file, name, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="VerifyAsync(DicomObject, string?, CancellationToken)"/>
    public VerificationReport Verify(DicomObject file, string? name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.Complete(SearchAsync(file, name, cancellationToken));
    }

    private async ValueTask<VerificationReport> SearchAsync(string path, string? relativePath, CancellationToken cancellationToken)
    {
        using DicomObject file = DicomObject.Open(path, cancellationToken: cancellationToken);
        return await SearchAsync(file, relativePath ?? Path.GetFileName(path), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<VerificationReport> SearchAsync(DicomObject file, string? name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ProfileOptions options = _profile?.Options ?? ClaimedOptions.Read(file);
        ConfidentialityProfile profile = _profile ?? ConfidentialityProfile.Basic with { Options = options };
        List<VerificationFinding> findings =
        [
            .. StatementCheck.Check(file, profile), .. AttributeCheck.Check(file, profile),
            .. CodestreamCheck.Check(file, profile, cancellationToken),
        ];
        if (_keys.Count == 0) return Report(findings, options, null);

        using OpenedItems items = await ItemOpener
            .OpenAsync(file, _keys, _policy, itemNumber: null, cancellationToken).ConfigureAwait(false);
        // A leak may be in the UID itself: whether it is still the one that the Items name is not asked here.
        UsedItems used = UsedItems.Of(file, items, _policy with { AcceptMismatchedBinding = true });
        ProtectedValues values = ProtectedValues.Collect([.. used.Items.SelectMany(item => item.DataSet.Attributes)], profile);
        findings.AddRange(ProtectedValueSearch.Search(file, values, name, cancellationToken));
        return Report(findings, options, values);
    }

    private static VerificationReport Report(List<VerificationFinding> findings, ProfileOptions options, ProtectedValues? values) => new()
    {
        Findings = [.. findings.Distinct()],
        Options = options,
        ValuesSearched = values?.Count ?? 0,
        ValuesLeftOut = values?.LeftOut ?? 0,
    };
}
