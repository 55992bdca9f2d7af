using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>Writes generated data sets, also with sequences and Items of undefined length, as most scanners do (PS3.5 7.5).</summary>
internal static class DataSetBytes
{
    private const uint UndefinedLength = 0xFFFF_FFFF;

    private static readonly byte[] s_itemEnd = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], s_sequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    public static byte[] Write(IReadOnlyList<DataElement> elements, bool hasUndefinedLengths)
    {
        if (!hasUndefinedLengths) return DataElementWriter.Write(elements, DataSetEncoding.ExplicitLittleEndian);
        using MemoryStream output = new();
        foreach (DataElement element in elements) Write(element, output);
        return output.ToArray();
    }

    private static void Write(DataElement element, MemoryStream output)
    {
        if (element.Items is not { } items)
        {
            output.Write(DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian));
            return;
        }

        output.Write(DataElementWriter.WriteHeader(element.Tag, ValueRepresentation.SQ, UndefinedLength,
            DataSetEncoding.ExplicitLittleEndian));
        foreach (SequenceItem item in items)
        {
            output.Write(DataElementWriter.WriteItemHeader(UndefinedLength, DataSetEncoding.ExplicitLittleEndian));
            foreach (DataElement nested in item.Elements) Write(nested, output);
            output.Write(s_itemEnd);
        }

        output.Write(s_sequenceEnd);
    }
}
