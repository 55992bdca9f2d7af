using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Carries a rewrap plan out: the values of (0400,0520) are replaced, the lengths around them with it, and every other octet is copied
/// unread.
/// </summary>
internal static class RewrapWriter
{
    /// <exception cref="DicomFormatException">The Encrypted Attributes Sequence could not be written back as it stands.</exception>
    public static void Write(RewrapPlan plan, OutputTarget target, CancellationToken cancellationToken)
    {
        DicomObject file = plan.File;
        if (plan.Result.ItemsChanged == 0) WriteParts(target, [new CopyPart(file.Source, 0, file.Source.Length)], cancellationToken);
        else if (file.IsDeflated) WriteDeflated(file, BuildParts(plan), target, cancellationToken);
        else WriteParts(target, BuildParts(plan), cancellationToken);
        target.Commit();
    }

    private static void WriteParts(OutputTarget target, List<OutputPart> parts, CancellationToken cancellationToken) =>
        OutputWriter.TryWrite(target.Open(OutputWriter.LengthOf(parts)), parts, newTagger: null, cancellationToken);

    private static void WriteDeflated(DicomObject file, List<OutputPart> dataSet, OutputTarget target, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> prefix = file.Source.ReadRange(0, (int)file.PrefixLength);
        ReadOnlyMemory<byte> suffix = file.Source.ReadRange(file.DeflatedSuffix.Offset, checked((int)file.DeflatedSuffix.Length));
        if (suffix.Span is [0]) suffix = default; // It pads to even length, and another stream may need none.
        DeflatedOutput.Write(target.Open(OutputWriter.LengthOf(dataSet)), prefix, dataSet, suffix, cancellationToken);
    }

    /// <summary>The data set in its source, and in a file that is not deflated everything before it.</summary>
    private static List<OutputPart> BuildParts(RewrapPlan plan)
    {
        DicomObject file = plan.File;
        ElementLocation location = file.Find(Tags.EncryptedAttributesSequence)!.Value;
        byte[] sequence = Encode(plan, location);
        List<(long Start, long End, byte[] Octets)> edits = [(location.Offset, location.End, sequence)];
        if (GroupLength.After(file, sequence.Length - (int)location.Length) is { } group)
            edits.Insert(group.Location.Offset < location.Offset ? 0 : 1, (group.Location.ValueOffset, group.Location.End, group.Value));

        List<OutputPart> parts = [];
        long position = 0;
        foreach ((long start, long end, byte[] octets) in edits)
        {
            parts.Add(new CopyPart(file.DataSetSource, position, start - position));
            parts.Add(new BytesPart(octets));
            position = end;
        }

        parts.Add(new CopyPart(file.DataSetSource, position, file.DataSetSource.Length - position));
        return parts;
    }

    private static byte[] Encode(RewrapPlan plan, ElementLocation location)
    {
        // What does not come out as it stands would change elsewhere too.
        if (!DataElementWriter.Write(plan.Sequence, plan.File.Encoding).AsSpan().SequenceEqual(plan.File.ReadElement(location).Span))
        {
            throw new DicomFormatException(
                "Encrypted Attributes Sequence cannot be written back as it stands", location.Offset, location.Tag);
        }

        // PS3.5 6.2.2 note 2: Items inside UN stand in Implicit VR Little Endian.
        bool isUnknown = plan.Sequence.Vr == ValueRepresentation.UN;
        DataSetEncoding encoding = isUnknown ? DataSetEncoding.ImplicitLittleEndian : plan.File.Encoding;
        Dictionary<SequenceItem, RewrappedItem> changed = plan.Items
            .Where(item => item.IsChanged)
            .ToDictionary(item => item.Item, (IEqualityComparer<SequenceItem>)ReferenceEqualityComparer.Instance);
        SequenceItem[] items =
        [
            .. plan.Sequence.Items!.Select(item => changed.TryGetValue(item, out RewrappedItem? rewrapped)
                ? Edit(item, rewrapped.Rewrapping.Encoded!.Value, encoding)
                : item),
        ];
        try
        {
            return DataElementWriter.Write(plan.Sequence.WithItems(items), plan.File.Encoding);
        }
        catch (OverflowException overflow)
        {
            throw new DicomFormatException("Encrypted Content grows beyond what a length in the object can say.", overflow);
        }
    }

    private static SequenceItem Edit(SequenceItem item, ReadOnlyMemory<byte> envelope, DataSetEncoding encoding)
    {
        DataElement content = item.Find(Tags.EncryptedContent)!;
        byte[] value = envelope.Length % 2 == 0 ? envelope.ToArray() : [.. envelope.Span, 0]; // PS3.5 7.1.1
        int growth = value.Length - content.Value.Length;
        return item with
        {
            Elements = [.. item.Elements.Select(element => ReferenceEquals(element, content)
                ? element.WithValue(value)
                : GroupLength.After(element, item.Elements, encoding, growth))],
        };
    }
}
