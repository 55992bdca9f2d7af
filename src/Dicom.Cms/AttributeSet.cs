using System.Collections.Frozen;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Which Attributes go into an Encrypted Attributes Data Set: a choice among the top-level Attributes of the object.</summary>
/// <remarks>
/// PS3.15 E.1.1 step 5: an Attribute nested in a Sequence is encrypted with the whole top-level Attribute that holds it. Immutable.
/// </remarks>
public sealed class AttributeSet
{
    private readonly FrozenSet<Tag>? _tags;

    private AttributeSet(FrozenSet<Tag>? tags) => _tags = tags;

    /// <summary>Every Attribute that de-identification removes or replaces. Who opens it can restore the original.</summary>
    public static AttributeSet AllProtected { get; } = new(tags: null);

    /// <summary>Whether this is <see cref="AllProtected"/>.</summary>
    public bool IsAllProtected => _tags is null;

    /// <summary>The tags named; empty for <see cref="AllProtected"/>.</summary>
    public IReadOnlyCollection<Tag> Tags => _tags is null ? [] : _tags;

    /// <summary>The named Attributes, wherever the object has them at the top level.</summary>
    /// <exception cref="ArgumentException">
    /// No tag at all; a tag of group 0002 or FFFE, a group length, (0400,0500) or (0400,0550), which cannot be encrypted.
    /// </exception>
    public static AttributeSet Of(params IReadOnlyCollection<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count == 0) throw new ArgumentException("An attribute set names at least one Attribute.", nameof(tags));
        foreach (Tag tag in tags)
        {
            bool canBeEncrypted = tag.Group > 0x0002 && !tag.IsItemOrDelimitation && !tag.IsGroupLength
                && tag != Data.Tags.EncryptedAttributesSequence && tag != Data.Tags.ModifiedAttributesSequence;
            if (!canBeEncrypted) throw new ArgumentException($"{tag} cannot be encrypted.", nameof(tags));
        }

        return new AttributeSet(tags.ToFrozenSet());
    }

    /// <summary>Whether the set takes in an Attribute.</summary>
    public bool Contains(Tag tag) => _tags is null || _tags.Contains(tag);

    /// <summary>What is in either set.</summary>
    internal AttributeSet UnionWith(AttributeSet other) =>
        _tags is null || other._tags is null ? AllProtected : new AttributeSet([.. _tags, .. other._tags]);

    /// <summary>Whether both take in the same Attributes.</summary>
    internal bool HasSameAttributesAs(AttributeSet other) =>
        _tags is null || other._tags is null ? _tags is null && other._tags is null : _tags.SetEquals(other._tags);

    /// <inheritdoc/>
    public override string ToString() => _tags is null ? "all protected Attributes" : $"{_tags.Count} Attributes";
}
