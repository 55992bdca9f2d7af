using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>How a record needs a key.</summary>
internal enum DirectoryKeyType
{
    /// <summary>Type 1: a dummy where the object has no value.</summary>
    Required,

    /// <summary>Type 2: empty where the object has no value.</summary>
    MayBeEmpty,

    /// <summary>Type 1C, 3: absent where the object has no value.</summary>
    WherePresent,
}

/// <summary>A key of a Directory Record (PS3.3 F.5).</summary>
internal readonly record struct DirectoryKey(Tag Tag, DirectoryKeyType Type)
{
    public static DirectoryKey Required(Tag tag) => new(tag, DirectoryKeyType.Required);

    public static DirectoryKey MayBeEmpty(Tag tag) => new(tag, DirectoryKeyType.MayBeEmpty);

    public static DirectoryKey WherePresent(Tag tag) => new(tag, DirectoryKeyType.WherePresent);
}
