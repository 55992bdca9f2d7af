using System.IO.Compression;
using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>A file or bare data set as a tree: what stands before the elements, the elements, what stands behind.</summary>
internal sealed class DataSetSeed
{
    public required byte[] Bytes { get; init; }

    public required byte[] Prefix { get; init; }

    public required List<ElementNode> Elements { get; init; }

    public byte[] Suffix { get; init; } = [];

    public required DataSetEncoding Encoding { get; init; }

    public bool IsDeflated { get; init; }

    /// <summary>Reads a file.</summary>
    /// <returns>Null where it is no DICOM: then its octets alone are mutated.</returns>
    public static DataSetSeed? TryRead(byte[] bytes)
    {
        try
        {
            using DicomObject file = DicomObject.Read(bytes);
            DataElementReader reader = new();
            return new DataSetSeed
            {
                Bytes = bytes,
                Prefix = bytes[..(int)file.PrefixLength],
                Elements = [.. file.Elements.Select(location =>
                    ElementNode.From(reader.ReadElement(file.ReadElement(location), file.Encoding)))],
                Suffix = file.DataSetSource.ReadRange(file.DataSetSuffix.Offset, (int)file.DataSetSuffix.Length).ToArray(),
                Encoding = file.Encoding,
                IsDeflated = file.IsDeflated,
            };
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>Reads a data set without prefix.</summary>
    public static DataSetSeed ReadDataSet(byte[] bytes, DataSetEncoding encoding) => new()
    {
        Bytes = bytes,
        Prefix = [],
        Elements = [.. new DataElementReader().ReadDataSet(bytes, encoding).Select(ElementNode.From)],
        Encoding = encoding,
    };

    public List<ElementNode> CloneElements() => Elements.ConvertAll(element => element.Clone());

    /// <summary>The whole file with these elements instead.</summary>
    public byte[] Encode(IEnumerable<ElementNode> elements, DataSetEncoding? encoding = null)
    {
        byte[] dataSet = [.. ElementNodeWriter.Write(elements, encoding ?? Encoding), .. Suffix];
        if (!IsDeflated) return [.. Prefix, .. dataSet];

        using MemoryStream stream = new();
        stream.Write(Prefix);
        using (DeflateStream deflater = new(stream, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(dataSet);
        return stream.ToArray();
    }
}
