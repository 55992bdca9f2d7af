using System.Diagnostics;
using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// The DER of an AlgorithmIdentifier whose parameters hold an initialization vector: encoded once, and written again and again with
/// another vector in its place.
/// </summary>
internal sealed class AlgorithmIdentifierTemplate
{
    private readonly byte[] _encoded;
    private readonly Range _iv;

    /// <param name="oid">algorithm.</param>
    /// <param name="ivLength">Octets of the vector.</param>
    /// <param name="writeParameters">Writes the parameters around a vector.</param>
    public AlgorithmIdentifierTemplate(string oid, int ivLength, Action<AsnWriter, byte[]> writeParameters)
    {
        // Found again by octets that stand nowhere else in it.
        byte[] iv = new byte[ivLength];
        iv.AsSpan().Fill(0xFF);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writeParameters(writer, iv);
        }

        _encoded = writer.Encode();
        int start = _encoded.AsSpan().IndexOf(iv);
        Debug.Assert(start > 0);
        _iv = start..(start + ivLength);
    }

    /// <summary>Octets of the whole AlgorithmIdentifier.</summary>
    public int Length => _encoded.Length;

    /// <summary>Writes exactly <see cref="Length"/> octets.</summary>
    public void Write(ReadOnlySpan<byte> iv, Span<byte> destination)
    {
        Debug.Assert(destination.Length == Length && iv.Length == _iv.End.Value - _iv.Start.Value);
        _encoded.CopyTo(destination);
        iv.CopyTo(destination[_iv]);
    }
}
