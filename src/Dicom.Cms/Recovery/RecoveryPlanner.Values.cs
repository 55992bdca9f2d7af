using Dicom.Cms.Data;

namespace Dicom.Cms;

// What comes back where the original file does not: values, in the present encoding.
internal sealed partial class RecoveryPlanner
{
    /// <summary>Every value put back, and what de-identification added taken out.</summary>
    private RecoveryPlan PlanRestored(OriginalLayout layout)
    {
        Warn("NotOriginal", _items.Items.All(item => item.IsAuthenticated)
            ? "The object was re-encoded or altered after it was protected. The file is not the original byte for byte. Every protected value is back, unless another warning names it."
            : "The object, or what was encrypted in it, was altered after it was protected. The file is not the original byte for byte.");
        HashSet<Tag> removed = [.. layout.AddedTags, Tags.EncryptedAttributesSequence];
        return PlanValues([.. _attributes], removed, LooseValues(layout), ResultOf(RecoveryOutcome.Restored, 0));
    }

    /// <summary>What Explicit VR Little Endian could not carry: it fits only where it came from, and is named where it does not.</summary>
    private List<ElementParts> LooseValues(OriginalLayout layout)
    {
        HashSet<Tag> carried = [.. _attributes.Select(attribute => attribute.Tag)];
        LooseElement[] loose = [.. layout.LooseElements
            .Where(element => ProtectedAttribute.IsAllowed(element.Tag) && !carried.Contains(element.Tag))
            .DistinctBy(element => element.Tag)];
        if (_present.Encoding == layout.Encoding) return [.. loose.Select(element => new ElementParts(element.Tag, element.Bytes))];
        foreach (LooseElement element in loose)
            Warn("NotPutBack", $"{element.Tag} is not back: its value fits only the encoding that the original had.");
        return [];
    }

    /// <summary>PS3.15 E.1.2: Attributes moved to the top level, (0012,0062) NO, (0012,0063) and (0012,0064) gone.</summary>
    private RecoveryPlan PlanStandard()
    {
        HashSet<Tag> removed = [Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence];
        List<ProtectedAttribute> attributes = [.. _attributes.Where(attribute => !removed.Contains(attribute.Tag))];
        removed.Add(Tags.EncryptedAttributesSequence);
        List<DataElement> set = [new DataElement(Tags.PatientIdentityRemoved, ValueRepresentation.CS, "NO"u8.ToArray())];

        IReadOnlyList<SequenceItem> others = HasAll ? [] : _items.Others;
        if (others.Count > 0) set.Add(new DataElement(Tags.EncryptedAttributesSequence, others));
        List<ElementParts> written = [.. set.Select(element => new ElementParts(element.Tag, DataElementWriter.Write(element, _present.Encoding)))];
        if (_layout is not null) written.AddRange(LooseValues(_layout).Where(element => !removed.Contains(element.Tag)));
        return PlanValues(attributes, removed, written, ResultOf(RecoveryOutcome.Standard, others.Count));
    }

    private RecoveryPlan PlanValues(
        List<ProtectedAttribute> attributes, HashSet<Tag> removed, List<ElementParts> written, RecoveryResult result)
    {
        // Their values count octets that are no longer there (PS3.5 7.2).
        attributes.RemoveAll(attribute => attribute.Tag.IsGroupLength);
        RequireReadablePixels(attributes);
        ElementConversion conversion = new(new DataElementReader());
        HashSet<Tag> replaced = [.. removed, .. attributes.Select(attribute => attribute.Tag), .. written.Select(element => element.Tag)];
        IEnumerable<ElementParts> kept = _present.Elements
            .Where(location => !replaced.Contains(location.Tag) && !location.Tag.IsGroupLength && !location.Tag.IsItemOrDelimitation)
            .Select(location => new ElementParts(location.Tag, OriginalAssembly.PartsOf(_present.DataSetSource, location, bulk: null)));
        IEnumerable<ElementParts> recovered = attributes.Select(attribute => OriginalAssembly.RecoveredParts(conversion, attribute, _present.Encoding));
        ElementParts[] elements = StableOrder.ByTag([.. kept, .. recovered, .. written], element => element.Tag);
        OutputPart[] dataSet = [.. elements.SelectMany(element => element.Parts)];
        byte[] prefix = FileMetaInformation.Write(UidOf(Tags.SOPClassUID), UidOf(Tags.SOPInstanceUID), _present.TransferSyntax);
        return new RecoveryPlan(prefix, dataSet, default, _present.IsDeflated, result);
    }

    /// <summary>Compressed pixels can be put back only under the syntax that says how they are compressed.</summary>
    private void RequireReadablePixels(List<ProtectedAttribute> attributes)
    {
        ProtectedAttribute? pixels = attributes.Find(attribute => attribute.Tag == Tags.PixelData);
        if (pixels is null) return;
        bool areFragments = new DataElementReader().ReadElement(pixels.Bytes, DataSetEncoding.ExplicitLittleEndian).HasUndefinedLength;
        if (areFragments && !_present.TransferSyntax.IsEncapsulated)
            throw RecoveryException.NotAccepted("The protected Pixel Data are compressed, and the object is now in an uncompressed Transfer Syntax.");
    }

    private string UidOf(Tag tag) => _attributes.FirstOrDefault(attribute => attribute.Tag == tag) is { } attribute
        ? Uids.Of(new DataElementReader().ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian))
        : SourceObject.ReadUid(_present, tag);
}
