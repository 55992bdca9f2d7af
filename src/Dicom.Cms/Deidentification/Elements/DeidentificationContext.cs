using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What is known about an object before any of its elements is treated.</summary>
internal sealed class DeidentificationContext
{
    private DescriptorCleaner? _descriptors;

    /// <summary>The profile.</summary>
    public required ConfidentialityProfile Profile { get; init; }

    /// <summary>Decides the action for each Attribute.</summary>
    public required ActionResolver Actions { get; init; }

    /// <summary>Makes replacements.</summary>
    public required Pseudonyms Pseudonyms { get; init; }

    /// <summary>What must not stay anywhere in clear.</summary>
    public required IdentifyingValues Identifying { get; init; }

    /// <summary>The offset of the patient's dates.</summary>
    public required DateShift Dates { get; init; }

    /// <summary>MIME Type of Encapsulated Document (0042,0012), empty where it is not said; null for an object without document.</summary>
    public required string? DocumentType { get; init; }

    /// <summary>The private blocks that the top level of the object reserves.</summary>
    public required PrivateBlocks PrivateBlocks { get; init; }

    /// <summary>The top-level elements that are small enough to be read, from which the cleaners of the options learn.</summary>
    public required IEnumerable<DataElement> SmallElements { get; init; }

    /// <summary>What is cut out of free text where an option says C.</summary>
    public DescriptorCleaner Descriptors => _descriptors ??= DescriptorCleaner.Learn(SmallElements, Profile);
}
