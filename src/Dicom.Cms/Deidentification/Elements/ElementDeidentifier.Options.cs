using Dicom.Cms.Data;

namespace Dicom.Cms;

// The actions C of the options (PS3.15 E.3).
internal sealed partial class ElementDeidentifier
{
    /// <summary>E.3.6, Modified Dates: moved where it can be read, else what the profile says without the option.</summary>
    public DataElement? Shift(DataElement element, DataSetScope scope) =>
        context.Dates.TryShift(element, VrOf(element)) ?? DeidentifyByProfile(element, scope);

    /// <summary>E.3.5, Clean Descriptors: what identifies is cut out. A Sequence of codes is treated Item by Item.</summary>
    private DataElement? CleanText(DataElement element, DataSetScope scope)
    {
        if (element.Items is not null) return DeidentifyItems(element, dummyText: false);
        if (VrOf(element) is not { IsText: true } vr) return DeidentifyByProfile(element, scope);
        ReadOnlyMemory<byte> cleaned = context.Descriptors.Clean(element.Tag, element.Value);
        if (cleaned.Equals(element.Value)) return Keep(element, dummyText: false);
        DataElement replaced = element.WithValue(cleaned.IsEmpty ? cleaned : Padding.Pad(cleaned.Span, vr));
        return cleaned.IsEmpty ? DeidentifyByProfile(element, scope) : Keep(replaced, dummyText: false);
    }

    /// <summary>
    /// E.3.3, Clean Graphics. Text in annotations is cleaned or replaced with its own action; curves keep their coordinates and lose labels and
    /// sound. A bitmap of an overlay cannot be read here: <see cref="ProtectionPlanner"/> keeps those of type ROI only.
    /// </summary>
    private DataElement? CleanGraphics(DataElement element)
    {
        if (element.Items is not null) return DeidentifyItems(element, dummyText: false);
        bool isCurve = (element.Tag.Group & 0xFF00) == 0x5000;
        bool isTextOrSound = VrOf(element) is { IsText: true, Name: not "CS" } || element.Tag.Element is >= 0x2000 and <= 0x2610;
        if (isCurve && isTextOrSound) return null;
        return element.Tag.Element == 0x4000 && !isCurve ? null : Keep(element, dummyText: false);
    }

    private bool IsRetainedUid(DataElement element) => element.Items is null
        && context.Profile.Options.HasFlag(ProfileOptions.RetainUids) && ConfidentialityTable.Find(element.Tag) == ConfidentialityAction.ReplaceUid;

    /// <summary>E.3.9, Retain UIDs. What is no UID is replaced as ever: as SOP Instance UID it would stand in File Meta Information, too.</summary>
    private DataElement RetainUids(DataElement element) =>
        ReplaceUids(element, uid => Uids.HasUidCharacters(uid) ? uid : ReplaceUid(element.Tag, uid));

    /// <summary>What the profile alone says.</summary>
    private DataElement? DeidentifyByProfile(DataElement element, DataSetScope scope) =>
        Apply(context.Actions.ResolveBasic(element.Tag, scope.IsNested), element, scope, dummyText: false);
}
