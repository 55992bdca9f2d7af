using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An object that a DICOMDIR refers to: its keys, as elements of Directory Records.</summary>
internal sealed class DirectoryObject(DicomObject file)
{
    private const int MaxValueLength = 16 << 10; // No key is a long text.

    private readonly DataElementReader _reader = new();

    public string SopClassUid => Text(Tags.SOPClassUID);

    public string SopInstanceUid => Text(Tags.SOPInstanceUID);

    public string TransferSyntaxUid => (file.DeclaredTransferSyntax ?? file.TransferSyntax).Uid;

    /// <summary>A value as text, octet for octet, without padding; empty where there is none.</summary>
    public string Text(Tag tag) => file.Find(tag) is { ValueLength: <= MaxValueLength } location
        ? Encoding.Latin1.GetString(file.ReadValue(location).Span).Trim('\0', ' ')
        : "";

    /// <summary>The keys of a record, ascending; Specific Character Set goes with them where the object has one.</summary>
    public IEnumerable<DataElement> Read(IEnumerable<DirectoryKey> keys) =>
        keys.Append(new DirectoryKey(Tags.SpecificCharacterSet, DirectoryKeyType.WherePresent)).OrderBy(key => key.Tag)
            .Select(Read).OfType<DataElement>();

    private DataElement? Read(DirectoryKey key)
    {
        ValueRepresentation vr = DataDictionary.VrOf(key.Tag) ?? ValueRepresentation.UN;
        if (Find(key.Tag, vr) is { } element) return element;
        return key.Type switch
        {
            DirectoryKeyType.WherePresent => null,
            _ when vr == ValueRepresentation.SQ => new DataElement(key.Tag, []),
            DirectoryKeyType.MayBeEmpty => new DataElement(key.Tag, vr, ReadOnlyMemory<byte>.Empty),
            _ => new DataElement(key.Tag, vr, DummyValues.For(key.Tag, vr)),
        };
    }

    private DataElement? Find(Tag tag, ValueRepresentation vr)
    {
        if (file.Find(tag) is not { Length: <= SourceObject.InMemoryLimit } location) return null;
        DataElement element = _reader.ReadElement(file.ReadElement(location), file.Encoding);
        if (vr == ValueRepresentation.SQ)
            return Chosen(tag, element.Items ?? []) is { Count: > 0 } items ? new DataElement(tag, items) : null;
        ReadOnlyMemory<byte> value = element.Value;
        bool isEmpty = value.Span.Trim("\0 "u8).IsEmpty && vr.IsText;
        return isEmpty || value.IsEmpty || value.Length > MaxValueLength ? null : new DataElement(tag, vr, Padding.Pad(value.Span, vr));
    }

    // PS3.3 F.5: of an SR tree only what modifies the title belongs into the record.
    private static IReadOnlyList<SequenceItem> Chosen(Tag tag, IReadOnlyList<SequenceItem> items) => tag != Tags.ContentSequence
        ? items
        : [.. items.Where(item => item.Find(Tags.RelationshipType) is { } type
            && type.Value.Span.Trim("\0 "u8).SequenceEqual("HAS CONCEPT MOD"u8))];
}
