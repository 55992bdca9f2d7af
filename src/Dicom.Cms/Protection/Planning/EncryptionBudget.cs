using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>How many octets of one object may be encrypted. What is encrypted is held in memory.</summary>
/// <param name="limit">Octets.</param>
internal sealed class EncryptionBudget(long limit)
{
    // Octets of an element that is held as one array, and once more converted.
    private const int LongestElement = int.MaxValue / 2;

    private long _taken;

    /// <summary>Refuses an element that would no longer fit.</summary>
    /// <exception cref="ProtectionException">It would not.</exception>
    public void RequireRoomFor(in ElementLocation element)
    {
        if (_taken + element.Length <= limit && element.Length <= LongestElement) return;
        throw TooLarge(element.Tag);
    }

    /// <summary>Counts octets of an element that are encrypted, where the rest of it stays.</summary>
    /// <exception cref="ProtectionException">They do not fit.</exception>
    public void Take(long length, Tag tag)
    {
        if (_taken + length > limit || length > LongestElement) throw TooLarge(tag);
        _taken += length;
    }

    /// <summary>Counts an element that is encrypted.</summary>
    /// <exception cref="ProtectionException">It does not fit.</exception>
    public void Take(in ElementLocation element)
    {
        RequireRoomFor(element);
        _taken += element.Length;
    }

    private ProtectionException TooLarge(Tag tag) =>
        new($"What is to be encrypted is larger than the limit of {limit} octets, at {tag}.", tag);
}
