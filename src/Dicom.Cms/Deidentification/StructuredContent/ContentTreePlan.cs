using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Which Content Items of a tree go, and where the others then stand: relationships by reference name their targets by position
/// (Referenced Content Item Identifier, PS3.3 C.17.3.2.5), which moves when a sibling before it goes.
/// </summary>
/// <remarks>
/// A removed Content Item takes its children along. A reference to one that is removed is removed too, all others are renumbered.
/// What coordinates are SELECTED FROM has to stay, or they would be of nothing (PS3.3 C.18.6): such an Item, and what it lies in, gets
/// dummy values instead.
/// </remarks>
internal sealed class ContentTreePlan
{
    private const string SelectedFrom = "SELECTED FROM";

    private readonly OptionSet _options;
    private readonly HashSet<string> _needed = [];
    private readonly HashSet<string> _removed = [];
    private readonly Dictionary<string, uint[]> _moved = [];

    private ContentTreePlan(OptionSet options) => _options = options;

    /// <summary>The position of the root, which is the object itself.</summary>
    public static string Root => "1";

    /// <summary>Plans the tree below the root.</summary>
    public static ContentTreePlan Make(IReadOnlyList<SequenceItem> items, OptionSet options)
    {
        ContentTreePlan plan = new(options);
        plan.FindNeeded(items);
        plan.FindRemoved(items, Root);
        plan.FindLostReferences(items, Root);
        plan._moved[Root] = [1];
        plan.Number(items, Root);
        return plan;
    }

    /// <summary>The position of the n-th child, from 1.</summary>
    public static string ChildOf(string parent, int number) => $"{parent}.{number}";

    /// <summary>Whether the Content Item at a position of the original tree goes.</summary>
    public bool Removes(string position) => _removed.Contains(position);

    /// <summary>A reference as it is in the new tree; the very element where nothing moved or it points nowhere.</summary>
    public DataElement Renumber(DataElement reference)
    {
        if (!_moved.TryGetValue(PositionOf(reference), out uint[]? numbers)) return reference;
        byte[] value = new byte[numbers.Length * sizeof(uint)];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(i * sizeof(uint)), numbers[i]);
        return value.AsSpan().SequenceEqual(reference.Value.Span) ? reference : reference.WithValue(value);
    }

    private void FindNeeded(IReadOnlyList<SequenceItem> items)
    {
        foreach (SequenceItem item in items)
        {
            if (item.Find(Tags.ReferencedContentItemIdentifier) is { } reference && IsSelection(item))
                _needed.UnionWith(PathTo(PositionOf(reference)));
            FindNeeded(ChildrenOf(item));
        }
    }

    private void FindRemoved(IReadOnlyList<SequenceItem> items, string parent) => ForEach(items, parent, (item, position) =>
    {
        bool mayGo = !IsSelection(item) && !_needed.Contains(position);
        // For these there is no dummy, nor can anything be selected from them.
        mayGo |= ContentItem.TextOf(item, Tags.ValueType) is "NUM" or "CODE";
        if (mayGo && ContentItem.ActionOf(item, _options) == ConfidentialityAction.Remove) _removed.Add(position);
        else FindRemoved(ChildrenOf(item), position);
    });

    private void FindLostReferences(IReadOnlyList<SequenceItem> items, string parent) => ForEach(items, parent, (item, position) =>
    {
        if (_removed.Contains(position)) return;
        if (item.Find(Tags.ReferencedContentItemIdentifier) is { } reference && PathTo(PositionOf(reference)).Any(_removed.Contains))
            _removed.Add(position);
        else FindLostReferences(ChildrenOf(item), position);
    });

    private void Number(IReadOnlyList<SequenceItem> items, string parent)
    {
        uint number = 0;
        ForEach(items, parent, (item, position) =>
        {
            if (_removed.Contains(position)) return;
            _moved[position] = [.. _moved[parent], ++number];
            Number(ChildrenOf(item), position);
        });
    }

    /// <summary>A position and those of everything it lies in.</summary>
    private static IEnumerable<string> PathTo(string position)
    {
        for (; position.Length > 0; position = position[..Math.Max(0, position.LastIndexOf('.'))]) yield return position;
    }

    private static bool IsSelection(SequenceItem item) => ContentItem.TextOf(item, Tags.RelationshipType) == SelectedFrom;

    private static IReadOnlyList<SequenceItem> ChildrenOf(SequenceItem item) => item.Find(Tags.ContentSequence)?.Items ?? [];

    private static void ForEach(IReadOnlyList<SequenceItem> items, string parent, Action<SequenceItem, string> action)
    {
        for (int i = 0; i < items.Count; i++) action(items[i], ChildOf(parent, i + 1));
    }

    private static string PositionOf(DataElement reference)
    {
        ReadOnlySpan<byte> value = reference.Value.Span;
        List<uint> numbers = [];
        for (int at = 0; at + sizeof(uint) <= value.Length; at += sizeof(uint))
            numbers.Add(BinaryPrimitives.ReadUInt32LittleEndian(value[at..]));
        return string.Join('.', numbers);
    }
}
