namespace Dicom.Cms;

/// <summary>
/// The codes of all warnings that this library gives: the values of <see cref="Warning.Code"/>. A code never changes its meaning; the texts
/// of warnings may change. docs/warnings.md has the same list.
/// </summary>
public static class WarningCodes
{
    /// <summary>
    /// Protection. The object was protected before, and its Encrypted Attributes Sequence is now encrypted with the other Attributes.
    /// Recover twice, first with a key of the new recipients, or call <c>RefuseAlreadyProtected()</c> on the builder.
    /// </summary>
    public const string AlreadyProtected = "AlreadyProtected";

    /// <summary>
    /// Protection without recovery. The object was protected before, and its Encrypted Attributes Sequence is removed. Keep the input
    /// if its recipients still need it.
    /// </summary>
    public const string EncryptedAttributesRemoved = "EncryptedAttributesRemoved";

    /// <summary>
    /// Protection. No recipient gets all protected Attributes, so nobody can restore the original. Add an audience with
    /// <see cref="AttributeSet.AllProtected"/>, or keep the input.
    /// </summary>
    public const string NobodyCanRestore = "NobodyCanRestore";

    /// <summary>
    /// Protection. The deflated data set is larger than the limit of encrypted content, so that every value will come back, and not
    /// the original file. Raise the limit of the builder if the file must come back byte for byte.
    /// </summary>
    public const string DeflatedNotOriginal = "DeflatedNotOriginal";

    /// <summary>
    /// Protection. Compressed pixels could not be read to their segments, or nothing here reads their Transfer Syntax: comments and other
    /// octets that decoders ignore are still in them. No protected value and no text was found there. Look into the pixels before you share
    /// the object, or decompress them first.
    /// </summary>
    public const string CodestreamNotRead = "CodestreamNotRead";

    /// <summary>
    /// Protection. Compressed pixels could not be read to their segments, and hold a protected value or text. Pixel Data (7FE0,0010) was
    /// removed, and travels encrypted. Mend the pixels of the input if the output has to show them.
    /// </summary>
    public const string CodestreamRemoved = "CodestreamRemoved";

    /// <summary>
    /// Protection from file to file. The name of the output, or of a folder that it has in common with the input, holds a name, an
    /// identifier or a UID that was protected. Choose other names; the tool's <c>--names uid</c> does.
    /// </summary>
    public const string NameHoldsValue = "NameHoldsValue";

    /// <summary>
    /// Recovery. The file is not the original byte for byte: a large value was re-encoded or altered, or nobody knows whether it is the
    /// object's own. Recover from a copy that was not re-encoded if you need the original.
    /// </summary>
    public const string NotOriginal = "NotOriginal";

    /// <summary>
    /// Recovery. The clear part differs from what was protected; <see cref="RecoveryResult.AlteredAttributes"/> has the tags. Of the
    /// original it is gone. Otherwise find out who changed it before you rely on it.
    /// </summary>
    public const string ClearPartAltered = "ClearPartAltered";

    /// <summary>
    /// Recovery. The content encryption does not detect changes, and no digest confirms the object (PS3.15 E.1.1 allows such
    /// envelopes). Do not trust the recovered values alone, or accept authenticated content only:
    /// <see cref="RecoveryPolicy.AuthenticatedOnly"/>.
    /// </summary>
    public const string NotAuthenticated = "NotAuthenticated";

    /// <summary>
    /// Recovery. The Items were written by other software and do not name the object that they belong to. Compare the recovered
    /// identity with what you expect.
    /// </summary>
    public const string NotBound = "NotBound";

    /// <summary>
    /// Recovery with <see cref="RecoveryPolicy.AcceptMismatchedBinding"/>. The Items name another object than this one. Check by other
    /// means whose values they are.
    /// </summary>
    public const string BindingMismatch = "BindingMismatch";

    /// <summary>
    /// Recovery. The record does not bind the pixels, so it is unknown whether they belong to the object. Compare the image with what
    /// you expect.
    /// </summary>
    public const string PixelsNotBound = "PixelsNotBound";

    /// <summary>
    /// Recovery. A large value, for example Pixel Data, is not the one that the object had when it was protected. The text names its
    /// tag. Obtain the object again from its source, or find out who changed it.
    /// </summary>
    public const string BulkValueAltered = "BulkValueAltered";

    /// <summary>
    /// Recovery. A value is not put back: it fits only the encoding of the original, and the object is in another encoding now. The
    /// text names its tag. Recover from a copy in the encoding that the protected file had.
    /// </summary>
    public const string NotPutBack = "NotPutBack";

    /// <summary>
    /// Recovery and rewrapping. Items that none of the keys opens stay in the object, unchanged. Use the keys of their recipients as
    /// well if you need these Items.
    /// </summary>
    public const string ItemsForOthers = "ItemsForOthers";

    /// <summary>Rewrapping. A recipient to be added is a recipient already. Nothing needs to be done.</summary>
    public const string AlreadyRecipient = "AlreadyRecipient";

    /// <summary>
    /// Rewrapping. A recipient to be removed is not a recipient of any Item that was opened. Check its name, for example with
    /// <c>dicom-cms inspect</c>.
    /// </summary>
    public const string NotRecipient = "NotRecipient";

    /// <summary>
    /// Rewrapping. A recipient that was removed is still one of an Item that was not changed. Rewrap that Item too, with a key for it.
    /// </summary>
    public const string StillRecipient = "StillRecipient";

    /// <summary>
    /// DICOMDIR. A file has no record in the DICOMDIR (PS3.3 F.5). The text names the file and the reason. Correct the file, or leave
    /// it out.
    /// </summary>
    public const string NoDirectoryRecord = "NoDirectoryRecord";
}
