using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Plans what comes back where the original file does not: values, in the present encoding.</summary>
internal static class ValuePlanner
{
    /// <summary>Every value put back, and what de-identification added taken out.</summary>
    /// <exception cref="RecoveryException">Compressed pixels would come to stand in an uncompressed Transfer Syntax.</exception>
    public static RecoveryPlan PlanRestored(
        RecoveryMaterial material, OriginalLayout layout, RecoveryBinding binding, IEnumerable<Warning> warnings)
    {
        Warning notOriginal = new("NotOriginal", material.IsAuthenticated
            ? "The object was re-encoded or altered after it was protected. The file is not the original byte for byte. Every protected "
                + "value is back, unless another warning names it."
            : "The object, or what was encrypted in it, was altered after it was protected. The file is not the original byte for byte.");
        HashSet<Tag> removed = [.. layout.AddedTags, Tags.EncryptedAttributesSequence];
        LooseValues loose = LooseValues.Of(material, layout);
        RecoveryResult result = RecoveryReport.Make(
            material, RecoveryOutcome.Restored, binding, hasDigest: false, itemsKept: 0, [.. warnings, notOriginal, .. loose.Warnings]);
        return Plan(material, [.. material.Attributes], removed, loose.Elements, result);
    }

    /// <summary>PS3.15 E.1.2: Attributes moved to the top level, (0012,0062) NO, (0012,0063) and (0012,0064) gone.</summary>
    /// <inheritdoc cref="PlanRestored" path="/exception"/>
    public static RecoveryPlan PlanStandard(
        RecoveryMaterial material, RecoveryBinding binding, bool hasDigest, IEnumerable<Warning> warnings)
    {
        HashSet<Tag> removed = [Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence];
        List<ProtectedAttribute> attributes = [.. material.Attributes.Where(attribute => !removed.Contains(attribute.Tag))];
        List<DataElement> set = [new DataElement(Tags.PatientIdentityRemoved, ValueRepresentation.CS, "NO"u8.ToArray())];
        IReadOnlyList<SequenceItem> others = material.HasAll ? [] : material.Items.Others;
        if (others.Count > 0) set.Add(new DataElement(Tags.EncryptedAttributesSequence, others));

        LooseValues loose = material.Layout is { } layout ? LooseValues.Of(material, layout) : LooseValues.None;
        DataSetEncoding encoding = material.Present.Encoding;
        ElementParts[] written =
        [
            .. set.Select(element => new ElementParts(element.Tag, DataElementWriter.Write(element, encoding))),
            .. loose.Elements.Where(element => !removed.Contains(element.Tag) && element.Tag != Tags.EncryptedAttributesSequence),
        ];
        RecoveryResult result = RecoveryReport.Make(
            material, RecoveryOutcome.Standard, binding, hasDigest, others.Count, [.. warnings, .. loose.Warnings]);
        return Plan(material, attributes, [.. removed, Tags.EncryptedAttributesSequence], written, result);
    }

    private static RecoveryPlan Plan(
        RecoveryMaterial material, List<ProtectedAttribute> attributes, HashSet<Tag> removed, IReadOnlyList<ElementParts> written,
        RecoveryResult result)
    {
        // Their values count octets that are no longer there (PS3.5 7.2).
        attributes.RemoveAll(attribute => attribute.Tag.IsGroupLength);
        DicomObject present = material.Present;
        RequireReadablePixels(present, attributes);
        ElementConversion conversion = new(new DataElementReader());
        HashSet<Tag> replaced = [.. removed, .. attributes.Select(attribute => attribute.Tag), .. written.Select(element => element.Tag)];
        IEnumerable<ElementParts> kept = present.Elements
            .Where(location => !replaced.Contains(location.Tag) && !location.Tag.IsGroupLength && !location.Tag.IsItemOrDelimitation)
            .Select(location => new ElementParts(location.Tag, OriginalAssembly.PartsOf(present.DataSetSource, location, bulk: null)));
        IEnumerable<ElementParts> recovered = attributes.Select(
            attribute => OriginalAssembly.RecoveredParts(conversion, attribute, present.Encoding));
        ElementParts[] elements = StableOrder.ByTag([.. kept, .. recovered, .. written], element => element.Tag);
        OutputPart[] dataSet = [.. elements.SelectMany(element => element.Parts)];
        byte[] prefix = FileMetaInformation.Write(
            material.RecoveredUid(Tags.SOPClassUID), material.RecoveredUid(Tags.SOPInstanceUID), present.TransferSyntax);
        return new RecoveryPlan(prefix, dataSet, default, present.IsDeflated, result);
    }

    /// <summary>Compressed pixels can be put back only under the syntax that says how they are compressed.</summary>
    private static void RequireReadablePixels(DicomObject present, List<ProtectedAttribute> attributes)
    {
        ProtectedAttribute? pixels = attributes.Find(attribute => attribute.Tag == Tags.PixelData);
        if (pixels is null) return;
        bool areFragments = new DataElementReader().ReadElement(pixels.Bytes, DataSetEncoding.ExplicitLittleEndian).HasUndefinedLength;
        if (areFragments && !present.TransferSyntax.IsEncapsulated)
        {
            throw RecoveryException.NotAccepted(
                "The protected Pixel Data are compressed, and the object is now in an uncompressed Transfer Syntax.");
        }
    }
}
