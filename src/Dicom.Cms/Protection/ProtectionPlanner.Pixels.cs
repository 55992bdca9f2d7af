using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms;

// Clean Pixel Data (PS3.15 E.3.1).
internal sealed partial class ProtectionPlanner
{
    /// <summary>Decides what is blackened, before anything is read that is not small.</summary>
    /// <returns>Null where it is not asked for, or the object has no pixels.</returns>
    /// <exception cref="ProtectionException">The pixels cannot be cleaned, or are larger than what may be encrypted.</exception>
    private CleanedPixels? PlanPixels()
    {
        if (_options.Profile.PixelCleaning is not { } cleaning) return null;
        try
        {
            if (PixelBlackening.FindPixels(File) is not { } pixels) return null;
            if (AreEncrypted(pixels.Tag)) RequireWithinLimit(pixels, 0);
            return new CleanedPixels(pixels, PixelBlackening.Plan(File, pixels, cleaning));
        }
        catch (ImagingException refusal)
        {
            throw new ProtectionException(refusal.Message, refusal.Tag ?? Tags.PixelData);
        }
    }

    /// <summary>The original pixels travel encrypted. Where nobody is to recover them they are not even read.</summary>
    private RemovedElement RemovePixels(in ElementLocation location, int ordinal, ref long encrypted)
    {
        if (!AreEncrypted(location.Tag)) return new RemovedElement(location, ordinal, Bytes: default, Attribute: null, IsLoose: false);
        if (TryReadPixels(location) is not { } attribute) return Remove(location, ordinal, ref encrypted);
        RequireWithinLimit(location, encrypted);
        encrypted += location.Length;
        return new RemovedElement(location, ordinal, Bytes: default, attribute, IsLoose: false);
    }

    /// <summary>
    /// Reads Pixel Data into Explicit VR Little Endian at once, so that they are held once. Swapping octets twice changes nothing, so the way
    /// back is known to be exact where the header comes back.
    /// </summary>
    /// <returns>Null where the header would not, or the length is odd: that is for the general way.</returns>
    private ProtectedAttribute? TryReadPixels(in ElementLocation location)
    {
        ValueRepresentation vr = location.Vr ?? ValueRepresentation.OW;
        uint length = checked((uint)location.ValueLength);
        ReadOnlySpan<byte> present = File.DataSetSource.ReadRange(location.Offset, (int)(location.ValueOffset - location.Offset)).Span;
        if (length % 2 != 0 || !present.SequenceEqual(DataElementWriter.WriteHeader(location.Tag, vr, length, File.Encoding))) return null;

        if (File.Encoding == DataSetEncoding.ExplicitLittleEndian) return new ProtectedAttribute(location.Tag, File.ReadElement(location));
        byte[] header = DataElementWriter.WriteHeader(location.Tag, vr, length, DataSetEncoding.ExplicitLittleEndian);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked(header.Length + (int)length));
        header.CopyTo(bytes, 0);
        Span<byte> value = bytes.AsSpan(header.Length);
        if (File.DataSetSource.Read(location.ValueOffset, value) != value.Length) throw new DicomFormatException("The data end too early", location.ValueOffset);
        if (File.Encoding.IsBigEndian) ByteOrder.Swap(value, vr.UnitLength);
        return new ProtectedAttribute(location.Tag, bytes);
    }

    private bool AreEncrypted(Tag tag) => _options.Audiences.Any(audience => audience.Attributes.Contains(tag));
}
