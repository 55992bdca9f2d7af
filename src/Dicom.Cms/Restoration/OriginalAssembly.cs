using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Puts the original together: elements in clear as they stand, recovered ones, loose ones (exactness, rules 5, 7 and 8).</summary>
internal static class OriginalAssembly
{
    /// <summary>Lays out the original.</summary>
    /// <param name="present">The protected object, in the encoding of the original.</param>
    /// <param name="attributes">The recovered Attributes, in Explicit VR Little Endian.</param>
    /// <param name="layout">What the record says.</param>
    /// <returns>The parts, from the first byte of the file to the last of the data set; of a deflated file, inflated.</returns>
    /// <exception cref="DicomFormatException">A recovered Attribute cannot be read.</exception>
    public static List<OutputPart> Assemble(DicomFile present, IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        List<(Tag Tag, OutputPart[] Parts)> elements = [.. Kept(present, attributes, layout), .. Recovered(attributes, layout)];
        if (layout.Order.Count == 0) elements = [.. elements.OrderBy(element => element.Tag)];
        else
        {
            Dictionary<Tag, int> place = layout.Order.Index().DistinctBy(entry => entry.Item).ToDictionary(entry => entry.Item, entry => entry.Index);
            elements = [.. elements.OrderBy(element => place.GetValueOrDefault(element.Tag, int.MaxValue))];
        }

        return [new BytesPart(layout.Prefix), .. InsertLoose(elements, layout), new BytesPart(layout.Suffix)];
    }

    // In one pass: a hostile record may hold hundreds of thousands.
    private static IEnumerable<OutputPart> InsertLoose(List<(Tag Tag, OutputPart[] Parts)> elements, OriginalLayout layout)
    {
        int ordinal = 0;
        Queue<LooseElement> waiting = new(layout.LooseElements.OrderBy(loose => loose.Ordinal));
        foreach ((_, OutputPart[] parts) in elements)
        {
            for (; waiting.TryPeek(out LooseElement? loose) && loose.Ordinal <= ordinal; ordinal++) yield return new BytesPart(waiting.Dequeue().Bytes);
            foreach (OutputPart part in parts) yield return part;
            ordinal++;
        }

        foreach (LooseElement loose in waiting) yield return new BytesPart(loose.Bytes);
    }

    /// <summary>The parts of an element that stays in clear: header and value apart where the value is bulk.</summary>
    public static OutputPart[] PartsOf(ByteSource source, in ElementLocation location, BulkValue? bulk) => bulk is null
        ? [new CopyPart(source, location.Offset, location.Length)]
        : [new CopyPart(source, location.Offset, location.ValueOffset - location.Offset), new CopyPart(source, location.ValueOffset, location.ValueLength, bulk)];

    private static IEnumerable<(Tag Tag, OutputPart[] Parts)> Kept(
        DicomFile present, IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        HashSet<Tag> replaced = [.. attributes.Select(attribute => attribute.Tag), .. layout.AddedTags, Tags.EncryptedAttributesSequence];
        Dictionary<Tag, BulkValue> bulks = layout.BulkValues.DistinctBy(bulk => bulk.Tag).ToDictionary(bulk => bulk.Tag);
        foreach (ElementLocation location in present.Elements)
        {
            if (replaced.Contains(location.Tag)) continue;
            yield return (location.Tag, PartsOf(present.DataSetSource, location, bulks.GetValueOrDefault(location.Tag)));
        }
    }

    private static IEnumerable<(Tag Tag, OutputPart[] Parts)> Recovered(IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        HashSet<Tag> loose = [.. layout.LooseElements.Select(element => element.Tag)];
        ElementConversion conversion = new(new DataElementReader());
        foreach (ProtectedAttribute attribute in attributes)
        {
            if (loose.Contains(attribute.Tag)) continue; // The record has every occurrence as it was.
            yield return (attribute.Tag, [.. conversion.PiecesFromExplicitLittleEndian(attribute.Bytes, layout.Encoding).Select(piece => new BytesPart(piece))]);
        }
    }
}
