namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Parse and open in one step.</summary>
internal static class Opening
{
    internal const string NotAuthenticReason =
        "The content could not be decrypted: the key does not fit, or the envelope was changed.";

    internal static EnvelopeOpening Open(this RecipientKey key, byte[] encoded, EnvelopePolicy? policy = null) =>
        Open([key], Envelope.Parse(encoded), policy);

    internal static EnvelopeOpening Open(
        IReadOnlyList<RecipientKey> keys, Envelope envelope, EnvelopePolicy? policy = null,
        CancellationToken cancellationToken = default) =>
        envelope.OpenAsync(keys, policy ?? EnvelopePolicy.Default, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Null where it is no envelope. Every other exception goes to the test.</summary>
    internal static Envelope? TryParse(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return Envelope.Parse(encoded);
        }
        catch (EnvelopeFormatException)
        {
            return null;
        }
    }

    internal static void ShouldBeOpenedAs(this EnvelopeOpening opening, ReadOnlySpan<byte> content, string because = "")
    {
        opening.Status.Should().Be(EnvelopeOpeningStatus.Opened, "{0}: {1}", because, opening.Reason);
        content.SequenceEqual(opening.Content).Should().BeTrue("the content is what was encrypted; {0}", because);
    }

    internal static void ShouldBeNotAuthentic(this EnvelopeOpening opening, string because = "")
    {
        opening.Status.Should().Be(EnvelopeOpeningStatus.NotAuthentic, because);
        opening.Reason.Should().Be(NotAuthenticReason, because);
        opening.Content.Should().BeNull(because);
        opening.IsAuthenticated.Should().BeFalse(because);
    }

    internal static void ShouldBeNotAccepted(this EnvelopeOpening opening, string reason)
    {
        opening.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted, opening.Reason);
        opening.Reason.Should().Contain(reason);
        opening.Content.Should().BeNull();
    }
}
