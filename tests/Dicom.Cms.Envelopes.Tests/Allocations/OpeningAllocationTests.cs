namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What opening allocates: the content once, and a constant for what the envelope says.</summary>
public sealed class OpeningAllocationTests
{
    /// <summary>Octets beyond the content: the envelope that was read, its names and numbers, the attempt, the result.</summary>
    private const int MaxBeyond = 4096;

    public static TheoryData<EnvelopeSuite, int> SuitesAndLengths()
    {
        TheoryData<EnvelopeSuite, int> data = [];
        foreach (int length in (int[])[0, 15, 16384, 1 << 20])
        {
            foreach (EnvelopeSuite suite in EnvelopeSuite.All)
                data.Add(suite, length);
            data.Add(EnvelopeSuite.Authenticated.WithKeyDerivation(), length);
            data.Add(EnvelopeSuite.Oaep.WithKeyDerivation(), length);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SuitesAndLengths), DisableDiscoveryEnumeration = true)]
    public void OpenAsync_OfOneRecipient_AllocatesTheContentOnce(EnvelopeSuite suite, int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] encoded = new EnvelopeWriter(suite, [TestKeys.Recipient()]).Write(content);
        RecipientKey[] keys = [TestKeys.Key()];

        Allocation.PerOperation(() => Open(encoded, keys)).Should().BeLessThanOrEqualTo(length + MaxBeyond);
        Open(encoded, keys).ShouldBeOpenedAs(content);
    }

    [Fact]
    public void OpenAsync_PrivateKeyOfADerivedContent_AllocatesAsLittleWhenItIsNotRemembered()
    {
        var writer = new EnvelopeWriter(EnvelopeSuite.Authenticated.WithKeyDerivation(), [TestKeys.Recipient()]);
        var encoded = new Queue<byte[]>(Enumerable.Range(0, Allocation.Operations).Select(_ => writer.Write(new byte[16384])));
        using RecipientKey key = RecipientKey.FromPem(TestKeys.PrivateKeyPem()).WithCertificate(TestKeys.Certificate());
        RecipientKey[] keys = [key];

        Allocation.PerOperation(() => Open(encoded.Dequeue(), keys)).Should().BeLessThanOrEqualTo(16384 + MaxBeyond + 1024);
    }

    private static EnvelopeOpening Open(byte[] encoded, RecipientKey[] keys)
    {
        ValueTask<EnvelopeOpening> opening = Envelope.Parse(encoded).OpenAsync(keys, EnvelopePolicy.Default);
        return opening.IsCompletedSuccessfully ? opening.Result : throw new InvalidOperationException("A local key makes nobody wait.");
    }
}
