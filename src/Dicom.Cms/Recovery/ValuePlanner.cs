using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Plans what comes back where the original file does not: values, in the present encoding.</summary>
internal static class ValuePlanner
{
    /// <summary>
    /// Every value put back: the Item with everything decides them all but the large ones, which stand as they are now.
    /// </summary>
    /// <exception cref="RecoveryException">Compressed pixels would come to stand in an uncompressed Transfer Syntax.</exception>
    public static RecoveryPlan PlanRestored(RecoveryMaterial material, IReadOnlyList<BulkSource> bulkValues)
    {
        RestorationRecord record = material.Record!;
        DicomObject present = material.Present;
        Dictionary<Tag, BulkSource> bulks = bulkValues.ToDictionary(bulk => bulk.Tag);
        bool isDecoded = bulkValues.Any(bulk => bulk.State == BulkState.Decoded);

        // What was cut from pixels fits only the octets it was cut from.
        IReadOnlyList<ValueEdits> edited = record.Original!.EditedBulkValues;
        bool fitsEdits = edited.All(edits =>
            bulks.TryGetValue(edits.Tag, out BulkSource? bulk) && bulk.Octets is [CopyPart { UnitLength: 1 }]);
        List<Warning> warnings = [.. material.Warnings(), .. WarningsOf(material, bulkValues)];
        List<ElementParts> elements = [];
        HashSet<Tag> given = [];
        foreach (ElementLocation location in material.Header!.Elements)
        {
            Tag tag = location.Tag;
            if (tag.IsGroupLength || tag.IsItemOrDelimitation || !given.Add(tag)) continue;
            ElementLocation? now = bulks.TryGetValue(tag, out BulkSource? bulk) ? bulk.Location
                : isDecoded && DecodedPixelDigest.Forced.Contains(tag) ? present.Find(tag)
                : null;
            if (now is { } standing)
            {
                ValueEdits? edits = fitsEdits ? record.Original.EditsOf(tag) : null;
                elements.Add(edits is null
                    ? new ElementParts(tag, PartsOf(present, standing))
                    : EditedParts(present, standing, bulk!, edits));
            }
            else if (bulk is null && ConvertedParts(material, location) is { } parts) elements.Add(parts);
            else if (bulk is null) warnings.Add(NotPutBack(tag));
        }

        LooseValues loose = LooseValues.Of(material, record);
        elements.AddRange(loose.Elements);
        given.UnionWith(loose.Elements.Select(element => element.Tag));
        List<ProtectedAttribute> attributes = [.. material.Attributes.Where(attribute => !given.Contains(attribute.Tag))];
        Tag[] altered = OriginalPlanner.AlteredOf(material, bulkValues);
        RecoveryResult result = RecoveryReport.Make(
            material, RecoveryOutcome.Restored, itemsKept: 0, altered, [.. warnings, .. loose.Warnings], IsOtherImage(bulkValues));
        return Plan(material, attributes, elements, result);
    }

    /// <summary>PS3.15 E.1.2: Attributes moved to the top level, (0012,0062) NO, (0012,0063) and (0012,0064) gone.</summary>
    /// <inheritdoc cref="PlanRestored" path="/exception"/>
    public static RecoveryPlan PlanStandard(RecoveryMaterial material, IReadOnlyList<BulkSource> bulkValues)
    {
        HashSet<Tag> removed = [Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence];
        List<ProtectedAttribute> attributes = [.. material.Attributes.Where(attribute => !removed.Contains(attribute.Tag))];
        List<DataElement> set = [new DataElement(Tags.PatientIdentityRemoved, ValueRepresentation.CS, "NO"u8.ToArray())];
        IReadOnlyList<SequenceItem> others = material.HasAll ? [] : material.Items.Others;
        if (others.Count > 0) set.Add(new DataElement(Tags.EncryptedAttributesSequence, others));

        DicomObject present = material.Present;
        LooseValues loose = material.Header is not null ? LooseValues.Of(material, material.Record!) : LooseValues.None;
        List<ElementParts> elements =
        [
            .. set.Select(element => new ElementParts(element.Tag, DataElementWriter.Write(element, present.Encoding))),
            .. loose.Elements.Where(element => !removed.Contains(element.Tag) && element.Tag != Tags.EncryptedAttributesSequence),
        ];
        HashSet<Tag> replaced =
        [
            .. removed, Tags.EncryptedAttributesSequence, .. attributes.Select(attribute => attribute.Tag),
            .. elements.Select(element => element.Tag), .. (material.ClearPart?.Added ?? []).Where(ClearPartRules.IsDropped),
        ];
        foreach (ElementLocation location in present.Elements)
        {
            if (!replaced.Contains(location.Tag) && !location.Tag.IsGroupLength && !location.Tag.IsItemOrDelimitation)
                elements.Add(new ElementParts(location.Tag, PartsOf(present, location)));
        }

        bool isOtherImage = IsOtherImage(bulkValues);
        Tag[] altered = OriginalPlanner.AlteredOf(material, bulkValues);
        RecoveryResult result = RecoveryReport.Make(
            material, RecoveryOutcome.Standard, others.Count, altered,
            [.. material.Warnings(), .. NotBound(bulkValues), .. loose.Warnings], isOtherImage);
        return Plan(material, attributes, elements, result);
    }

