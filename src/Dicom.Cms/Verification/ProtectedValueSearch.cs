using System.Buffers;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Searches whatever is in clear for protected values: elements, File Meta Information, preamble, raw bytes and names.</summary>
internal sealed class ProtectedValueSearch
{
    private const int BlockLength = 1 << 18;

    private readonly PhraseSet _identities;
    private readonly PhraseSet _words;
    private readonly PhraseSet _unlikely;
    private readonly int _longest;

    private ProtectedValueSearch(ProtectedValues values)
    {
        _identities = new PhraseSet(values.Identities, wholeWords: true);
        _words = new PhraseSet(values.Words, wholeWords: true);
        _unlikely = values.InNumbers(wholeWords: true);
        _longest = Math.Max(_identities.LongestLength, _words.LongestLength);
    }

    public static IEnumerable<VerificationFinding> Search(
        DicomObject file, ProtectedValues values, string? name, CancellationToken cancellationToken)
    {
        if (values.Count == 0) return [];
        ProtectedValueSearch search = new(values);
        return search.Search(file, name, cancellationToken);
    }

    private IEnumerable<VerificationFinding> Search(DicomObject file, string? name, CancellationToken cancellationToken)
    {
        if (name is not null && IsIn(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))))
            yield return new VerificationFinding(VerificationRule.InFileName, "The file");
        if (file.PrefixLength > 0 && IsInRange(file.Source, 0, file.PrefixLength))
            yield return new VerificationFinding(VerificationRule.ProtectedValue, "The preamble or File Meta Information");

        DataElementReader reader = new();
        foreach (ElementLocation location in file.Elements.Where(location => location.Tag != Tags.EncryptedAttributesSequence))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isImage = BulkData.CarriesTheImage(location.Tag);
            if (!IsInRange(file.DataSetSource, location.ValueOffset, location.ValueLength, isImage)) continue;
            DataElement? element = isImage || location.Length > SourceObject.InMemoryLimit
                ? null
                : reader.ReadElement(file.ReadElement(location), file.Encoding);
            foreach (string place in element is null ? [$"{location.Tag}"] : PlacesOf(element, ""))
                yield return new VerificationFinding(VerificationRule.ProtectedValue, place);
        }

        if (IsInRange(file.DataSetSource, file.DataSetSuffix.Offset, file.DataSetSuffix.Length)
            || IsInRange(file.Source, file.DeflatedSuffix.Offset, file.DeflatedSuffix.Length))
        {
            yield return new VerificationFinding(VerificationRule.ProtectedValue, "What follows the data set");
        }
    }

    /// <summary>The innermost elements in which a value lies; numbers are no text, and a match in them is chance.</summary>
    private List<string> PlacesOf(DataElement element, string parent)
    {
        string place = parent + element.Tag;
        if (element.Items is { } items)
        {
            return [.. items.Index().SelectMany(item =>
                item.Item.Elements.SelectMany(nested => PlacesOf(nested, $"{place}[{item.Index + 1}].")))];
        }

        bool isNumber = element.Vr is { IsText: false, UnitLength: > 1, HasLongLength: false } or { Name: "IS" or "DS" };
        string text = isNumber ? "" : Encoding.Latin1.GetString(element.Value.Span);
        if (element.Vr is { IsText: false, UnitLength: > 1 }) return _unlikely.IsIn(text) ? [place] : [];
        return _identities.IsIn(text) || (!IsCoded(element) && _words.IsIn(text)) ? [place] : [];
    }

    private bool IsInRange(ByteSource source, long offset, long length, bool isImage = false)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength + _longest + 2);
        try
        {
            // Each block begins with the end of the one before and two octets more, to see where a word or a UID begins.
            for (long done = 0; done < length; done += BlockLength)
            {
                int count = source.Read(offset + done, block.AsSpan(0, (int)Math.Min(BlockLength + _longest + 2, length - done)));
                string text = Encoding.Latin1.GetString(block, 0, count);
                if (isImage ? _unlikely.IsIn(text) : IsIn(text)) return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }

    private bool IsIn(string text) => _identities.IsIn(text) || _words.IsIn(text);

    // Codes and their meanings are words of everybody's: a description that happens to be one of them says nothing.
    private static bool IsCoded(DataElement element) => VrOf(element)?.Name == "CS" || element.Tag == Tags.Manufacturer
        || element.Tag.Value is >= 0x0008_0100 and <= 0x0008_0122;

    private static ValueRepresentation? VrOf(DataElement element) =>
        element.Vr is { } vr && vr != ValueRepresentation.UN ? vr : DataDictionary.VrOf(element.Tag);
}
