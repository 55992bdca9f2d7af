namespace Dicom.Cms.Tests.FolderFixture;

/// <summary>For <see cref="FolderGraphTests"/>: names <see cref="Kind"/> of its own folder, and the other folder in code.</summary>
internal sealed class Upper(Kind[] kinds)
{
    public int Count => kinds.Length;

    public static int CountBelow() => Lower.Count();
}

/// <summary>A type without code.</summary>
internal enum Kind
{
    None,
}
