using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Re-wraps, and looks at what stays.</summary>
internal static class Rewraps
{
    internal static RecipientChange Add(params Recipient[] recipients) => RecipientChange.AddAndRemove(recipients, []);

    internal static RecipientChange Remove(params RecipientName[] names) => RecipientChange.AddAndRemove([], names);

    internal static EnvelopeRewrapping Rewrap(
        byte[] encoded, RecipientChange change, RecipientKey key, Func<ReadOnlyMemory<byte>, bool>? isContent = null,
        EnvelopePolicy? policy = null) =>
        Envelope.Parse(encoded).RewrapAsync(change, [key], policy ?? EnvelopePolicy.Default, isContent ?? (_ => true)).AsTask()
            .GetAwaiter().GetResult();

    /// <summary>Re-wraps, requires that it was done, and that all but the recipients is as it was.</summary>
    internal static byte[] RewrapAndCompare(byte[] encoded, RecipientChange change, RecipientKey key)
    {
        EnvelopeRewrapping rewrapping = Rewrap(encoded, change, key);
        rewrapping.Opening.IsOpened.Should().BeTrue(rewrapping.Opening.Reason);
        rewrapping.Refusal.Should().BeNull();
        byte[] rewrapped = rewrapping.Encoded!.Value.ToArray();
        Convert.ToHexString(BehindRecipients(rewrapped))
            .Should().Be(Convert.ToHexString(BehindRecipients(encoded)), "only recipients change");
        return rewrapped;
    }

    /// <summary>Everything behind recipientInfos: encryptedContentInfo, authAttrs, mac, attributes, ends of indefinite lengths. Of
    /// PEM, what it holds.</summary>
    internal static byte[] BehindRecipients(byte[] encoded)
    {
        if (EnvelopePem.TryDecode(encoded, out byte[]? decoded))
            encoded = decoded;
        EnvelopeEncoding encoding = Envelope.Parse(encoded).Encoding;
        return encoded.AsSpan(encoding.RecipientInfos.End.Value).TrimEnd((byte)0).ToArray();
    }

    /// <summary>The encodings of all RecipientInfos, in hexadecimal.</summary>
    internal static string[] RecipientInfos(byte[] encoded) =>
        [.. Envelope.Parse(encoded).Recipients.Select(info => Convert.ToHexString(info.Encoded.Span))];

    /// <summary>Whether it is DER, up to the last octet.</summary>
    internal static void ShouldBeDer(byte[] encoded)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        Walk(reader);
        reader.HasData.Should().BeFalse();
    }

    private static void Walk(AsnReader reader)
    {
        while (reader.HasData)
        {
            Asn1Tag tag = reader.PeekTag();
            if (!tag.IsConstructed)
                reader.ReadEncodedValue();
            else if (tag == Asn1Tag.SetOf)
                Walk(reader.ReadSetOf());
            else
                Walk(reader.ReadSequence(tag));
        }
    }
}
