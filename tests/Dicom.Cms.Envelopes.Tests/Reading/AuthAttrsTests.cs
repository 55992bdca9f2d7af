namespace Dicom.Cms.Envelopes.Tests;

/// <summary>RFC 5083 2.2: authAttrs are authenticated in DER, under the tag of a SET OF, however they were sent.</summary>
public sealed class AuthAttrsTests
{
    // Two attributes, 1.2.3.1 of INTEGER 1 and 1.2.3.2 of INTEGER 2, in order.
    private static readonly byte[] s_first = Convert.FromHexString("300a06032a03013103020101");
    private static readonly byte[] s_second = Convert.FromHexString("300a06032a03023103020102");

    private static byte[] Tlv(byte tag, params ReadOnlySpan<byte> content) => TestEnvelope.Tlv(tag, content);

    private static byte[] Encode(byte[] authAttrs, byte[] additionalData) =>
        TestEnvelope.Gcm(authAttrs: authAttrs, additionalData: additionalData).Encode();

    [Fact]
    public void OpenAsync_InDerOrder_Opens() =>
        TestKeys.Key().Open(Encode(Tlv(0xA1, [.. s_first, .. s_second]), Tlv(0x31, [.. s_first, .. s_second])))
            .ShouldBeOpenedAs(TestEnvelope.Content);

    [Fact]
    public void OpenAsync_InAnotherOrderOrForm_IsAuthenticatedInDer()
    {
        byte[] additionalData = Tlv(0x31, [.. s_first, .. s_second]);
        byte[] indefinite = [0xA1, 0x80, .. BerForms.Indefinite([.. s_second, .. s_first], 0), 0x00, 0x00];
        byte[] longLengths = Tlv(0xA1, BerForms.LongLengths([.. s_first, .. s_second], 0));
        foreach (byte[] authAttrs in new[] { Tlv(0xA1, [.. s_second, .. s_first]), indefinite, longLengths })
            TestKeys.Key().Open(Encode(authAttrs, additionalData)).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void OpenAsync_ValuesOfEveryShape_AreBroughtIntoDer()
    {
        // An OCTET STRING, a SEQUENCE of a nested SET OF, a context-specific value, text, a NULL, a GeneralizedTime.
        byte[] values =
        [
            .. Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x01, .. Tlv(0x31, Tlv(0x04, "octets"u8))]),
            .. Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x02, .. Tlv(0x31, Tlv(0x30, Tlv(0x31, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02)))]),
            .. Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x03, .. Tlv(0x31, [.. Tlv(0xA0, Tlv(0x0C, "x"u8))])]),
            .. Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x04, .. Tlv(0x31, 0x05, 0x00)]),
            .. Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x05, .. Tlv(0x31, Tlv(0x18, "20261121000000Z"u8))]),
        ];
        byte[][] attributes = [.. Split(values)];
        Array.Sort(attributes, static (a, b) => a.AsSpan().SequenceCompareTo(b));
        byte[] additionalData = Tlv(0x31, [.. attributes.SelectMany(a => a)]);

        foreach (int segment in new[] { 0, 4 })
        {
            byte[] sent = Tlv(0xA1, BerForms.Indefinite([.. attributes.Reverse().SelectMany(a => a)], segment));
            TestKeys.Key().Open(Encode(sent, additionalData)).ShouldBeOpenedAs(TestEnvelope.Content, $"segments of {segment}");
        }
    }

    [Fact]
    public void OpenAsync_AttributeChangedAddedOrGone_IsNotAuthentic()
    {
        byte[] additionalData = Tlv(0x31, [.. s_first, .. s_second]);
        byte[] changed = [.. s_first];
        changed[^1] ^= 2;
        foreach (byte[] authAttrs in new byte[][] { [], Tlv(0xA1), Tlv(0xA1, s_first), Tlv(0xA1, [.. changed, .. s_second]),
            Tlv(0xA1, [.. s_first, .. s_second, .. s_second]) })
            TestKeys.Key().Open(Encode(authAttrs, additionalData)).ShouldBeNotAuthentic(Convert.ToHexString(authAttrs));
        TestKeys.Key().Open(Encode(Tlv(0xA1, s_first), []))
            .ShouldBeNotAuthentic("written without authenticating them, as OpenSSL long did");
    }

    [Theory]
    [InlineData("a103300506")] // truncated within
    [InlineData("a1053003bf8100")] // a tag of several octets
    [InlineData("a1067f8101023000")]
    [InlineData("a10430023100ff")]
    [InlineData("a1042c020c00")] // UTF8String in segments
    [InlineData("a102110a")] // a primitive SET
    public void Parse_MalformedOrUnknownForms_AreRefused(string authAttrs) =>
        FluentActions.Invoking(() => Envelope.Parse(Encode(Convert.FromHexString(authAttrs), [])))
            .Should().Throw<EnvelopeFormatException>();

    [Fact]
    public void Parse_TooLongOrTooDeep_IsRefused()
    {
        static byte[] Attribute(int length) => Tlv(0x30, [0x06, 0x03, 0x2A, 0x03, 0x01, .. Tlv(0x31, Tlv(0x04, new byte[length]))]);
        FluentActions.Invoking(() => Envelope.Parse(Encode(Tlv(0xA1, Attribute(65_600)), [])))
            .Should().Throw<EnvelopeFormatException>().WithMessage("authAttrs*longer than 65536*");

        // All of it counts, tag and length included.
        int longest = 65_536 - Tlv(0xA1, Attribute(60_000)).Length + 60_000;
        Tlv(0xA1, Attribute(longest)).Should().HaveCount(65_536);
        Envelope.Parse(Encode(Tlv(0xA1, Attribute(longest)), [])).AdditionalData.Length.Should().Be(65_536);
        FluentActions.Invoking(() => Envelope.Parse(Encode(Tlv(0xA1, Attribute(longest + 1)), []))).Should()
            .Throw<EnvelopeFormatException>();

        byte[] nested = [0x05, 0x00];
        for (int depth = 0; depth < 15; depth++)
            nested = Tlv(0x30, nested);
        FluentActions.Invoking(() => Envelope.Parse(Encode(Tlv(0xA1, nested), []))).Should().NotThrow();
        FluentActions.Invoking(() => Envelope.Parse(Encode(Tlv(0xA1, Tlv(0x30, nested)), []))).Should().Throw<EnvelopeFormatException>();
    }

    private static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> values)
    {
        var reader = new System.Formats.Asn1.AsnReader(values, System.Formats.Asn1.AsnEncodingRules.DER);
        while (reader.HasData)
            yield return reader.ReadEncodedValue().ToArray();
    }
}
