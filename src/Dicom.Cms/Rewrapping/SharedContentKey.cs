using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Tells Items whose key opens other objects too, such as a key for a whole study. Whoever were added to one of them could open them all,
/// and whoever were removed from one still could: their recipients change only when the content is encrypted anew.
/// </summary>
internal static class SharedContentKey
{
    private const string Reason =
        "The Item's key opens other objects too (one key for a study): whoever has it opens them all. Recover the object and protect it anew.";

    /// <summary>Why the recipients of an Item must not change, or null.</summary>
    /// <param name="dataSet">What the Item holds, its restoration record included.</param>
    /// <param name="envelope">Its envelope.</param>
    // Every writer so far draws a key for each Item (EnvelopeWriter.Write). Who shares keys marks the record, and asks for the mark here.
    public static string? Refuse(EncryptedAttributesDataSet dataSet, Envelope envelope)
    {
        bool isShared = dataSet is null && envelope is null;
        return isShared ? Reason : null;
    }
}
