namespace Dicom.Cms;

/// <summary>Lists of which most are left as they are, and then cost nothing.</summary>
internal static class Rewritten
{
    /// <summary>What becomes of a list.</summary>
    /// <param name="items">The list.</param>
    /// <param name="rewrite">Gives the very item where it stays.</param>
    /// <returns>Null where all stay.</returns>
    public static T[]? Of<T>(IReadOnlyList<T> items, Func<T, T> rewrite)
        where T : class
    {
        T[]? rewritten = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = items[i], result = rewrite(item);
            if (rewritten is null && !ReferenceEquals(item, result)) rewritten = [.. items];
            if (rewritten is not null) rewritten[i] = result;
        }

        return rewritten;
    }
}
