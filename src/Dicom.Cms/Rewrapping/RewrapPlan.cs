using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What is to be written, and what will be said about it.</summary>
/// <param name="File">The object as it stands.</param>
/// <param name="Sequence">Its Encrypted Attributes Sequence as it stands.</param>
/// <param name="Items">The Items that were opened.</param>
/// <param name="Result">The result.</param>
internal sealed record RewrapPlan(DicomObject File, DataElement Sequence, IReadOnlyList<RewrappedItem> Items, RewrapResult Result);
