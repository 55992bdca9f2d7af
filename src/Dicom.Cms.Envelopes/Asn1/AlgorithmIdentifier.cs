using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>An algorithm and its parameters, as they stand in the envelope. RFC 5280 4.1.1.2.</summary>
/// <param name="Oid">algorithm.</param>
/// <param name="Parameters">The whole TLV of parameters; empty where they are absent.</param>
/// <param name="ParametersPosition">Where they begin, in octets from the beginning of the envelope.</param>
// AlgorithmIdentifier ::= SEQUENCE {
//   algorithm   OBJECT IDENTIFIER,
//   parameters  ANY DEFINED BY algorithm OPTIONAL }
internal readonly record struct AlgorithmIdentifier(string Oid, ReadOnlyMemory<byte> Parameters, int ParametersPosition)
{
    public bool HasParameters => !Parameters.IsEmpty;

    /// <summary>Whether the parameters are absent or NULL.</summary>
    public bool HasNoParametersOrNull =>
        !HasParameters
        || (AsnDecoder.TryReadEncodedValue(Parameters.Span, AsnEncodingRules.BER, out Asn1Tag tag, out _, out int length, out _)
            && tag == Asn1Tag.Null && length == 0);

    public static AlgorithmIdentifier Read(ref BerReader reader, string field, Asn1Tag? tag = null)
    {
        BerReader sequence = reader.ReadSequence(field, tag);
        string oid = sequence.ReadObjectIdentifier(field + ".algorithm");
        int position = sequence.Position;
        ReadOnlyMemory<byte> parameters = default;
        if (sequence.HasData) parameters = sequence.ReadEncodedValue(field + ".parameters");
        sequence.RequireEnd(field);
        return new AlgorithmIdentifier(oid, parameters, position);
    }

    /// <summary>A reader before the parameters.</summary>
    public BerReader ReadParameters() => new(Parameters, ParametersPosition);
}
