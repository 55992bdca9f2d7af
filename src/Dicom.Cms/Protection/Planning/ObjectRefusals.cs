using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Objects that are not protected at all, told before anything else is looked at.</summary>
internal static class ObjectRefusals
{
    /// <exception cref="ProtectionException">The object is one of them.</exception>
    public static void Check(DicomObject file, ProtectionOptions options)
    {
        RefuseDirectory(file);
        RefuseUnknownSyntax(file);
        if (options.RefusesAlreadyProtected && file.Find(Tags.EncryptedAttributesSequence) is not null)
            throw new ProtectionException("The object is protected already.", Tags.EncryptedAttributesSequence);
    }

    /// <summary>PS3.15 E.1.1 step 8: a DICOMDIR is re-created from the protected files, not protected itself.</summary>
    private static void RefuseDirectory(DicomObject file)
    {
        bool isDirectory = file.Find(Tags.DirectoryRecordSequence) is not null
            || SourceObject.ReadUid(file, Tags.SOPClassUID) == Uids.MediaStorageDirectory
            || MediaStorageClassOf(file) == Uids.MediaStorageDirectory;
        if (isDirectory)
        {
            throw new ProtectionException(
                "This is a DICOMDIR. It names every patient on the medium and must be created anew from the protected files "
                    + "(PS3.15 E.1.1).");
        }
    }

    /// <summary>The class that the File Meta Information states, where it states several the last; empty where none.</summary>
    private static string MediaStorageClassOf(DicomObject file)
    {
        string uid = "";
        foreach (ElementLocation element in file.MetaElements)
        {
            if (element.Tag != Tags.MediaStorageSOPClassUID) continue;
            uid = element.ValueLength <= 256 ? Uids.Parse(file.Source.ReadRange(element.ValueOffset, (int)element.ValueLength).Span) : "";
        }

        return uid;
    }

    /// <summary>A deflated data set in another encoding than PS3.5 A.5 asks for is read, but there is no way to say what it is.</summary>
    private static void RefuseUnknownSyntax(DicomObject file)
    {
        if (file.TransferSyntax.Encoding == file.Encoding) return;
        throw new ProtectionException(
            $"The data set is deflated in {file.Encoding}. No Transfer Syntax says so: PS3.5 A.5 asks for Explicit VR Little Endian.");
    }
}
