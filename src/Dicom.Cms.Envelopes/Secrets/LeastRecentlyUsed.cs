namespace Dicom.Cms.Envelopes;

/// <summary>A bounded number of values by name; the one that was not asked for the longest makes room. Not for several threads.</summary>
internal sealed class LeastRecentlyUsed<TValue>(int capacity)
    where TValue : class
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _mostRecentFirst = new();

    public int Count => _nodes.Count;

    public TValue? Find(string name)
    {
        if (!_nodes.TryGetValue(name, out LinkedListNode<Entry>? node)) return null;

        _mostRecentFirst.Remove(node);
        _mostRecentFirst.AddFirst(node);
        return node.Value.Value;
    }

    /// <summary>Adds a value under a name that has none.</summary>
    /// <returns>The value that made room, or null.</returns>
    public TValue? Add(string name, TValue value)
    {
        _nodes.Add(name, _mostRecentFirst.AddFirst(new Entry(name, value)));
        return _nodes.Count > capacity ? Remove(_mostRecentFirst.Last!.Value.Name) : null;
    }

    /// <summary>The value that was removed, or null.</summary>
    public TValue? Remove(string name)
    {
        if (!_nodes.Remove(name, out LinkedListNode<Entry>? node)) return null;

        _mostRecentFirst.Remove(node);
        return node.Value.Value;
    }

    /// <summary>Everything there was.</summary>
    public TValue[] RemoveAll()
    {
        TValue[] values = [.. _mostRecentFirst.Select(entry => entry.Value)];
        _nodes.Clear();
        _mostRecentFirst.Clear();
        return values;
    }

    private sealed record Entry(string Name, TValue Value);
}
