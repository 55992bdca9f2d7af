using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The private block of the restoration record: group 0401, which sorts behind (0400,0550) (PS3.5 7.8.1).</summary>
internal static class RestorationTags
{
    /// <summary>The Private Creator, which ends with the version of the record.</summary>
    public const string Creator = "DICOM-CMS RESTORATION 2";

    /// <summary>The group in which every version of the record stands.</summary>
    public const ushort Group = 0x0401;

    // Part A: in every Item.
    public static readonly Tag PrivateCreator = new(0x0401_0010);
    public static readonly Tag BoundSopInstanceUid = new(0x0401_1001);
    public static readonly Tag Purpose = new(0x0401_1002);
    public static readonly Tag KeyScope = new(0x0401_1003);
    public static readonly Tag ProtectionId = new(0x0401_1004);
    public static readonly Tag ProtectionTime = new(0x0401_1005);
    public static readonly Tag ItemKey = new(0x0401_1006);
    public static readonly Tag Commitments = new(0x0401_1007);
    public static readonly Tag TransferSyntaxUid = new(0x0401_1008);
    public static readonly Tag BulkValues = new(0x0401_1009);
    public static readonly Tag BulkTag = new(0x0401_100A);
    public static readonly Tag BulkVr = new(0x0401_100B);
    public static readonly Tag BulkLength = new(0x0401_100C);
    public static readonly Tag BulkChunkTags = new(0x0401_100D);
    public static readonly Tag ClearTags = new(0x0401_100E);
    public static readonly Tag DecodedDigest = new(0x0401_100F);
    public static readonly Tag DecodedPhotometricInterpretation = new(0x0401_1010);
    public static readonly Tag DecodedPlanarConfiguration = new(0x0401_1011);

    // Part B: in Items with everything.
    public static readonly Tag FullId = new(0x0401_1020);
    public static readonly Tag Prefix = new(0x0401_1021);
    public static readonly Tag Suffix = new(0x0401_1022);
    public static readonly Tag DeflatedDataSet = new(0x0401_1023);
    public static readonly Tag LooseElements = new(0x0401_1024);
    public static readonly Tag LooseOrdinal = new(0x0401_1025);
    public static readonly Tag LooseTag = new(0x0401_1026);
    public static readonly Tag LooseBytes = new(0x0401_1027);
    public static readonly Tag Order = new(0x0401_1028);
    public static readonly Tag ClearHeader = new(0x0401_1029);
    public static readonly Tag ClearHeaderLength = new(0x0401_102A);
    public static readonly Tag Digest = new(0x0401_102B);
    public static readonly Tag EditedBulkValues = new(0x0401_102C);
    public static readonly Tag EditedTag = new(0x0401_102D);
    public static readonly Tag Edits = new(0x0401_102E);

    /// <summary>The last element of the plaintext, which is over all before it.</summary>
    public static readonly Tag ContentDigest = new(0x0401_10FF);
}
