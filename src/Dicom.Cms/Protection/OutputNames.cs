using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The names under which an output stands, as far as they come from the input: they travel with the object.</summary>
internal static class OutputNames
{
    /// <summary>Looks for what was protected in the name of the output, and of the folders that it has in common with the input.</summary>
    /// <returns>Null where there is nothing.</returns>
    public static Warning? Check(IdentifyingValues identifying, string inputPath, string outputPath)
    {
        string name = NamesOf(Path.GetFullPath(inputPath), Path.GetFullPath(outputPath));
        bool isNamed = identifying.IsIn(Encoding.UTF8.GetBytes(name)) || identifying.IsIn(Encoding.Latin1.GetBytes(name));
        return !isNamed ? null : new Warning(
            WarningCodes.NameHoldsValue,
            "The name of the output, or of a folder that it has in common with the input, holds a value that was protected.");
    }

    /// <summary>The file name of the output, and the folders around it as long as input and output have the same names there.</summary>
    private static string NamesOf(string inputPath, string outputPath)
    {
        int start = outputPath.Length - Path.GetFileName(outputPath.AsSpan()).Length;
        ReadOnlySpan<char> input = Path.GetDirectoryName(inputPath.AsSpan()), output = Path.GetDirectoryName(outputPath.AsSpan());
        while (!output.IsEmpty && Path.GetFileName(output) is { IsEmpty: false } folder && folder.SequenceEqual(Path.GetFileName(input)))
        {
            start = output.Length - folder.Length;
            input = Path.GetDirectoryName(input);
            output = Path.GetDirectoryName(output);
        }

        return outputPath[start..];
    }
}
