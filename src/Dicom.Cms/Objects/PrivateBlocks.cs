using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The private blocks that one data set or Item reserves: who made which Attributes (PS3.5 7.8.1).</summary>
internal sealed class PrivateBlocks
{
    /// <summary>No block is reserved.</summary>
    public static PrivateBlocks None { get; } = new([]);

    // By the tag of the Private Creator. Null where two differ: then nobody knows whose the block is.
    private readonly Dictionary<Tag, string?> _creators;

    private PrivateBlocks(Dictionary<Tag, string?> creators) => _creators = creators;

    /// <summary>Reads the Private Creators among elements.</summary>
    public static PrivateBlocks Of(IEnumerable<DataElement> elements)
    {
        Dictionary<Tag, string?>? creators = null;
        foreach (DataElement element in elements)
        {
            if (!element.Tag.IsPrivateCreator || element.Items is not null) continue;
            string? creator = Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');
            if (creator.Length == 0) creator = null;
            creators ??= [];
            if (creators.TryGetValue(element.Tag, out string? other) && other != creator) creator = null;
            creators[element.Tag] = creator;
        }

        return creators is null ? None : new PrivateBlocks(creators);
    }

    /// <summary>The Private Creator of an Attribute, null when its block is not reserved.</summary>
    public string? CreatorOf(Tag tag) => CreatorTagOf(tag) is { } creator && _creators.TryGetValue(creator, out string? name) ? name : null;

    /// <summary>Whether a Private Creator reserves the block of one of these tags.</summary>
    public static bool ReservesAny(Tag creator, IEnumerable<Tag> tags) => tags.Any(tag => CreatorTagOf(tag) == creator);

    /// <summary>The tag (gggg,00bb) that reserves the block of (gggg,bbxx); null for a tag that lies in no block.</summary>
    public static Tag? CreatorTagOf(Tag tag) =>
        tag.IsPrivate && tag.Group is not 0xFFFF && tag.Element >> 8 is >= 0x10 and int block ? new Tag(tag.Group, (ushort)block) : null;
}
