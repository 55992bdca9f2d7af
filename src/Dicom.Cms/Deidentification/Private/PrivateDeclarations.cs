using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What an object itself says about its private Attributes: Private Data Element Characteristics Sequence (0008,0300), PS3.3 C.12.1. It
/// counts for the object and everything nested in it.
/// </summary>
internal sealed class PrivateDeclarations
{
    private static readonly PrivateDeclarations None = new(null);

    private readonly ILookup<(ushort Group, string Creator), PrivateDeclaration>? _declarations;

    private PrivateDeclarations(ILookup<(ushort Group, string Creator), PrivateDeclaration>? declarations) => _declarations = declarations;

    /// <summary>Reads them from the top-level elements of an object.</summary>
    public static PrivateDeclarations Of(IEnumerable<DataElement> elements)
    {
        PrivateDeclaration[] declarations =
        [
            .. elements.Where(element => element.Tag == Tags.PrivateDataElementCharacteristicsSequence)
                .SelectMany(element => element.Items ?? []).Select(PrivateDeclaration.Read).OfType<PrivateDeclaration>(),
        ];
        return declarations.Length == 0
            ? None
            : new PrivateDeclarations(declarations.ToLookup(declaration => (declaration.Group, declaration.Creator)));
    }

    /// <summary>
    /// What is said of an Attribute: <see cref="ConfidentialityAction.Keep"/> where it is safe, the action recommended where it is not,
    /// null where neither is said. Of Items that disagree about its block, one that calls for an action has the others removed with it.
    /// </summary>
    public ConfidentialityAction? ActionOf(string creator, Tag tag)
    {
        if (_declarations is null) return null;
        ConfidentialityAction?[] actions =
            [.. _declarations[(tag.Group, creator)].Select(declaration => declaration.ActionOf((byte)tag.Element)).Distinct()];
        if (actions.Length < 2) return actions.FirstOrDefault();
        return actions.Any(action => action is not (null or ConfidentialityAction.Keep)) ? ConfidentialityAction.Remove : null;
    }

    /// <summary>The VR that Private Data Element Definition Sequence (0008,0310) gives an Attribute; null where it gives none.</summary>
    public ValueRepresentation? VrOf(string creator, Tag tag)
    {
        if (_declarations is null) return null;
        ValueRepresentation?[] vrs =
            [.. _declarations[(tag.Group, creator)].Select(declaration => declaration.VrOf((byte)tag.Element)).Distinct()];
        return vrs.Length == 1 ? vrs[0] : null;
    }
}