    private static RecoveryPlan Plan(
        RecoveryMaterial material, List<ProtectedAttribute> attributes, List<ElementParts> elements, RecoveryResult result)
    {
        // Their values count octets that are no longer there (PS3.5 7.2).
        attributes.RemoveAll(attribute => attribute.Tag.IsGroupLength);
        DicomObject present = material.Present;
        RequireReadablePixels(present, attributes);
        ElementConversion conversion = new(new DataElementReader());
        elements.AddRange(attributes.Select(attribute => OriginalAssembly.RecoveredParts(conversion, attribute, present.Encoding)));
        byte[] prefix = FileMetaInformation.Write(
            material.RecoveredUid(Tags.SOPClassUID), material.RecoveredUid(Tags.SOPInstanceUID), present.TransferSyntax);
        List<OutputPart> parts = [new BytesPart(prefix)];
        foreach (ElementParts element in StableOrder.ByTag([.. elements], element => element.Tag)) parts.AddRange(element.Parts);
        return new RecoveryPlan(parts, present.IsDeflated, result);
    }

    /// <summary>A bulk value that is as it was in the protected object, with what was cut from it.</summary>
    private static ElementParts EditedParts(DicomObject present, in ElementLocation standing, BulkSource bulk, ValueEdits edits)
    {
        uint length = standing.HasUndefinedLength ? uint.MaxValue : checked((uint)edits.OriginalLength);
        byte[] header = DataElementWriter.WriteHeader(
            standing.Tag, standing.Vr ?? VrOctet.ToVr(bulk.Bulk.Vr) ?? ValueRepresentation.OB, length, present.Encoding);
        CopyPart copy = (CopyPart)bulk.Octets[0];
        return new ElementParts(
            standing.Tag, [new BytesPart(header), new CopyPart(edits.Apply(copy.Source, copy.Offset), 0, edits.OriginalLength)]);
    }

    private static OutputPart[] PartsOf(DicomObject present, in ElementLocation location) =>
        OriginalAssembly.PartsOf(present.DataSetSource, location, bulk: null);

    /// <summary>An element of the clear header in the present encoding; null where it fits only the one that it had.</summary>
    private static ElementParts? ConvertedParts(RecoveryMaterial material, in ElementLocation location)
    {
        ReadOnlyMemory<byte> octets = material.Header!.OctetsOf(location);
        DataSetEncoding original = material.Record!.Encoding, present = material.Present.Encoding;
        if (original == present) return new ElementParts(location.Tag, octets);
        ElementConversion conversion = new(new DataElementReader());
        return conversion.TryToExplicitLittleEndian(octets, original) is { } converted
            ? OriginalAssembly.RecoveredParts(conversion, new ProtectedAttribute(location.Tag, converted), present)
            : null;
    }

    private static IEnumerable<Warning> WarningsOf(RecoveryMaterial material, IReadOnlyList<BulkSource> bulkValues)
    {
        yield return new Warning(
            WarningCodes.NotOriginal,
            "What is too large for the Item was re-encoded or altered after the object was protected. The file is not the original byte "
                + "for byte. Every protected value is back, unless another warning names it.");
        foreach (Warning warning in NotBound(bulkValues)) yield return warning;
        foreach (BulkSource bulk in bulkValues)
        {
            if (bulk.State != BulkState.Altered) continue;
            yield return new Warning(
                WarningCodes.BulkValueAltered, $"{bulk.Tag} is not the value the object had when it was protected.");
        }
    }

    /// <summary>Says that bulk values are not bound, where any is not.</summary>
    public static IEnumerable<Warning> NotBound(IReadOnlyList<BulkSource> bulkValues)
    {
        if (!bulkValues.Any(bulk => bulk.State == BulkState.NotBound)) yield break;
        yield return new Warning(
            WarningCodes.PixelsNotBound, "The object was protected without binding its pixels. Whether they are its own is not known.");
    }

    private static Warning NotPutBack(Tag tag) =>
        new(WarningCodes.NotPutBack, $"{tag} is not back: its value fits only the encoding that the original had.");

    private static bool IsOtherImage(IReadOnlyList<BulkSource> bulkValues) =>
        bulkValues.Any(bulk => bulk.State == BulkState.Altered && BulkData.CarriesTheImage(bulk.Tag));

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
