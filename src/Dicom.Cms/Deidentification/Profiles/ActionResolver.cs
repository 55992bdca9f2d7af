using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Decides the actions X/Z, X/D, Z/D, X/Z/D and X/Z/U* by the Attribute's Type in the IOD (PS3.15 Table E.1-1a): remove where the IOD
/// allows it, empty where it must be there, dummy where it must have a value.
/// </summary>
internal sealed class ActionResolver(ConfidentialityProfile profile, string sopClassUid)
{
    /// <summary>The action for an Attribute, without alternatives; null where it may stay.</summary>
    /// <param name="tag">The Attribute.</param>
    /// <param name="isNested">Whether it lies in a Sequence, where the Type depends on the Sequence and is not known here.</param>
    public ConfidentialityAction? Resolve(Tag tag, bool isNested) => Resolve(profile.ActionOf(tag), tag, isNested);

    /// <summary>The action that the Basic Profile has for an Attribute without its options.</summary>
    /// <param name="tag">The Attribute.</param>
    /// <param name="isNested">Whether it lies in a Sequence.</param>
    public ConfidentialityAction? ResolveBasic(Tag tag, bool isNested) => Resolve(ConfidentialityTable.Find(tag), tag, isNested);

    private ConfidentialityAction? Resolve(ConfidentialityAction? action, Tag tag, bool isNested)
    {
        if (action is not { } compound
            || compound is not (>= ConfidentialityAction.RemoveOrZero and <= ConfidentialityAction.RemoveOrZeroOrReplaceUid))
        {
            return action;
        }

        AttributeType? type = isNested ? null : AttributeTypes.Find(sopClassUid, tag);
        bool mayBeAbsent = type == AttributeType.Type3;
        bool mayBeEmpty = mayBeAbsent || type is AttributeType.Type2 or AttributeType.Type2C;
        return compound switch
        {
            ConfidentialityAction.RemoveOrZero => mayBeAbsent ? ConfidentialityAction.Remove : ConfidentialityAction.Zero,
            ConfidentialityAction.RemoveOrDummy => mayBeAbsent ? ConfidentialityAction.Remove : ConfidentialityAction.Dummy,

            // Z allows a dummy too, and modules differ: Content Date is Type 2 in one and Type 1 in another of the same IOD.
            ConfidentialityAction.ZeroOrDummy => ConfidentialityAction.Dummy,
            ConfidentialityAction.RemoveOrZeroOrDummy when mayBeAbsent => ConfidentialityAction.Remove,
            ConfidentialityAction.RemoveOrZeroOrDummy => mayBeEmpty ? ConfidentialityAction.Zero : ConfidentialityAction.Dummy,
            _ when mayBeAbsent => ConfidentialityAction.Remove,
            _ => mayBeEmpty ? ConfidentialityAction.Zero : ConfidentialityAction.ReplaceUid,
        };
    }
}
