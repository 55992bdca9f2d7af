using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Numbers of 16 bits at the top level of a file, as they describe pixels.</summary>
internal static class PixelValues
{
    /// <summary>One number of VR US.</summary>
    /// <returns>Null where there is none, or not exactly one.</returns>
    public static ushort? FindUInt16(DicomObject file, Tag tag) =>
        file.Find(tag) is { ValueLength: sizeof(ushort), Vr: null or { Name: "US" } } location ? ReadUInt16s(file, location)[0] : null;

    /// <summary>All numbers of a value.</summary>
    public static ushort[] ReadUInt16s(DicomObject file, in ElementLocation location)
    {
        ReadOnlySpan<byte> value = file.ReadValue(location).Span;
        ushort[] numbers = new ushort[value.Length / sizeof(ushort)];
        for (int i = 0; i < numbers.Length; i++)
        {
            ReadOnlySpan<byte> octets = value.Slice(i * sizeof(ushort), sizeof(ushort));
            numbers[i] = file.Encoding.IsBigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(octets)
                : BinaryPrimitives.ReadUInt16LittleEndian(octets);
        }

        return numbers;
    }
}
