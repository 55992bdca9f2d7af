namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What sealing allocates: the envelope, and next to nothing besides, for however many recipients.</summary>
public sealed class WritingAllocationTests
{
    private const int ContentLength = 16384;

    /// <summary>Octets beyond the envelope; 3 kB were a fresh AsnWriter's, where the identifier was encoded each time.</summary>
    private const int MaxBeyond = 2048;

    public static TheoryData<EnvelopeSuite, int> SuitesAndRecipients()
    {
        TheoryData<EnvelopeSuite, int> data = [];
        foreach (int recipients in (int[])[1, 4, 16])
        {
            foreach (EnvelopeSuite suite in EnvelopeSuite.All)
                data.Add(suite, recipients);
            data.Add(EnvelopeSuite.Authenticated.WithKeyDerivation(), recipients);
            data.Add(EnvelopeSuite.Oaep.WithKeyDerivation(), recipients);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SuitesAndRecipients), DisableDiscoveryEnumeration = true)]
    public void Write_ForRsaRecipients_AllocatesLittleBeyondTheEnvelope(EnvelopeSuite suite, int recipients)
    {
        var writer = new EnvelopeWriter(suite, Recipients(recipients));
        byte[] content = new byte[ContentLength];

        Allocation.PerOperation(() => writer.Write(content))
            .Should().BeLessThanOrEqualTo(writer.GetEncodedLength(ContentLength) + MaxBeyond);
    }

    [Theory]
    [MemberData(nameof(SuitesAndRecipients), DisableDiscoveryEnumeration = true)]
    public void Write_IntoADestination_AllocatesLittle(EnvelopeSuite suite, int recipients)
    {
        var writer = new EnvelopeWriter(suite, Recipients(recipients));
        byte[] content = new byte[ContentLength], destination = new byte[writer.GetEncodedLength(ContentLength)];

        Allocation.PerOperation(() => writer.Write(content, destination)).Should().BeLessThanOrEqualTo(512);
    }

    [Fact]
    public void Write_UnderASharedKey_AllocatesLittleBeyondTheEnvelope()
    {
        using var writer = new SharedKeyEnvelopeWriter(EnvelopeSuite.Authenticated.WithKeyDerivation(), Recipients(16));
        byte[] content = new byte[ContentLength];

        Allocation.PerOperation(() => writer.Write("study", content))
            .Should().BeLessThanOrEqualTo(writer.GetEncodedLength(ContentLength) + 512);
    }

    // Certificates of one key, for a key takes long to make; each has a number of its own.
    private static Recipient[] Recipients(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Recipient.FromCertificate(TestKeys.Issue(TestKeys.Rsa()), TestKeys.AtAnyTime))];
}
