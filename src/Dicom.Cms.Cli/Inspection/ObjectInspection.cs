using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Reads what an <see cref="ObjectDescription"/> says, and no other value.</summary>
internal static class ObjectInspection
{
    private const int MaxTextLength = 1024;
    private const int MaxValues = 100;

    public static ObjectDescription Read(DicomObject file, string path) => new()
    {
        Path = path,
        Length = file.Source.Length,
        IsPart10 = file.HasPart10Marker,
        DeclaredTransferSyntax = file.DeclaredTransferSyntax is { } declared ? DisplayText.Clean(declared.Uid) : null,
        FoundTransferSyntax = DisplayText.Clean(file.TransferSyntax.Uid),
        SopClass = TextOf(file, Tags.SOPClassUID) is [string uid, ..] ? uid : null,
        ElementCount = file.Elements.Count,
        Statements =
        [
            StatementOf(file, Tags.PatientIdentityRemoved, "Patient Identity Removed", TextOf),
            StatementOf(file, Tags.DeidentificationMethod, "De-identification Method", TextOf),
            StatementOf(file, Tags.DeidentificationMethodCodeSequence, "De-identification Method Code", CodesOf),
            StatementOf(file, Tags.LongitudinalTemporalInformationModified, "Longitudinal Temporal Information", TextOf),
        ],
        Items = ItemsOf(file, Tags.EncryptedAttributesSequence) is { } items ? [.. items.Select(Describe)] : null,
    };

    private static Statement StatementOf(DicomObject file, Tag tag, string name, Func<DicomObject, Tag, IReadOnlyList<string>> read) =>
        new(tag.ToString(), DataDictionary.KeywordOf(tag) ?? "", name, read(file, tag));

    private static ItemDescription Describe(SequenceItem item)
    {
        ReadOnlyMemory<byte> content = item.Find(Tags.EncryptedContent)?.Value ?? default;
        (Envelope? envelope, string? problem) = Parse(content);
        IReadOnlyList<string> syntax = item.Find(Tags.EncryptedContentTransferSyntaxUID) is { } element ? Split(element.Value.Span) : [];
        return new ItemDescription
        {
            TransferSyntax = syntax.Count > 0 ? syntax[0] : null,
            Length = content.Length,
            Envelope = envelope,
            Problem = problem,
        };
    }

    private static (Envelope? Envelope, string? Problem) Parse(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty) return (null, "no Encrypted Content");
        try
        {
            return (Envelope.Parse(content), null);
        }
        catch (EnvelopeFormatException exception)
        {
            return (null, Failure.Of(exception).Message);
        }
    }

    private static IReadOnlyList<SequenceItem>? ItemsOf(DicomObject file, Tag tag) => file.Find(tag) is { } location
        ? new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding).Items
            ?? throw new DicomFormatException("No sequence", location.Offset, tag)
        : null;

    private static IReadOnlyList<string> TextOf(DicomObject file, Tag tag) =>
        file.Find(tag) is { ValueLength: <= MaxTextLength } location ? Split(file.ReadValue(location).Span) : [];

    private static IReadOnlyList<string> CodesOf(DicomObject file, Tag tag) =>
        [.. (ItemsOf(file, tag) ?? []).Take(MaxValues).Select(CodeOf)];

    private static string CodeOf(SequenceItem item) =>
        string.Join(' ', [.. TextOf(item, Tags.CodeValue), .. TextOf(item, Tags.CodeMeaning)]);

    private static IReadOnlyList<string> TextOf(SequenceItem item, Tag tag) =>
        item.Find(tag) is { Value.Length: <= MaxTextLength } element ? Split(element.Value.Span) : [];

    private static IReadOnlyList<string> Split(ReadOnlySpan<byte> text) =>
    [
        .. Encoding.Latin1.GetString(text).Split('\\')
            .Select(value => DisplayText.Clean(value.Trim(' ', '\0')))
            .Where(value => value.Length > 0),
    ];
}
