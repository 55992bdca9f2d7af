using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The private block of the restoration record: group 0401, which sorts behind (0400,0550) (PS3.5 7.8.1).</summary>
internal static class RestorationTags
{
    public const string Creator = "DICOM-CMS RESTORATION 1";

    public static readonly Tag PrivateCreator = new(0x0401_0010);
    public static readonly Tag BoundSopInstanceUid = new(0x0401_1001);
    public static readonly Tag Purpose = new(0x0401_1002);
    public static readonly Tag KeyScope = new(0x0401_1003);
    public static readonly Tag TransferSyntaxUid = new(0x0401_1010);
    public static readonly Tag Prefix = new(0x0401_1011);
    public static readonly Tag Suffix = new(0x0401_1012);
    public static readonly Tag DeflatedSuffix = new(0x0401_1013);
    public static readonly Tag LooseElements = new(0x0401_1014);
    public static readonly Tag LooseOrdinal = new(0x0401_1015);
    public static readonly Tag LooseTag = new(0x0401_1016);
    public static readonly Tag LooseBytes = new(0x0401_1017);
    public static readonly Tag Order = new(0x0401_1018);
    public static readonly Tag AddedTags = new(0x0401_1019);
    public static readonly Tag Digest = new(0x0401_101A);
    public static readonly Tag BulkValues = new(0x0401_101B);
    public static readonly Tag BulkTag = new(0x0401_101C);
    public static readonly Tag BulkLength = new(0x0401_101D);
    public static readonly Tag BulkChunkTags = new(0x0401_101E);
    public static readonly Tag BulkKey = new(0x0401_101F);
}
