using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What was decided about one element.</summary>
/// <param name="Planned">What happens to it.</param>
/// <param name="Written">What is written in its place; null for nothing.</param>
internal readonly record struct ElementDecision(PlannedElement Planned, DataElement? Written = null);
