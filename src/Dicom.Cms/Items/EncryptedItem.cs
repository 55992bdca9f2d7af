using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An Item of the Encrypted Attributes Sequence on its way: what it will hold, and who encrypts it.</summary>
internal sealed class EncryptedItem
{
    private readonly ItemEncryption _encryption;
    private readonly string _studyInstanceUid;

    public EncryptedItem(
        EncryptedAttributesDataSet dataSet, ItemEncryption encryption, string studyInstanceUid, TransferSyntax objectSyntax)
    {
        DataSet = dataSet;
        _encryption = encryption;
        _studyInstanceUid = studyInstanceUid;

        // Compressed Pixel Data can be read only under the syntax that says how it is compressed.
        bool holdsFragments = objectSyntax.IsEncapsulated && dataSet.Attributes.Any(attribute => attribute.Tag == Tags.PixelData);
        TransferSyntax = holdsFragments ? objectSyntax : TransferSyntax.ExplicitLittleEndian;
        ContentLength = encryption.GetEncodedLength(dataSet.GetEncodedLength());
    }

    public EncryptedAttributesDataSet DataSet { get; }

    /// <summary>The Transfer Syntax that the content states.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>Octets of the envelope, before anything is encrypted.</summary>
    public int ContentLength { get; }

    /// <summary>Encrypts the encoded data set.</summary>
    public ReadOnlyMemory<byte> Encrypt(byte[] plaintext) => _encryption.Write(_studyInstanceUid, plaintext);
}
