using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Every file of other writers ends as the table in Vectors/README.md says.</summary>
public sealed class VectorTests
{
    public static TheoryData<string, string, string> Table
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach ((string file, string key, string outcome) in Vectors.Table())
                data.Add(file, key, outcome);
            return data;
        }
    }

    [Fact]
    public void Table_EveryFile_HasARow() =>
        Vectors.Table().Select(row => row.File).Distinct().Order(StringComparer.Ordinal).Should().Equal(Vectors.EnvelopeFiles());

    [Theory]
    [MemberData(nameof(Table))]
    public void OpenAsync_KeyWithCertificate_EndsAsTheTableSays(string file, string key, string outcome) =>
        OutcomeOf(Vectors.Read(file), TestKeys.Key(key), outcome).Should().Be(outcome);

    [Theory]
    [MemberData(nameof(Table))]
    public void OpenAsync_KeyWithoutCertificate_EndsAsTheTableSays(string file, string key, string outcome)
    {
        // A key that nothing names is only tried: that it does not open says no more than that it was not meant.
        string expected = outcome == "not authentic" ? "no matching recipient" : outcome;
        OutcomeOf(Vectors.Read(file), TestKeys.BareKey(key), expected).Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void OpenAsync_PaddedWithOneZero_EndsAlike(string file, string key, string outcome)
    {
        byte[] encoded = Vectors.Read(file);
        if (encoded[^1] == 0)
            encoded = encoded[..^1];
        OutcomeOf([.. encoded, 0], TestKeys.Key(key), outcome).Should().Be(outcome);
    }

    [Fact]
    public void OpenAsync_AuthenticatedVector_SaysSo()
    {
        foreach ((string file, string key, string outcome) in Vectors.Table().Where(row => row.Outcome is "plain" or "hello"))
        {
            Envelope envelope = Envelope.Parse(Vectors.Read(file));
            bool isGcm = file.Contains("gcm", StringComparison.Ordinal);
            envelope.Kind.Should().Be(isGcm ? EnvelopeKind.AuthEnvelopedData : EnvelopeKind.EnvelopedData, file);
            Opening.Open([TestKeys.Key(key)], envelope).IsAuthenticated.Should().Be(isGcm, file);
        }
    }

    private static string OutcomeOf(byte[] encoded, RecipientKey key, string expected)
    {
        if (Opening.TryParse(encoded) is not { } envelope)
            return "malformed";

        EnvelopeOpening opening = Opening.Open([key], envelope);
        return opening.Status switch
        {
            EnvelopeOpeningStatus.NoMatchingRecipient => "no matching recipient",
            EnvelopeOpeningStatus.NotAccepted => "not accepted",
            EnvelopeOpeningStatus.NotAuthentic => "not authentic",
            _ when expected == "plain" && opening.Content.AsSpan().SequenceEqual(Vectors.Plain) => "plain",
            _ when expected == "hello" && opening.Content.AsSpan().SequenceEqual(Vectors.Hello) => "hello",
            _ => "sha256 " + Convert.ToHexStringLower(SHA256.HashData(opening.Content!))[..16],
        };
    }
}
