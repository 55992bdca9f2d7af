namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The length promised is the length written, whatever headers it takes.</summary>
public sealed class EncodedLengthTests
{
    public static TheoryData<string, int> Suites
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (EnvelopeSuite suite in EnvelopeSuite.All)
                foreach (int bits in new[] { 128, 192, 256 })
                    data.Add(suite.Name, bits);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void GetEncodedLength_UpToAHundredAndAroundTheBoundaries_IsWhatIsWritten(string name, int bits)
    {
        var writer = new EnvelopeWriter(SuiteContractTests.Suite(name).WithKeySize(bits), [TestKeys.Recipient()]);
        foreach (int length in Enumerable.Range(0, 101).Concat([111, 112, 127, 128, 255, 256, 65_519, 65_520, 65_535, 65_536, 1 << 20]))
        {
            byte[] content = new byte[length];
            byte[] encoded = writer.Write(content);
            encoded.Length.Should().Be(writer.GetEncodedLength(length), "content of {0}", length);
            if (length is 0 or 16 or 1 << 20)
                TestKeys.Key().Open(encoded).ShouldBeOpenedAs(content, $"content of {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void GetEncodedLength_EveryLength_NeverShrinks(string name, int bits)
    {
        var writer = new EnvelopeWriter(SuiteContractTests.Suite(name).WithKeySize(bits), [TestKeys.Recipient()]);
        int before = writer.GetEncodedLength(0);
        for (int length = 1; length < 70_000; length++)
        {
            int now = writer.GetEncodedLength(length);
            if (now < before || now > before + 32)
                Assert.Fail($"{name} {bits}: {before} octets at {length - 1}, {now} at {length}");
            before = now;
        }
    }

    [Fact]
    public void GetEncodedLength_NegativeOrBeyondAnArray_Refuses()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            var writer = new EnvelopeWriter(suite, [TestKeys.Recipient()]);
            FluentActions.Invoking(() => writer.GetEncodedLength(-1)).Should().Throw<ArgumentOutOfRangeException>();
            FluentActions.Invoking(() => writer.GetEncodedLength(int.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
            FluentActions.Invoking(() => writer.GetEncodedLength(Array.MaxLength)).Should().Throw<ArgumentOutOfRangeException>();
            writer.GetEncodedLength(Array.MaxLength - 1000).Should().BeLessThanOrEqualTo(Array.MaxLength);
        }
    }
}
