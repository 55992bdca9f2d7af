using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Puts the original together from an Item with everything and the bulk values: elements that stayed in clear, recovered ones, loose ones
/// (exactness, rules 5, 7 and 8).
/// </summary>
internal static class OriginalAssembly
{
    private static readonly ByteSource Nothing = ByteSource.FromMemory(ReadOnlyMemory<byte>.Empty);

    /// <summary>Lays out the original.</summary>
    /// <param name="record">The record.</param>
    /// <param name="header">Its clear header.</param>
    /// <param name="attributes">The recovered Attributes, in Explicit VR Little Endian.</param>
    /// <param name="octetsOf">The octets of a bulk value, in parts.</param>
    /// <returns>The parts, from the first byte of the file to the last of the data set; of a deflated file, inflated.</returns>
    /// <exception cref="DicomFormatException">A recovered Attribute cannot be read.</exception>
    public static List<OutputPart> Assemble(
        RestorationRecord record, ClearHeader header, IReadOnlyList<ProtectedAttribute> attributes,
        Func<BulkValue, IReadOnlyList<OutputPart>> octetsOf)
    {
        OriginalLayout layout = record.Original!;
        List<ElementParts> elements = [];
        Dictionary<Tag, BulkValue> bulks = record.BulkValues.ToDictionary(bulk => bulk.Tag);
        foreach (ElementLocation location in header.Elements)
        {
            OutputPart octets = new BytesPart(header.OctetsOf(location));
            OutputPart[] parts = bulks.TryGetValue(location.Tag, out BulkValue? bulk)
                ? [octets, .. Original(octetsOf(bulk), layout.EditsOf(location.Tag))]
                : [octets];
            elements.Add(new ElementParts(location.Tag, parts));
        }

        AddRecovered(elements, attributes, record);
        List<OutputPart> original = [new BytesPart(layout.Prefix)];
        AddWithLoose(original, InOrder([.. elements], layout.Order), layout);
        original.Add(new BytesPart(layout.Suffix));
        return original;
    }

    /// <summary>The octets of a bulk value of the original, out of those of the protected object.</summary>
    /// <param name="octets">The latter: one part, or none where only their surroundings are asked for.</param>
    /// <param name="edits">What was cut from it; null for nothing.</param>
    public static IReadOnlyList<OutputPart> Original(IReadOnlyList<OutputPart> octets, ValueEdits? edits)
    {
        if (edits is null) return octets;
        CopyPart copy = octets.Count > 0 ? (CopyPart)octets[0] : new CopyPart(Nothing, 0, edits.Length);
        return [new EditedPart(copy, edits.Apply(copy.Source, copy.Offset), edits.Edits, edits.Encoded)];
    }

    /// <summary>The parts of an element that stays in clear: header and value apart where the value is bulk.</summary>
    public static OutputPart[] PartsOf(ByteSource source, in ElementLocation location, BulkValue? bulk) => bulk is null
        ? [new CopyPart(source, location.Offset, location.Length)]
        : [
            new CopyPart(source, location.Offset, location.ValueOffset - location.Offset),
            new CopyPart(source, location.ValueOffset, location.ValueLength, bulk),
        ];

    /// <summary>The parts of a recovered Attribute in the encoding of an output.</summary>
    public static ElementParts RecoveredParts(ElementConversion conversion, ProtectedAttribute attribute, DataSetEncoding encoding)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> pieces = conversion.PiecesFromExplicitLittleEndian(attribute.Bytes, encoding);
        OutputPart[] parts = new OutputPart[pieces.Count];
        for (int i = 0; i < parts.Length; i++) parts[i] = new BytesPart(pieces[i]);
        return new ElementParts(attribute.Tag, parts);
    }

    private static void AddRecovered(
        List<ElementParts> elements, IReadOnlyList<ProtectedAttribute> attributes, RestorationRecord record)
    {
        HashSet<Tag> given = [.. elements.Select(element => element.Tag)];
        foreach (LooseElement element in record.Original!.LooseElements) given.Add(element.Tag);
        ElementConversion conversion = new(new DataElementReader());
        foreach (ProtectedAttribute attribute in attributes)
        {
            if (given.Contains(attribute.Tag)) continue; // The record has every occurrence as it was.
            elements.Add(RecoveredParts(conversion, attribute, record.Encoding));
        }
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
}
