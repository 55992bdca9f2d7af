using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// What an object itself says about its private Attributes: Private Data Element Characteristics Sequence (0008,0300), PS3.3 C.12.1. It
/// counts for the object and everything nested in it.
/// </summary>
internal sealed class PrivateDeclarations
{
    private readonly ILookup<(ushort Group, string Creator), Declaration> _declarations;

    private PrivateDeclarations(IEnumerable<Declaration> declarations) =>
        _declarations = declarations.ToLookup(declaration => (declaration.Group, declaration.Creator));

    /// <summary>Nothing is said.</summary>
    public static PrivateDeclarations None { get; } = new([]);

    /// <summary>Reads them from the top-level elements of an object.</summary>
    public static PrivateDeclarations Of(IEnumerable<DataElement> elements)
    {
        Declaration[] declarations =
        [
            .. elements.Where(element => element.Tag == Tags.PrivateDataElementCharacteristicsSequence)
                .SelectMany(element => element.Items ?? []).Select(Read).OfType<Declaration>(),
        ];
        return declarations.Length == 0 ? None : new PrivateDeclarations(declarations);
    }

    /// <summary>Whether an Attribute is said to be safe. Where several Items speak of its block, all of them have to say so.</summary>
    public bool IsSafe(string creator, Tag tag)
    {
        Declaration[] found = [.. _declarations[(tag.Group, creator)]];
        return found.Length > 0 && found.All(declaration => declaration.IsSafe((byte)tag.Element));
    }

    private static Declaration? Read(SequenceItem item)
    {
        if (item.Find(Tags.PrivateGroupReference) is not { Value.Length: 2 } group) return null;
        string creator = TextOf(item.Find(Tags.PrivateCreatorReference));
        if (creator.Length == 0) return null;
        HashSet<ushort>? safe = TextOf(item.Find(Tags.BlockIdentifyingInformationStatus)) switch
        {
            "SAFE" => null,
            "MIXED" => [.. NumbersOf(item.Find(Tags.NonidentifyingPrivateElements))],
            _ => [], // UNSAFE, or nothing that we understand
        };
        return new Declaration(BinaryPrimitives.ReadUInt16LittleEndian(group.Value.Span), creator, safe);
    }

    private static string TextOf(DataElement? element) => element is null ? "" : Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');

    private static IEnumerable<ushort> NumbersOf(DataElement? element)
    {
        ReadOnlyMemory<byte> value = element?.Value ?? default;
        for (int at = 0; at + 2 <= value.Length; at += 2) yield return BinaryPrimitives.ReadUInt16LittleEndian(value.Span[at..]);
    }

    /// <summary>One Item.</summary>
    /// <param name="Group">The private group.</param>
    /// <param name="Creator">The Private Creator.</param>
    /// <param name="SafeElements">The last octets of the tags that are safe; null when the whole block is.</param>
    private sealed record Declaration(ushort Group, string Creator, HashSet<ushort>? SafeElements)
    {
        public bool IsSafe(byte element) => SafeElements is null || SafeElements.Contains(element);
    }
}
