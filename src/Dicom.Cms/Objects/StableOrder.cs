using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Sorts what is in order already, or nearly: elements of a data set, with a few written among them. Runs that ascend are found and merged,
/// which takes one pass where there is one run, and leaves equals in the order they had.
/// </summary>
/// <remarks>
/// LINQ does the same for every key type with code of its own, which is compiled when it is first used: at every start of the tool.
/// </remarks>
internal static class StableOrder
{
    /// <summary>Sorts by tag.</summary>
    /// <returns>The very array where it is in order.</returns>
    public static T[] ByTag<T>(T[] items, Func<T, Tag> tagOf)
        where T : class => By(items, item => tagOf(item).Value);

    /// <summary>Sorts by a number.</summary>
    /// <returns>The very array where it is in order.</returns>
    public static T[] By<T>(T[] items, Func<T, long> numberOf)
        where T : class
    {
        List<int> ends = RunsOf(items, numberOf);
        T[] sorted = items;
        while (ends.Count > 1)
        {
            T[] merged = new T[items.Length];
            List<int> mergedEnds = [];
            for (int i = 0, start = 0; i < ends.Count; i += 2)
            {
                int end = ends[Math.Min(i + 1, ends.Count - 1)];
                Merge(sorted.AsSpan(start..ends[i]), sorted.AsSpan(ends[i]..end), merged.AsSpan(start..end), numberOf);
                mergedEnds.Add(start = end);
            }

            (sorted, ends) = (merged, mergedEnds);
        }

        return sorted;
    }

    /// <summary>Where each run ends that ascends.</summary>
    private static List<int> RunsOf<T>(T[] items, Func<T, long> numberOf)
    {
        List<int> ends = [];
        for (int i = 1; i < items.Length; i++)
        {
            if (numberOf(items[i]) < numberOf(items[i - 1])) ends.Add(i);
        }

        ends.Add(items.Length);
        return ends;
    }

    private static void Merge<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> merged, Func<T, long> numberOf)
    {
        foreach (ref T next in merged)
        {
            ref ReadOnlySpan<T> from = ref right;
            if (right.IsEmpty || (!left.IsEmpty && numberOf(left[0]) <= numberOf(right[0]))) from = ref left;
            next = from[0];
            from = from[1..];
        }
    }
}
