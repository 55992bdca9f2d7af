using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>A genuine protected object, its Items with what they hold, and what each key gets from it untouched.</summary>
internal sealed class GraftBase
{
    public const uint EncryptedAttributesSequence = 0x0400_0500, EncryptedContent = 0x0400_0520;

    public required DataSetSeed Object { get; init; }

    /// <summary>The Items as they stand.</summary>
    public required IReadOnlyList<ItemNode> Items { get; init; }

    /// <summary>The elements of the plaintext of each Item.</summary>
    public required IReadOnlyList<IReadOnlyList<ElementNode>> Plaintexts { get; init; }

    /// <summary>The original.</summary>
    public required byte[] Original { get; init; }

    /// <summary>What PS3.15 E.1.2 gives, by whether the key is the archive's.</summary>
    public required IReadOnlyDictionary<bool, IReadOnlyDictionary<uint, string>> Standard { get; init; }

    public static GraftBase Read(byte[] bytes)
    {
        DataSetSeed seed = DataSetSeed.TryRead(bytes) ?? throw new InvalidOperationException("A seed is no DICOM object.");
        List<ItemNode> items = seed.Elements.Find(element => element.Tag == EncryptedAttributesSequence)!.Items!;
        return new GraftBase
        {
            Object = seed,
            Items = items,
            Plaintexts = [.. items.Select(Open)],
            Original = Recover(bytes, GraftKeys.ArchiveKey, RecoveryMode.OriginalOnly),
            Standard = new Dictionary<bool, IReadOnlyDictionary<uint, string>>
            {
                [true] = ElementsOf(Recover(bytes, GraftKeys.ArchiveKey, RecoveryMode.Standard)),
                [false] = ElementsOf(Recover(bytes, GraftKeys.TrialKey, RecoveryMode.Standard)),
            },
        };
    }

    /// <summary>Whether all genuine Items stand among those of an object.</summary>
    public bool IsWholeIn(IReadOnlySet<string> contents) => Items.All(item => contents.Contains(ContentOf(item)));

    /// <summary>The encrypted content of an Item, as a name.</summary>
    public static string ContentOf(ItemNode item) =>
        Convert.ToHexString(item.Elements.Find(element => element.Tag == EncryptedContent)?.Value ?? []);

    /// <summary>The values of the top-level elements of a file by tag, without padding; each tag once.</summary>
    public static IReadOnlyDictionary<uint, string> ElementsOf(byte[] bytes)
    {
        using DicomObject file = DicomObject.Read(bytes);
        Dictionary<uint, string> elements = [];
        foreach (ElementLocation location in file.Elements)
        {
            string octets = Convert.ToHexString(file.ReadValue(location).Span.TrimEnd(" \0"u8)); // Padding is not compared.
            if (!elements.TryAdd(location.Tag.Value, octets)) elements[location.Tag.Value] = "twice";
        }

        return elements;
    }

    private static IReadOnlyList<ElementNode> Open(ItemNode item)
    {
        byte[] content = item.Elements.Find(element => element.Tag == EncryptedContent)!.Value;
        EnvelopeOpening opening = Envelope.Parse(content)
            .OpenAsync([GraftKeys.ArchiveKey, GraftKeys.TrialKey], EnvelopePolicy.Default).AsTask().GetAwaiter().GetResult();
        return DataSetSeed.ReadDataSet(opening.Content!, DataSetEncoding.ExplicitLittleEndian).Elements;
    }

    private static byte[] Recover(byte[] bytes, RecipientKey key, RecoveryMode mode)
    {
        using MemoryStream output = new();
        Reidentifier.WithKeys(key).InMode(mode).Recover(new MemoryStream(bytes), output);
        return output.ToArray();
    }
}
