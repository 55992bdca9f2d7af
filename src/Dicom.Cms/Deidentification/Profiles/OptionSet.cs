using System.Collections.Concurrent;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The options in force together: Table E.1-1 with their columns laid over the Basic Profile's (PS3.15 E.3). Immutable.</summary>
internal sealed class OptionSet
{
    private static readonly ConcurrentDictionary<ProfileOptions, OptionSet> Sets = [];

    private readonly byte[] _actions;
    private readonly bool _cleansGraphics;
    private readonly bool _retainsSafePrivate;

    private OptionSet(ProfileOptions flags)
    {
        Flags = flags;
        Options = [.. ProfileOption.All.Where(option => (option.Option & flags) != ProfileOptions.None)];
        RetainsUids = Contains(ProfileOptions.RetainUids);
        _cleansGraphics = Contains(ProfileOptions.CleanGraphics);
        _retainsSafePrivate = Contains(ProfileOptions.RetainSafePrivate);
        _actions = [.. Enumerable.Range(0, ConfidentialityTable.TagTable.Length).Select(row => (byte)ActionOf(row))];
    }

    /// <summary>The flags.</summary>
    public ProfileOptions Flags { get; }

    /// <summary>The options, in the order of their codes.</summary>
    public IReadOnlyList<ProfileOption> Options { get; }

    /// <summary>Whether UIDs stay (PS3.15 E.3.9).</summary>
    public bool RetainsUids { get; }

    /// <summary>Longitudinal Temporal Information Modified (0028,0303): what was done with the dates (PS3.15 E.3.6).</summary>
    public string LongitudinalTemporalInformation =>
        Contains(ProfileOptions.RetainLongitudinalFullDates) ? "UNMODIFIED"
        : Contains(ProfileOptions.RetainLongitudinalModifiedDates) ? "MODIFIED"
        : "REMOVED";

    /// <summary>The options that flags name.</summary>
    public static OptionSet Of(ProfileOptions flags) => Sets.GetOrAdd(flags, flags => new OptionSet(flags));

    /// <summary>Whether an option is in force.</summary>
    public bool Contains(ProfileOptions option) => (Flags & option) != ProfileOptions.None;

    /// <summary>The action for an Attribute, null when the table lets it stay.</summary>
    public ConfidentialityAction? ActionOf(Tag tag)
    {
        int row = ConfidentialityTable.RowOf(tag);
        if (row >= 0) return (ConfidentialityAction)_actions[row];
        if (ConfidentialityTable.FindPattern(tag) is not { } basic) return null;
        if (tag.IsPrivate) return _retainsSafePrivate ? ConfidentialityAction.CleanPrivate : basic;
        return _cleansGraphics ? ConfidentialityAction.CleanGraphics : basic;
    }

    // Of the entries that the options have for a row, the one that weighs most; the Basic Profile's action where there is none.
    private ConfidentialityAction ActionOf(int row)
    {
        ConfidentialityAction basic = (ConfidentialityAction)ConfidentialityTable.BasicProfile[row], action = basic;
        int weight = -1;
        foreach (ProfileOption option in Options)
        {
            ReadOnlySpan<byte> column = option.Column();
            if (column.IsEmpty || column[row] == ConfidentialityTable.NoEntry) continue;
            bool keeps = (ConfidentialityAction)column[row] == ConfidentialityAction.Keep;
            int entryWeight = keeps ? ProfileOption.KeepPrecedence : option.CleanPrecedence;
            if (entryWeight <= weight) continue;
            weight = entryWeight;
            action = keeps ? ConfidentialityAction.Keep : option.CleanAction;
        }

        return action == ConfidentialityAction.Keep && basic == ConfidentialityAction.ReplaceUid && RetainsUids
            ? ConfidentialityAction.KeepUid
            : action;
    }
}
