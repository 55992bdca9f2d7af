namespace Dicom.Cms.Data;

/// <summary>How a data set is put into bytes: VR explicit or implicit, byte ordering (PS3.5 7.1, 7.3). A closed set.</summary>
public sealed class DataSetEncoding
{
    private DataSetEncoding(string name, string transferSyntaxUid, bool isExplicit, bool isBigEndian)
    {
        Name = name;
        TransferSyntaxUid = transferSyntaxUid;
        IsExplicit = isExplicit;
        IsBigEndian = isBigEndian;
    }

    /// <summary>Implicit VR Little Endian (PS3.5 A.1).</summary>
    public static DataSetEncoding ImplicitLittleEndian { get; } =
        new("Implicit VR Little Endian", "1.2.840.10008.1.2", isExplicit: false, isBigEndian: false);

    /// <summary>Explicit VR Little Endian (PS3.5 A.2), the encoding of encapsulated syntaxes too.</summary>
    public static DataSetEncoding ExplicitLittleEndian { get; } =
        new("Explicit VR Little Endian", "1.2.840.10008.1.2.1", isExplicit: true, isBigEndian: false);

    /// <summary>Explicit VR Big Endian (PS3.5 A.3, retired).</summary>
    public static DataSetEncoding ExplicitBigEndian { get; } =
        new("Explicit VR Big Endian", "1.2.840.10008.1.2.2", isExplicit: true, isBigEndian: true);

    /// <summary>The name PS3.6 gives the uncompressed Transfer Syntax of this encoding.</summary>
    public string Name { get; }

    /// <summary>The UID of the uncompressed Transfer Syntax of this encoding.</summary>
    public string TransferSyntaxUid { get; }

    /// <summary>Whether each element states its VR.</summary>
    public bool IsExplicit { get; }

    /// <summary>Whether numbers stand with their most significant octet first.</summary>
    public bool IsBigEndian { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
