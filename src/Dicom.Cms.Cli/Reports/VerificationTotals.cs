namespace Dicom.Cms.Cli;

/// <summary>What a search over many objects came to.</summary>
internal sealed class VerificationTotals
{
    private long _searched;
    private long _leftOut;

    public int Clean { get; private set; }

    /// <summary>Objects in which something was found.</summary>
    public int Found { get; private set; }

    public int Objects => Clean + Found;

    public void Add(VerificationReport report)
    {
        if (report.IsClean) Clean++;
        else Found++;
        _searched += report.ValuesSearched;
        _leftOut += report.ValuesLeftOut;
    }

    /// <summary>How far the search went, in lines.</summary>
    public IEnumerable<string> Describe(bool hasKeys) => hasKeys
        ? [$"{DisplayText.Count(_searched, "protected value")} searched for, {_leftOut} too short or too common to be searched for"]
        : ["no --key: Attributes were checked, protected values were not searched for"];
}
