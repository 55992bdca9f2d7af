using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Tells Items whose key opens other objects too, such as a key for a whole study. Whoever were added to one of them could open them all,
/// and whoever were removed from one still could: their recipients change only when the content is encrypted anew.
/// </summary>
internal static class SharedContentKey
{
    private const string Reason =
        "The Item's key opens other objects too (one key for a study): whoever has it opens them all. Recover the object and "
            + "protect it anew.";

    /// <summary>Why the recipients of an Item must not change, or null.</summary>
    /// <param name="dataSet">What the Item holds, its restoration record included.</param>
    /// <param name="envelope">Its envelope.</param>
    public static string? Refuse(EncryptedAttributesDataSet dataSet, Envelope envelope) =>
        KeyScopeValue.MayOpenOthers(envelope.ContentEncryption, dataSet.Record) ? Reason : null;
}
