using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>An Item that a key opened, and what became of its envelope.</summary>
/// <param name="Item">The Item as it stands.</param>
/// <param name="Envelope">Its envelope as it stands.</param>
/// <param name="Rewrapping">What became of it.</param>
internal sealed record RewrappedItem(SequenceItem Item, Envelope Envelope, EnvelopeRewrapping Rewrapping)
{
    public bool IsChanged => Rewrapping.Encoded is not null;
}
