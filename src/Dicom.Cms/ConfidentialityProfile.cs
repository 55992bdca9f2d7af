using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>What is to be protected: which Attributes lose their values, and how (PS3.15 E.1.1, Table E.1-1). Immutable.</summary>
public sealed record ConfidentialityProfile
{
    private readonly AttributeSet? _only;
    private readonly OptionSet _options = OptionSet.Of(ProfileOptions.None);
    private readonly PixelCleaning? _pixelCleaning;

    private ConfidentialityProfile(string name, AttributeSet? only)
    {
        Name = name;
        _only = only;
    }

    /// <summary>The Basic Application Level Confidentiality Profile of PS3.15 2026d, every row of Table E.1-1 at every depth.</summary>
    public static ConfidentialityProfile Basic { get; } = new("basic", only: null);

    /// <summary>A short name for people and programs.</summary>
    public string Name { get; }

    /// <summary>Whether the Basic Profile is applied, and (0012,0062) and (0012,0064) say so.</summary>
    public bool ClaimsBasicProfile => _only is null;

    /// <summary>The options of the Basic Profile: <c>ConfidentialityProfile.Basic with { Options = ... }</c>.</summary>
    /// <exception cref="ArgumentException">Both date options, or an option for a profile that is not of PS3.15.</exception>
    public ProfileOptions Options
    {
        get => _options.Flags;
        init
        {
            const ProfileOptions Dates = ProfileOptions.RetainLongitudinalFullDates | ProfileOptions.RetainLongitudinalModifiedDates;
            if ((value & Dates) == Dates)
                throw new ArgumentException("Full dates and modified dates exclude each other (PS3.15 E.3.6).", nameof(value));
            if (_only is not null && value != ProfileOptions.None)
                throw new ArgumentException("The options belong to the Basic Profile.", nameof(value));
            _options = OptionSet.Of(value);
        }
    }

    /// <summary>
    /// The Clean Pixel Data Option (PS3.15 E.3.1): which pixels are blackened; null for none. <c>ConfidentialityProfile.Basic with
    /// { PixelCleaning = PixelCleaning.Rectangles(new PixelRectangle(0, 0, 200, 40)) }</c>.
    /// </summary>
    /// <remarks>
    /// For uncompressed Pixel Data (7FE0,0010). The original Pixel Data become a protected Attribute: they are held in memory while they
    /// are encrypted, and the limit of the encrypted content applies to them. Burned In Annotation (0028,0301) is set to NO. An object
    /// without pixels is protected as without this option, and does not claim it (CID 7050, 113101).
    /// </remarks>
    /// <exception cref="ArgumentException">The profile is not of PS3.15.</exception>
    public PixelCleaning? PixelCleaning
    {
        get => _pixelCleaning;
        init
        {
            if (_only is not null && value is not null)
                throw new ArgumentException("Clean Pixel Data is an option of the Basic Profile.", nameof(value));
            _pixelCleaning = value;
        }
    }

    /// <summary>
    /// Cleans free text further than the library does, where an option says C: is given the Attribute and its text, from which what the
    /// object knows of the patient is cut out already, and returns what may stay.
    /// </summary>
    public Func<Tag, string, string>? TextCleaner { get; init; }

    /// <summary>Whether SOP Instance UID stays. PS3.15 E.1.1 step 5 asks that it be protected; false unless said otherwise.</summary>
    public bool KeepsSopInstanceUid { get; private init; }

    /// <summary>The options as the columns of Table E.1-1 that they are.</summary>
    internal OptionSet OptionSet => _options;

    /// <summary>The Attributes that <see cref="Only"/> names; null for a profile of PS3.15.</summary>
    internal AttributeSet? OnlyAttributes => _only;

    /// <summary>
    /// Protects just the named Attributes, at every depth, and SOP Instance UID. Claims no profile: neither (0012,0062) nor a code in
    /// (0012,0064) is set.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="attributes"/> is <see cref="AttributeSet.AllProtected"/>.</exception>
    public static ConfidentialityProfile Only(AttributeSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        if (attributes.IsAllProtected)
            throw new ArgumentException("Name the Attributes to protect: AttributeSet.Of(...).", nameof(attributes));
        return new ConfidentialityProfile("only", attributes);
    }

    /// <summary>
    /// The same, with SOP Instance UID left in clear. The protected object is then a second object under the UID of the first, which
    /// PS3.15 E.1.1 does not allow; other software may confuse them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The profile is one of PS3.15.</exception>
    public ConfidentialityProfile KeepingSopInstanceUid() => _only is null
        ? throw new InvalidOperationException("A profile of PS3.15 always protects SOP Instance UID.")
        : this with { KeepsSopInstanceUid = true };

    /// <summary>What is mixed into replacement UIDs, so that two different outputs of one object never share a SOP Instance UID.</summary>
    internal string Scope => Name
        + (Options == ProfileOptions.None ? "" : $"+{(int)Options:X}")
        + (PixelCleaning is null ? "" : $"+{PixelCleaning}")
        + (_only is null ? "" : ":" + string.Join(',', _only.Tags.Order()));

    /// <summary>The action for an Attribute, null where it may stay.</summary>
    internal ConfidentialityAction? ActionOf(Tag tag)
    {
        // Pixels in Sequences are thumbnails and copies, which show the same text. Those of the top level are blackened
        // before this is asked.
        if (_pixelCleaning is not null && (tag == Tags.PixelData || tag == Tags.FloatPixelData || tag == Tags.DoubleFloatPixelData))
            return ConfidentialityAction.Remove;
        if (_only is null) return OptionSet.ActionOf(tag);
        if (tag == Tags.SOPInstanceUID) return KeepsSopInstanceUid ? null : ConfidentialityAction.ReplaceUid;
        return _only.Contains(tag) ? ConfidentialityTable.Find(tag) ?? ConfidentialityAction.Remove : null;
    }
}
