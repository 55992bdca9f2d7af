namespace Dicom.Cms;

/// <summary>
/// Something that the caller should know although the work is done. It contains no value of an Attribute. docs/warnings.md lists all
/// warnings.
/// </summary>
public sealed record Warning
{
    /// <summary>Creates a warning.</summary>
    /// <param name="code">One of <see cref="WarningCodes"/>, for programs.</param>
    /// <param name="text">One or two sentences, for people.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public Warning(string code, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentException.ThrowIfNullOrEmpty(text);
        Code = code;
        Text = text;
    }

    /// <summary>One of <see cref="WarningCodes"/>, for programs.</summary>
    public string Code { get; }

    /// <summary>One or two sentences, for people.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
