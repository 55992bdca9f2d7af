using System.Diagnostics;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Reads what a <see cref="ProtectedObjectDescription"/> contains, and no other value.</summary>
internal static class ObjectInspection
{
    private const int MaxTextLength = 1024;
    private const int MaxValues = 100;

    public static ProtectedObjectDescription Read(DicomObject file, CancellationToken cancellationToken)
    {
        Debug.Assert(file is not null, "The caller checks.");
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<SequenceItem>? items = ItemsOf(file, Tags.EncryptedAttributesSequence);
        return new ProtectedObjectDescription
        {
            Length = file.Source.Length,
            HasPart10Marker = file.HasPart10Marker,
            DeclaredTransferSyntax = file.DeclaredTransferSyntax,
            TransferSyntax = file.TransferSyntax,
            SopClassUid = TextOf(file, Tags.SOPClassUID) is [string uid, ..] ? uid : null,
            ElementCount = file.Elements.Count,
            Claims =
            [
                Claim(Tags.PatientIdentityRemoved, TextOf(file, Tags.PatientIdentityRemoved)),
                Claim(Tags.DeidentificationMethod, TextOf(file, Tags.DeidentificationMethod)),
                Claim(Tags.DeidentificationMethodCodeSequence, CodesOf(file, Tags.DeidentificationMethodCodeSequence)),
                Claim(Tags.LongitudinalTemporalInformationModified, TextOf(file, Tags.LongitudinalTemporalInformationModified)),
            ],
            IsProtected = items is not null,
            Items = Describe(items ?? [], cancellationToken),
        };
    }

    private static DeidentificationClaim Claim(Tag tag, IReadOnlyList<string> values) => new() { Tag = tag, Values = values };

    private static List<ProtectedItemDescription> Describe(IReadOnlyList<SequenceItem> items, CancellationToken cancellationToken)
    {
        List<ProtectedItemDescription> descriptions = new(items.Count);
        foreach (SequenceItem item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            descriptions.Add(Describe(item, descriptions.Count + 1));
        }

        return descriptions;
    }

    private static ProtectedItemDescription Describe(SequenceItem item, int number)
    {
        ReadOnlyMemory<byte> content = item.Find(Tags.EncryptedContent)?.Value ?? default;
        (Envelope? envelope, string? problem) = Parse(content);
        return new ProtectedItemDescription
        {
            Number = number,
            TransferSyntaxUid = Uids.Of(item.Find(Tags.EncryptedContentTransferSyntaxUID)) is { Length: > 0 } uid ? uid : null,
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
            return (null, $"Encrypted Content is no CMS envelope: {exception.Message}");
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
        [.. Encoding.Latin1.GetString(text).Split('\\').Select(value => value.Trim(' ', '\0')).Where(value => value.Length > 0)];
}
