namespace Dicom.Cms.Cli;

/// <summary>An input and where its output goes.</summary>
/// <param name="input">The input.</param>
/// <param name="output">The output, or the folder around it.</param>
/// <param name="isFolder">Whether the output stands in <paramref name="output"/> as the input does in its folder.</param>
internal sealed class WorkItem(InputFile input, string output, bool isFolder)
{
    public InputFile Input => input;

    public string OutputPath => isFolder ? Path.Combine(output, input.RelativePath) : output;
}
