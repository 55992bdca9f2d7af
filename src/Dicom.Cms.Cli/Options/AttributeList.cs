using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>LIST: keywords or eight-digit tags, comma-separated.</summary>
internal static class AttributeList
{
    /// <param name="list">The words.</param>
    /// <param name="option">The option they stand in, for messages.</param>
    /// <exception cref="UsageException">No Attribute, one that is not known, or one that cannot be encrypted.</exception>
    public static AttributeSet Read(string list, string option)
    {
        string[] words = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new UsageException($"{option}: names no Attribute");
        try
        {
            return AttributeSet.Of([.. words.Select(word => ReadTag(word, option))]);
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception, option);
        }
    }

    private static Tag ReadTag(string word, string option) => Tag.TryParse(word, out Tag tag) || DataDictionary.TryFindTag(word, out tag)
        ? tag
        : throw new UsageException(
            $"{option}: {word} is neither a DICOM keyword, such as PatientName, nor an eight-digit tag, such as 00100010");
}
