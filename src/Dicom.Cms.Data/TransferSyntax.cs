namespace Dicom.Cms.Data;

/// <summary>A Transfer Syntax: a data set encoding, and whether it is deflated or carries compressed pixels (PS3.5 Annex A).</summary>
public sealed record TransferSyntax
{
    /// <summary>Creates a Transfer Syntax from its UID. Any UID is accepted: private syntaxes exist.</summary>
    /// <param name="uid">The Transfer Syntax UID, without padding.</param>
    /// <exception cref="ArgumentNullException"><paramref name="uid"/> is null.</exception>
    public TransferSyntax(string uid)
    {
        ArgumentNullException.ThrowIfNull(uid);
        Uid = uid;
    }

    /// <summary>Implicit VR Little Endian.</summary>
    public static TransferSyntax ImplicitLittleEndian { get; } = new(DataSetEncoding.ImplicitLittleEndian.TransferSyntaxUid);

    /// <summary>Explicit VR Little Endian.</summary>
    public static TransferSyntax ExplicitLittleEndian { get; } = new(DataSetEncoding.ExplicitLittleEndian.TransferSyntaxUid);

    /// <summary>Explicit VR Big Endian.</summary>
    public static TransferSyntax ExplicitBigEndian { get; } = new(DataSetEncoding.ExplicitBigEndian.TransferSyntaxUid);

    /// <summary>Deflated Explicit VR Little Endian (PS3.5 A.5).</summary>
    public static TransferSyntax DeflatedExplicitLittleEndian { get; } = new("1.2.840.10008.1.2.1.99");

    /// <summary>The Transfer Syntax UID, without padding.</summary>
    public string Uid { get; }

    /// <summary>The encoding of the data set. A syntax not known here is Explicit VR Little Endian, as PS3.5 A.4 has it.</summary>
    public DataSetEncoding Encoding => Uid switch
    {
        // 1.2.840.113619.5.2 is GE's private variant: implicit headers, pixel words swapped.
        "1.2.840.10008.1.2" or "1.2.840.113619.5.2" => DataSetEncoding.ImplicitLittleEndian,
        "1.2.840.10008.1.2.2" => DataSetEncoding.ExplicitBigEndian,
        _ => DataSetEncoding.ExplicitLittleEndian,
    };

    /// <summary>Whether the whole data set is one deflate stream (PS3.5 A.5; JPIP Referenced Deflate A.7, A.12).</summary>
    public bool IsDeflated => Uid is "1.2.840.10008.1.2.1.99" or "1.2.840.10008.1.2.4.95" or "1.2.840.10008.1.2.4.205";

    /// <summary>Whether Pixel Data may be encapsulated: every syntax that is not one of the uncompressed ones (PS3.5 A.4).</summary>
    public bool IsEncapsulated => !IsDeflated
        && Uid is not ("1.2.840.10008.1.2" or "1.2.840.10008.1.2.1" or "1.2.840.10008.1.2.2" or "1.2.840.113619.5.2");

    /// <inheritdoc/>
    public override string ToString() => Uid;
}
