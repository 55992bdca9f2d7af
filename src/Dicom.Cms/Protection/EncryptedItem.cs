using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>An Item of the Encrypted Attributes Sequence on its way: what it will hold, and who encrypts it.</summary>
internal sealed class EncryptedItem
{
    private readonly EnvelopeWriter _envelopeWriter;
    private readonly TransferSyntax _syntax;

    public EncryptedItem(EncryptedAttributesDataSet dataSet, EnvelopeWriter envelopeWriter, TransferSyntax objectSyntax)
    {
        DataSet = dataSet;
        _envelopeWriter = envelopeWriter;

        // Compressed Pixel Data can be read only under the syntax that says how it is compressed.
        bool holdsFragments = objectSyntax.IsEncapsulated && dataSet.Attributes.Any(attribute => attribute.Tag == Tags.PixelData);
        _syntax = holdsFragments ? objectSyntax : TransferSyntax.ExplicitLittleEndian;
    }

    public EncryptedAttributesDataSet DataSet { get; }

    /// <summary>The Transfer Syntax and the octets of the envelope, before anything is encrypted.</summary>
    public (TransferSyntax Syntax, int ContentLength) GetLength() => (_syntax, _envelopeWriter.GetEncodedLength(DataSet.GetEncodedLength()));

    /// <summary>Encrypts the encoded data set.</summary>
    public ReadOnlyMemory<byte> Encrypt(byte[] plaintext) => _envelopeWriter.Write(plaintext);
}
