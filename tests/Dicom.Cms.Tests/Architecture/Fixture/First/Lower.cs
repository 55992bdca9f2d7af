namespace Dicom.Cms.Tests.FolderFixture;

/// <summary>For <see cref="FolderGraphTests"/>: names the other folder only in the code of a lambda.</summary>
internal static class Lower
{
    public static Func<int> Count { get; } = () => new Upper([]).Count;
}
