using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Who gets what: an attribute set and those who may recover it. One Item of the Encrypted Attributes Sequence.</summary>
/// <param name="Attributes">The attribute set.</param>
/// <param name="Recipients">Who may recover it.</param>
internal sealed record Audience(AttributeSet Attributes, IReadOnlyList<Recipient> Recipients);

/// <summary>Everything a de-identifier was built with.</summary>
internal sealed record ProtectionOptions
{
    public required ConfidentialityProfile Profile { get; init; }

    /// <summary>Empty without recovery.</summary>
    public IReadOnlyList<Audience> Audiences { get; init; } = [];

    /// <summary>Each must be among those who can restore the original.</summary>
    public IReadOnlyList<Recipient> Escrows { get; init; } = [];

    public EnvelopeSuite Suite { get; init; } = EnvelopeSuite.Authenticated;

    public KeyScope KeyScope { get; init; }

    /// <summary>A copy that the builder made; cleared when it is collected. Null for a random key.</summary>
    public PseudonymKey? PseudonymKey { get; init; }

    public string Purpose { get; init; } = "";

    public bool BindsPixels { get; init; } = true;

    public bool WritesRestorationRecord { get; init; } = true;

    public bool RefusesAlreadyProtected { get; init; }

    public long EncryptedContentLimit { get; init; } = 1L << 30;

    /// <summary>Whether somebody is to recover an Attribute.</summary>
    public bool Encrypts(Tag tag) => Audiences.Any(audience => audience.Attributes.Contains(tag));
}
