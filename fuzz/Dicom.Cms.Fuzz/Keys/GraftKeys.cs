using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// The recipients of the graft target: symmetric, so that a million envelopes cost seconds. A stranger may write for both.
/// </summary>
internal static class GraftKeys
{
    private static readonly byte[] s_archive = [.. "the key-encryption key: archive "u8];

    private static readonly byte[] s_trial = [.. "the key-encryption key: a trial "u8];

    public static Recipient Archive { get; } = Recipient.FromKeyEncryptionKey([1], s_archive);

    public static Recipient Trial { get; } = Recipient.FromKeyEncryptionKey([2], s_trial);

    public static RecipientKey ArchiveKey { get; } = RecipientKey.FromKeyEncryptionKey([1], s_archive);

    public static RecipientKey TrialKey { get; } = RecipientKey.FromKeyEncryptionKey([2], s_trial);
}
