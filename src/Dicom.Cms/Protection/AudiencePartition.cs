using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Gives every recipient one Item: with the union of what its audiences may have, at the place of the first of them. Items are never
/// merged on recovery, so that somebody in two would have to choose.
/// </summary>
internal static class AudiencePartition
{
    /// <summary>The audiences, each recipient in one of them.</summary>
    /// <exception cref="ArgumentException">A recipient is twice in one audience.</exception>
    public static Audience[] Of(IReadOnlyList<Audience> audiences)
    {
        List<(Recipient Recipient, AttributeSet Attributes)> recipients = [];
        foreach (Audience audience in audiences)
        {
            foreach (Recipient recipient in audience.Recipients)
            {
                if (audience.Recipients.Count(other => IsSame(other, recipient)) > 1)
                    throw new ArgumentException($"The recipient {recipient} is named twice.");
                int known = recipients.FindIndex(other => IsSame(other.Recipient, recipient));
                if (known < 0) recipients.Add((recipient, audience.Attributes));
                else recipients[known] = (recipients[known].Recipient, recipients[known].Attributes.UnionWith(audience.Attributes));
            }
        }

        List<(AttributeSet Attributes, List<Recipient> Recipients)> partition = [];
        foreach ((Recipient recipient, AttributeSet attributes) in recipients)
        {
            int place = partition.FindIndex(part => part.Attributes.HasSameAttributesAs(attributes));
            if (place < 0) partition.Add((attributes, [recipient]));
            else partition[place].Recipients.Add(recipient);
        }

        // Over all Items: who holds the key of one certificate meets the Items of both that share its name.
        IReadOnlyList<Recipient> named = Recipient.WithDistinctNames([.. partition.SelectMany(part => part.Recipients)]);
        int next = 0;
        return [.. partition.Select(part => new Audience(part.Attributes, [.. part.Recipients.Select(_ => named[next++])]))];
    }

    private static bool IsSame(Recipient one, Recipient other) => one.Name.Equals(other.Name) && one.HasSameKeyAs(other);
}
