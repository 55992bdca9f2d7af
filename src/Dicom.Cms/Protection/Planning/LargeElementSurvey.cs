using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Finds the elements too large to be looked at that hold something with an action. They are searched where they lie.</summary>
internal sealed class LargeElementSurvey(ConfidentialityProfile profile, EncryptionBudget budget)
{
    /// <exception cref="ProtectionException">One of them is larger than what may be encrypted.</exception>
    public HashSet<int> OrdinalsWithActions(SourceObject source)
    {
        HashSet<int> ordinals = [];
        foreach (SourceElement element in source.Elements)
        {
            if (!HoldsAction(element)) continue;
            budget.RequireRoomFor(element.Location);
            ordinals.Add(element.Ordinal);
        }

        return ordinals;
    }

    private bool HoldsAction(SourceElement element)
    {
        if (element.IsSmall || (BulkData.CarriesTheImage(element.Tag) && element.Tag.Group != 0x5400)) return false;
        return MayHoldItems(element) && ItemLocator.AnyNested(element.Object.File, element.Location, HasAction);
    }

    private bool HasAction(Tag tag, ValueRepresentation? vr) =>
        tag.Group < 0x0008 || vr == ValueRepresentation.PN || profile.ActionOf(tag) is not null;

    private static bool MayHoldItems(SourceElement element)
    {
        ElementLocation location = element.Location;
        bool isSequence = location.Vr == ValueRepresentation.SQ || DataDictionary.VrOf(location.Tag) == ValueRepresentation.SQ;
        if (location.HasUndefinedLength || isSequence) return true;
        Span<byte> start = stackalloc byte[4];
        bool isUnknown = location.Vr is not { } vr || vr == ValueRepresentation.UN;
        return isUnknown && ItemLocator.BeginsWithItem(start[..element.Object.File.DataSetSource.Read(location.ValueOffset, start)]);
    }
}
