namespace Dicom.Cms;

/// <summary>Something the caller should know although the work was done. Holds no value of an Attribute.</summary>
/// <param name="Code">A short constant name, for programs.</param>
/// <param name="Text">A sentence, for people.</param>
public sealed record Warning(string Code, string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
