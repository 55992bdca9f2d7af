using Dicom.Cms.Data;

namespace Dicom.Cms;

// Specific Character Set: in clear, and in every Item, the same; recovery refuses an object where they differ.
internal sealed partial class ElementDecider
{
    private ElementDecision DecideCharacterSet(SourceElement element) => CanStay(element)
        ? Keep(element)
        : new ElementDecision(RemoveLoose(element), AsCharacterSet(element));

    /// <summary>Whether what stands in (0008,0005) can stay as it is.</summary>
    private bool CanStay(SourceElement element) =>
        element.Location.ValueLength <= CharacterSets.MaxLength
        && element.TryConvert() is not null
        && element.Load() is { Items: null } present
        && IsHarmless(present.Value.Span);

    /// <summary>What identifies is no character set, unless it is one: an identifier may be a part of its name.</summary>
    private bool IsHarmless(ReadOnlySpan<byte> value) => CharacterSets.AreDefined(value) || !_knowledge.Identifying.IsIn(value);

    /// <summary>The character set as it stands in clear and in the Items, whatever the VR the file gives it.</summary>
    private DataElement AsCharacterSet(SourceElement element)
    {
        ReadOnlySpan<byte> value = element.Load() is { Items: null, Value.Length: <= CharacterSets.MaxLength } present
            ? present.Value.Span
            : [];
        if (!IsHarmless(value)) value = [];
        return new DataElement(Tags.SpecificCharacterSet, ValueRepresentation.CS, Padding.Pad(value, ValueRepresentation.CS));
    }

    private ProtectedAttribute AsProtectedCharacterSet(SourceElement element) =>
        new(element.Tag, DataElementWriter.Write(AsCharacterSet(element), DataSetEncoding.ExplicitLittleEndian));
}
