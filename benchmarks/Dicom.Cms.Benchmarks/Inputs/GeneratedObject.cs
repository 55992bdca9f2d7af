using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>A made-up DICOM object, Explicit VR Little Endian, always the same bytes.</summary>
public sealed class GeneratedObject
{
    private readonly Lazy<IReadOnlyList<DataElement>> _dataSet;
    private readonly Lazy<byte[]> _bytes;

    private GeneratedObject(string name, string classUid, Func<string, IReadOnlyList<DataElement>> create, bool hasUndefinedLengths)
    {
        Name = name;
        string instanceUid = $"2.25.{100 + name.Length}{name.Sum(character => character)}";
        _dataSet = new Lazy<IReadOnlyList<DataElement>>(() => [.. create(instanceUid).OrderBy(element => element.Tag)]);
        _bytes = new Lazy<byte[]>(() => [.. Meta(classUid, instanceUid), .. DataSetBytes.Write(_dataSet.Value, hasUndefinedLengths)]);
    }

    /// <summary>A CT slice of 512 x 512: 45 elements and 0.53 MB.</summary>
    public static GeneratedObject Slice { get; } =
        new("CT", GeneratedImage.SliceClassUid, uid =>
            GeneratedImage.Create(uid, GeneratedImage.SliceClassUid, 512, 1), hasUndefinedLengths: false);

    /// <summary>A multi-frame image: 500 frames of 256 x 256, 65.5 MB.</summary>
    public static GeneratedObject MultiFrame { get; } =
        new("500 frames", GeneratedImage.MultiFrameClassUid, uid =>
            GeneratedImage.Create(uid, GeneratedImage.MultiFrameClassUid, 256, 500), hasUndefinedLengths: false);

    /// <summary>A structured report of 5,000 nested Items, of undefined length.</summary>
    public static GeneratedObject Report { get; } = new("SR", GeneratedReport.ClassUid, GeneratedReport.Create, hasUndefinedLengths: true);

    /// <summary>20,000 private elements of a few octets, such as scanners leave.</summary>
    public static GeneratedObject SmallElements { get; } =
        new("small elements", GeneratedImage.SliceClassUid, GeneratedElements.Create, hasUndefinedLengths: false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GeneratedObject> All { get; } = [Slice, Report, SmallElements, MultiFrame];

    /// <summary>What the tables call it.</summary>
    public string Name { get; }

    /// <summary>The file. Made when it is first asked for.</summary>
    public byte[] Bytes => _bytes.Value;

    /// <summary>The data set of <see cref="Bytes"/>.</summary>
    public ReadOnlyMemory<byte> DataSet
    {
        get
        {
            using DicomObject file = DicomObject.Read(Bytes);
            return Bytes.AsMemory((int)file.PrefixLength);
        }
    }

    /// <summary>Data Elements at every depth.</summary>
    public int Elements => _dataSet.Value.Sum(CountElements);

    /// <summary>Items at every depth.</summary>
    public int Items => _dataSet.Value.Sum(CountItems);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static DataElement Text(Tag tag, string text)
    {
        ValueRepresentation vr = DataDictionary.VrOf(tag)!;
        return new DataElement(tag, vr, Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + (char)vr.PaddingOctet)); // PS3.5 6.2
    }

    internal static DataElement Number(Tag tag, ushort value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return new DataElement(tag, ValueRepresentation.US, bytes);
    }

    private static byte[] Meta(string classUid, string instanceUid)
    {
        byte[] meta = DataElementWriter.Write(
        [
            new DataElement(Tags.FileMetaInformationVersion, ValueRepresentation.OB, new byte[] { 0, 1 }),
            Text(Tags.MediaStorageSOPClassUID, classUid),
            Text(Tags.MediaStorageSOPInstanceUID, instanceUid),
            Text(Tags.TransferSyntaxUID, TransferSyntax.ExplicitLittleEndian.Uid),
            Text(Tags.ImplementationClassUID, "2.25.87654321098765432109876543210987005"),
        ], DataSetEncoding.ExplicitLittleEndian);
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)meta.Length);
        DataElement groupLength = new(Tags.FileMetaInformationGroupLength, ValueRepresentation.UL, length);
        // PS3.10 7.1
        return [.. new byte[128], .. "DICM"u8, .. DataElementWriter.Write(groupLength, DataSetEncoding.ExplicitLittleEndian), .. meta];
    }

    private static int CountElements(DataElement element) => 1 + (element.Items?.Sum(item => item.Elements.Sum(CountElements)) ?? 0);

    private static int CountItems(DataElement element) => element.Items?.Sum(item => 1 + item.Elements.Sum(CountItems)) ?? 0;
}
