using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides what goes where (PS3.15 E.1.1): survey the object, learn from it, decide its elements, finish the plan.</summary>
/// <remarks>Each step returns data for the next, and writes nothing.</remarks>
internal static class ProtectionPlanner
{
    /// <summary>Makes the plan. Reads headers and small values, and compressed pixels to their segments.</summary>
    /// <exception cref="ProtectionException">
    /// The object is a DICOMDIR, deflated in an encoding that no Transfer Syntax has, already protected where that is
    /// refused, or too large.
    /// </exception>
    public static ProtectionPlan Plan(DicomObject file, ProtectionOptions options, Pseudonyms pseudonyms,
        CancellationToken cancellationToken)
    {
        ObjectRefusals.Check(file, options);
        EncryptionBudget budget = new(options.EncryptedContentLimit);
        ProtectionSurvey survey = ProtectionSurvey.Of(file, options, budget, cancellationToken);
        ProtectionKnowledge knowledge = ProtectionKnowledge.Learn(survey, options.Profile, pseudonyms);

        ElementDecider decider = new(survey, knowledge, options, budget);
        WrittenElements written = new(file.Encoding);
        PlannedElement[] elements = decider.DecideAll(written, cancellationToken);
        return new PlanCompletion(survey, knowledge.Identifying, decider, options, pseudonyms).Complete(elements, written);
    }
}
