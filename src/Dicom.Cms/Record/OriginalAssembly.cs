using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Puts the original together: elements in clear as they stand, recovered ones, loose ones (exactness, rules 5, 7 and 8).
/// </summary>
internal static class OriginalAssembly
{
    /// <summary>Lays out the original.</summary>
    /// <param name="present">The protected object, in the encoding of the original.</param>
    /// <param name="attributes">The recovered Attributes, in Explicit VR Little Endian.</param>
    /// <param name="layout">What the record says.</param>
    /// <returns>The parts, from the first byte of the file to the last of the data set; of a deflated file, inflated.</returns>
    /// <exception cref="DicomFormatException">A recovered Attribute cannot be read.</exception>
    public static List<OutputPart> Assemble(DicomObject present, IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        List<ElementParts> elements = [];
        AddKept(elements, present, attributes, layout);
        AddRecovered(elements, attributes, layout);
        List<OutputPart> parts = [new BytesPart(layout.Prefix)];
        AddWithLoose(parts, InOrder([.. elements], layout.Order), layout);
        parts.Add(new BytesPart(layout.Suffix));
        return parts;
    }

    private static ElementParts[] InOrder(ElementParts[] elements, IReadOnlyList<Tag> order)
    {
        if (order.Count == 0) return StableOrder.ByTag(elements, element => element.Tag);
        Dictionary<Tag, int> place = [];
        for (int i = 0; i < order.Count; i++) place.TryAdd(order[i], i);
        return StableOrder.By(elements, element => place.GetValueOrDefault(element.Tag, int.MaxValue));
    }

    // In one pass: a hostile record may hold hundreds of thousands.
    private static void AddWithLoose(List<OutputPart> parts, ElementParts[] elements, OriginalLayout layout)
    {
        LooseElement[] loose = StableOrder.By([.. layout.LooseElements], loose => loose.Ordinal);
        int ordinal = 0, next = 0;
        foreach (ElementParts element in elements)
        {
            for (; next < loose.Length && loose[next].Ordinal <= ordinal; ordinal++) parts.Add(new BytesPart(loose[next++].Bytes));
            parts.AddRange(element.Parts);
            ordinal++;
        }

        while (next < loose.Length) parts.Add(new BytesPart(loose[next++].Bytes));
    }

    /// <summary>The parts of an element that stays in clear: header and value apart where the value is bulk.</summary>
    public static OutputPart[] PartsOf(ByteSource source, in ElementLocation location, BulkValue? bulk) => bulk is null
        ? [new CopyPart(source, location.Offset, location.Length)]
        : [
            new CopyPart(source, location.Offset, location.ValueOffset - location.Offset),
            new CopyPart(source, location.ValueOffset, location.ValueLength, bulk),
        ];

    private static void AddKept(
        List<ElementParts> elements, DicomObject present, IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        HashSet<Tag> replaced = [.. layout.AddedTags, Tags.EncryptedAttributesSequence];
        foreach (ProtectedAttribute attribute in attributes) replaced.Add(attribute.Tag);
        Dictionary<Tag, BulkValue> bulks = [];
        foreach (BulkValue bulk in layout.BulkValues) bulks.TryAdd(bulk.Tag, bulk);
        foreach (ElementLocation location in present.Elements)
        {
            if (replaced.Contains(location.Tag)) continue;

            // What stands there once more was added: it counts for the digest.
            bulks.Remove(location.Tag, out BulkValue? bulk);
            elements.Add(new ElementParts(location.Tag, PartsOf(present.DataSetSource, location, bulk)));
        }
    }

    private static void AddRecovered(List<ElementParts> elements, IReadOnlyList<ProtectedAttribute> attributes, OriginalLayout layout)
    {
        HashSet<Tag> loose = [];
        foreach (LooseElement element in layout.LooseElements) loose.Add(element.Tag);
        ElementConversion conversion = new(new DataElementReader());
        foreach (ProtectedAttribute attribute in attributes)
        {
            if (loose.Contains(attribute.Tag)) continue; // The record has every occurrence as it was.
            elements.Add(RecoveredParts(conversion, attribute, layout.Encoding));
        }
    }

    /// <summary>The parts of a recovered Attribute in the encoding of an output.</summary>
    public static ElementParts RecoveredParts(ElementConversion conversion, ProtectedAttribute attribute, DataSetEncoding encoding)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> pieces = conversion.PiecesFromExplicitLittleEndian(attribute.Bytes, encoding);
        OutputPart[] parts = new OutputPart[pieces.Count];
        for (int i = 0; i < parts.Length; i++) parts[i] = new BytesPart(pieces[i]);
        return new ElementParts(attribute.Tag, parts);
    }
}
