using Dicom.Cms.Data;
using static Dicom.Cms.Benchmarks.GeneratedObject;

namespace Dicom.Cms.Benchmarks;

/// <summary>A data set of very many private elements of a few octets (PS3.5 7.8).</summary>
internal static class GeneratedElements
{
    private const int Groups = 100, ElementsOfGroup = 200, Seed = 20;

    public static IReadOnlyList<DataElement> Create(string instanceUid)
    {
        Random random = new(Seed);
        return
        [
            Text(Tags.SOPClassUID, GeneratedImage.SliceClassUid),
            Text(Tags.SOPInstanceUID, instanceUid),
            Text(Tags.Modality, "CT"),
            Text(Tags.PatientName, "Doe^John"),
            Text(Tags.PatientID, "PID0001"),
            Text(Tags.StudyInstanceUID, "2.25.87654321098765432109876543210987001"),
            Text(Tags.SeriesInstanceUID, "2.25.87654321098765432109876543210987002"),
            .. Enumerable.Range(0, Groups).SelectMany(group => Block((ushort)(0x0011 + (2 * group)), random)),
        ];
    }

    private static IEnumerable<DataElement> Block(ushort group, Random random)
    {
        yield return new DataElement(new Tag(group, 0x0010), ValueRepresentation.LO, "ACME SCANNER 1.0"u8.ToArray());
        for (int element = 0; element < ElementsOfGroup; element++)
        {
            byte[] value = new byte[2 * random.Next(1, 9)];
            random.NextBytes(value);
            for (int i = 0; i < value.Length; i++) value[i] = (byte)('0' + (value[i] % 10));
            ValueRepresentation vr = element % 2 == 0 ? ValueRepresentation.LO : ValueRepresentation.DS;
            yield return new DataElement(new Tag(group, (ushort)(0x1000 + element)), vr, value);
        }
    }
}
