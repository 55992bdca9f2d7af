using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Step 2 of planning: what was learnt from the values of the object, before any of its elements is treated.</summary>
internal sealed class ProtectionKnowledge
{
    /// <summary>What must not stay anywhere in clear.</summary>
    public required IdentifyingValues Identifying { get; init; }

    /// <summary>The private blocks that the top level reserves; none where no option lets private Attributes stay.</summary>
    public required PrivateBlocks PrivateBlocks { get; init; }

    /// <summary>Treats elements by what is known.</summary>
    public required ElementDeidentifier Deidentifier { get; init; }

    /// <summary>Learns from a surveyed object.</summary>
    /// <exception cref="ProtectionException">It holds more names and identifiers than can be looked for.</exception>
    public static ProtectionKnowledge Learn(ProtectionSurvey survey, ConfidentialityProfile profile, Pseudonyms pseudonyms)
    {
        SourceObject source = survey.Source;
        IdentifyingValues identifying = profile.ClaimsBasicProfile
            ? IdentifyingValues.Collect(survey.SmallElements, survey.LargeElements, profile)
            : IdentifyingValues.None;
        bool hasDocument = survey.File.Find(Tags.EncapsulatedDocument) is { ValueLength: > 0 };
        IEnumerable<DataElement> elements = profile.Options == ProfileOptions.None ? [] : survey.SmallElements;
        PrivateBlocks blocks = PrivateBlocks.Of(elements);
        return new ProtectionKnowledge
        {
            Identifying = identifying,
            PrivateBlocks = blocks,
            Deidentifier = new ElementDeidentifier(new DeidentificationContext
            {
                Profile = profile,
                Actions = new ActionResolver(profile, source.ReadUid(Tags.SOPClassUID)),
                Pseudonyms = pseudonyms,
                Identifying = identifying,
                Dates = pseudonyms.ShiftFor(PatientOf(survey.File)),
                DocumentType = hasDocument ? source.ReadUid(Tags.MIMETypeOfEncapsulatedDocument) : null,
                PrivateBlocks = blocks,
                SmallElements = elements,
            }),
        };
    }

    /// <summary>What tells patients apart: Patient ID, else the name, else the study. Dates of one patient move together.</summary>
    private static byte[] PatientOf(DicomObject file)
    {
        foreach (Tag tag in (Tag[])[Tags.PatientID, Tags.PatientName, Tags.StudyInstanceUID])
        {
            if (file.Find(tag) is not { ValueLength: <= 1024 and > 0 } location) continue;
            ReadOnlySpan<byte> value = file.ReadValue(location).Span.Trim("\0 "u8);
            if (!value.IsEmpty)
                return [(byte)tag.Value, (byte)(tag.Value >> 8), (byte)(tag.Value >> 16), (byte)(tag.Value >> 24), .. value];
        }

        return [];
    }
}
