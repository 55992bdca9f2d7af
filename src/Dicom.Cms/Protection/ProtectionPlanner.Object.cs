using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

// What concerns the object as a whole.
internal sealed partial class ProtectionPlanner
{
    /// <summary>PS3.15 E.1.1 step 8: a DICOMDIR is re-created from the protected files, not protected itself.</summary>
    private static void RefuseDirectory(DicomFile file)
    {
        bool isDirectory = file.Find(Tags.DirectoryRecordSequence) is not null
            || SourceObject.ReadUid(file, Tags.SOPClassUID) == Uids.MediaStorageDirectory
            || MediaStorageClassOf(file) == Uids.MediaStorageDirectory;
        if (isDirectory)
        {
            throw new ProtectionException(
                "This is a DICOMDIR. It names every patient on the medium and must be created anew from the protected files (PS3.15 E.1.1).");
        }
    }

    /// <summary>The class that the File Meta Information states, where it states several the last; empty where none.</summary>
    private static string MediaStorageClassOf(DicomFile file)
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
    private static void RefuseUnknownSyntax(DicomFile file)
    {
        if (file.TransferSyntax.Encoding != file.Encoding)
            throw new ProtectionException($"The data set is deflated in {file.Encoding}. No Transfer Syntax says so: PS3.5 A.5 asks for Explicit VR Little Endian.");
    }

    private void NoteWhoCanRestore()
    {
        if (_options.Audiences.Count > 0 && !_options.Audiences.Any(audience => audience.Attributes.IsAllProtected))
            _warnings.Add(new Warning("NobodyCanRestore", "No recipient gets all protected Attributes: nobody can restore the original."));
    }

    private void NoteAlreadyProtected()
    {
        if (File.Find(Tags.EncryptedAttributesSequence) is null) return;
        if (_options.RefusesAlreadyProtected) throw new ProtectionException("The object is protected already.", Tags.EncryptedAttributesSequence);
        _warnings.Add(_options.Audiences.Count == 0
            ? new Warning("EncryptedAttributesRemoved", "The object was protected already. Its Encrypted Attributes were removed with the rest.")
            : new Warning(
                "AlreadyProtected",
                "The object was protected already. Its Encrypted Attributes are now encrypted themselves: its recipients depend on the new ones."));
    }

    private string EnsureSopInstanceUid(PlannedElement[] elements)
    {
        if (WrittenUid(Tags.SOPInstanceUID) is { Length: > 0 } written) return written;
        string present = _source.ReadUid(Tags.SOPInstanceUID);
        bool mayStay = _options.Profile.KeepsSopInstanceUid || _options.Profile.Options.HasFlag(ProfileOptions.RetainUids);
        if (present.Length > 0 && mayStay && elements.OfType<KeptElement>().Any(kept => kept.Tag == Tags.SOPInstanceUID)) return present;

        // The object has none, or one that cannot stay. What stands in its small elements tells it from others, the same in every process.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ElementLocation location in File.Elements)
        {
            if (SourceObject.IsSmall(location)) hash.AppendData(File.ReadElement(location).Span);
        }

        string uid = _pseudonyms.ReplaceUid(hash.GetHashAndReset());
        _written.Remove(Tags.SOPInstanceUID);
        Write(new DataElement(Tags.SOPInstanceUID, ValueRepresentation.UI, DummyValues.Pad(Encoding.ASCII.GetBytes(uid), ValueRepresentation.UI)));
        return uid;
    }

    /// <summary>The UID in an element written anew, null where it is not.</summary>
    private string? WrittenUid(Tag tag) => _written.TryGetValue(tag, out WrittenElement? written)
        ? Uids.Of(new DataElementReader().ReadElement(written.Bytes, File.Encoding))
        : null;

    private void AddDeidentificationAttributes()
    {
        string? suite = _options.Audiences.Count == 0 ? null : _options.Suite.Description;
        foreach (DataElement element in DeidentificationAttributes.For(_options.Profile, cleansPixels: _pixels is not null, suite))
        {
            _written.Remove(element.Tag);
            Write(element);
        }
    }

    /// <summary>An element kept in clear that is written anew after all: it becomes a removed one.</summary>
    private PlannedElement[] RemoveWhatIsWrittenAnew(PlannedElement[] elements)
    {
        long encrypted = 0;
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i] is KeptElement kept && _written.ContainsKey(kept.Tag)) elements[i] = Remove(kept.Location, kept.Ordinal, ref encrypted);
        }

        return elements;
    }

    /// <summary>(0008,0005) tells a re-identifier how to read the text; (0008,0018) is what GDCM looks for.</summary>
    private IEnumerable<ProtectedAttribute> CopiesFor(PlannedElement[] elements)
    {
        foreach (PlannedElement element in elements)
        {
            bool isCopied = element.Tag == Tags.SpecificCharacterSet || element.Tag == Tags.SOPInstanceUID;
            if (isCopied && element is KeptElement kept && _source.Conversion.TryToExplicitLittleEndian(File.ReadElement(kept.Location), File.Encoding) is { } bytes)
            {
                yield return new ProtectedAttribute(kept.Tag, bytes);
            }
        }
    }

    /// <summary>
    /// The syntax that the output states: the one found. A compressed one stays although the headers are in another encoding than it
    /// asks for, because nothing else says how the pixels are compressed.
    /// </summary>
    private TransferSyntax OutputTransferSyntax()
    {
        bool encapsulated = File.Find(Tags.PixelData) is { HasUndefinedLength: true };
        return encapsulated && File.DeclaredTransferSyntax is { IsEncapsulated: true } declared ? declared : File.TransferSyntax;
    }

    /// <summary>
    /// The groups 60xx that go whole, since an overlay without its data is invalid: all that have data; under Clean Graphics those that are not
    /// regions of interest, whose bitmaps may be text (PS3.3 C.9.2: Overlay Type R or G).
    /// </summary>
    private static IEnumerable<ushort> OverlaysToRemove(DicomFile file, ConfidentialityProfile profile)
    {
        if (profile.PixelCleaning is not null)
        {
            foreach (ushort group in EmbeddedOverlays.GroupsOf(file)) yield return group;
        }

        foreach (ElementLocation data in file.Elements)
        {
            if (!IsOverlay(data.Tag)) continue;
            ConfidentialityAction? action = profile.ActionOf(data.Tag);
            if (action is null) continue;
            bool isRegion = file.Find(new Tag(data.Tag.Group, 0x0040)) is { ValueLength: <= 16 } type && Uids.Parse(file.ReadValue(type).Span) == "R";
            if (action != ConfidentialityAction.CleanGraphics || !isRegion) yield return data.Tag.Group;
        }
    }

    /// <summary>What tells patients apart: Patient ID, else the name, else the study. Dates of one patient move together.</summary>
    private static byte[] PatientOf(SourceObject source)
    {
        foreach (Tag tag in (Tag[])[Tags.PatientID, Tags.PatientName, Tags.StudyInstanceUID])
        {
            if (source.File.Find(tag) is not { ValueLength: <= 1024 and > 0 } location) continue;
            ReadOnlySpan<byte> value = source.File.ReadValue(location).Span.Trim("\0 "u8);
            if (!value.IsEmpty) return [(byte)tag.Value, (byte)(tag.Value >> 8), (byte)(tag.Value >> 16), (byte)(tag.Value >> 24), .. value];
        }

        return [];
    }
}
