using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>A de-identifier that knows its profile, and still needs to be told whether and by whom the original may be recovered.</summary>
public sealed class DeidentifierProfileStage
{
    private readonly ConfidentialityProfile _profile;

    internal DeidentifierProfileStage(ConfidentialityProfile profile) => _profile = profile;

    /// <summary>Encrypts a set of Attributes; <see cref="DeidentifierAudienceStage.For"/> says for whom.</summary>
    public DeidentifierAudienceStage Encrypt(AttributeSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new DeidentifierAudienceStage(new ProtectionOptions { Profile = _profile }, attributes);
    }

    /// <summary>Encrypts nothing: what is removed is gone for good.</summary>
    public DeidentifierBuilder WithoutRecovery() => new(new ProtectionOptions { Profile = _profile });
}

/// <summary>A de-identifier that knows which Attributes to encrypt, and still needs to be told for whom.</summary>
public sealed class DeidentifierAudienceStage
{
    private readonly ProtectionOptions _options;
    private readonly AttributeSet _attributes;

    internal DeidentifierAudienceStage(ProtectionOptions options, AttributeSet attributes)
    {
        _options = options;
        _attributes = attributes;
    }

    /// <summary>Names the recipients. Each of them opens the whole set, with a private key of its own.</summary>
    /// <exception cref="ArgumentException">No recipient, or one twice.</exception>
    public DeidentifierRecoveryBuilder For(params IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        if (recipients.Count == 0)
            throw new ArgumentException("An attribute set is encrypted for at least one recipient.", nameof(recipients));
        return new DeidentifierRecoveryBuilder(
            _options with { Audiences = [.. _options.Audiences, new Audience(_attributes, [.. recipients])] });
    }
}
