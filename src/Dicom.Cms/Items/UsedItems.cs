using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Which of the Items opened are recovered, and whether they belong together and to the object (docs/restoration.md, "Which Items are
/// used"). Items of ours are never merged: one of them decides every value.
/// </summary>
/// <param name="Items">The Items used: one with a record, or all of other software.</param>
/// <param name="Others">All other Items of the object. Whether any of them opened is not said.</param>
/// <param name="Binding">Whether the Items name this object.</param>
internal sealed record UsedItems(IReadOnlyList<OpenedItem> Items, IReadOnlyList<SequenceItem> Others, RecoveryBinding Binding)
{
    /// <summary>The record of the Item used; null for Items of other software.</summary>
    public RestorationRecord? Record => Items[0].Record;

    /// <summary>Whether everything encrypted detects changes by itself.</summary>
    public bool AreAuthenticated => Items.All(item => item.IsAuthenticated);

    /// <summary>Chooses the Items.</summary>
    /// <exception cref="RecoveryException">They do not belong together or to the object: the sentence of a wrong key.</exception>
    public static UsedItems Of(DicomObject present, OpenedItems opened, RecoveryPolicy policy)
    {
        OpenedItem[] withRecord = [.. opened.Items.Where(item => item.Record is not null)];
        OpenedItem[] whole = [.. withRecord.Where(item => item.Record!.Original is not null)];
        if (whole.Length == 0 && opened.HasInvalid) throw RecoveryException.NotAuthentic();
        if (withRecord.Length == 0) return OfForeign(opened, policy);
        OpenedItem used = whole.Length > 0 ? RequireOneProtection(whole, withRecord) : RequireSingle(withRecord, opened);
        return new UsedItems([used], OthersOf(opened, [used]), BindingOf(present, used.Record!, policy));
    }

    private static SequenceItem[] OthersOf(OpenedItems opened, IReadOnlyList<OpenedItem> used)
    {
        HashSet<SequenceItem> taken = new(used.Select(item => item.Item), ReferenceEqualityComparer.Instance);
        return [.. opened.All.Where(item => !taken.Contains(item))];
    }

    private static OpenedItem RequireOneProtection(OpenedItem[] whole, OpenedItem[] withRecord)
    {
        OpenedItem used = whole[0];
        RestorationRecord record = used.Record!;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (withRecord.Length > whole.Length) used.Envelope.DigestEncryptedContent(digest);
        foreach (OpenedItem item in withRecord)
        {
            RestorationRecord other = item.Record!;
            bool belongs = AreEqual(other.ProtectionId, record.ProtectionId)
                && (other.Original is { } layout
                    ? AreEqual(layout.FullId, record.Original!.FullId)
                    : CommitsTo(other.Commitments.Span, digest));
            if (!belongs) throw RecoveryException.NotAuthentic();
        }

        return used;
    }

    private static OpenedItem RequireSingle(OpenedItem[] partial, OpenedItems opened)
    {
        if (partial.Length != 1 || opened.Items.Count != 1) throw RecoveryException.NotAuthentic();
        RequireCommitted(partial[0].Record!.Commitments.Span, opened.All);
        return partial[0];
    }

    /// <summary>
    /// Each Item with everything that the Item used commits to must stand in the object: one of an older protection names others.
    /// </summary>
    private static void RequireCommitted(ReadOnlySpan<byte> commitments, IReadOnlyList<SequenceItem> items)
    {
        if (commitments.IsEmpty) return;
        List<byte> present = [];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (SequenceItem item in items)
        {
            if (ItemOpener.TryParse(item) is not { } envelope) continue;
            envelope.DigestEncryptedContent(digest);
            present.AddRange(digest);
        }

        for (int at = 0; at < commitments.Length; at += SHA256.HashSizeInBytes)
        {
            ReadOnlySpan<byte> commitment = commitments.Slice(at, SHA256.HashSizeInBytes);
            if (!CommitsTo(CollectionsMarshal.AsSpan(present), commitment)) throw RecoveryException.NotAuthentic();
        }
    }

    private static bool CommitsTo(ReadOnlySpan<byte> commitments, ReadOnlySpan<byte> digest)
    {
        for (int at = 0; at < commitments.Length; at += SHA256.HashSizeInBytes)
        {
            if (CryptographicOperations.FixedTimeEquals(commitments.Slice(at, SHA256.HashSizeInBytes), digest)) return true;
        }

        return false;
    }

    private static UsedItems OfForeign(OpenedItems opened, RecoveryPolicy policy)
    {
        if (policy.RequireBound)
            throw RecoveryException.NotAccepted("An Item names no object that it belongs to; only bound Items are accepted.");
        HashSet<Tag> seen = [];
        foreach (ProtectedAttribute attribute in opened.Items.SelectMany(item => item.DataSet.Attributes))
        {
            // The character set goes with every Item, and stands in clear: comparing it tells nothing.
            if (!seen.Add(attribute.Tag) && attribute.Tag != Tags.SpecificCharacterSet) throw RecoveryException.NotAuthentic();
        }

        return new UsedItems(opened.Items, OthersOf(opened, opened.Items), RecoveryBinding.NoRecord);
    }

    private static RecoveryBinding BindingOf(DicomObject present, RestorationRecord record, RecoveryPolicy policy)
    {
        string uid = SourceObject.ReadUid(present, Tags.SOPInstanceUID);
        if (uid.Length > 0 && record.BoundSopInstanceUid == uid) return RecoveryBinding.Bound; // No UID is nobody's UID.
        return policy.AcceptMismatchedBinding ? RecoveryBinding.Mismatch : throw RecoveryException.NotAuthentic();
    }

    private static bool AreEqual(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        CryptographicOperations.FixedTimeEquals(left.Span, right.Span);
}
