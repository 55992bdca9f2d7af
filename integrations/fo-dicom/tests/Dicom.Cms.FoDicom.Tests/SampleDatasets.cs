using FellowOakDicom;
using FellowOakDicom.IO;
using FellowOakDicom.IO.Buffer;
using FellowOakDicom.IO.Writer;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Data sets made in memory, as an application makes them.</summary>
internal static class SampleDatasets
{
    public const string Name = "Müller^Jörg";

    /// <summary>A small image of one patient.</summary>
    public static DicomDataset Image(DicomTransferSyntax? syntax = null)
    {
        DicomDataset dataset = new(syntax ?? DicomTransferSyntax.ExplicitVRLittleEndian)
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 192" },
            { DicomTag.SOPClassUID, DicomUID.CTImageStorage },
            { DicomTag.SOPInstanceUID, "1.2.3.4.5.6" },
            { DicomTag.StudyInstanceUID, "1.2.3.4.5" },
            { DicomTag.SeriesInstanceUID, "1.2.3.4.5.1" },
            { DicomTag.Modality, "CT" },
            { DicomTag.PatientName, Name },
            { DicomTag.PatientID, "MRN-4711" },
            { DicomTag.PatientBirthDate, "19580314" },
            { DicomTag.Rows, (ushort)2 },
            { DicomTag.Columns, (ushort)4 },
            { DicomTag.BitsAllocated, (ushort)8 },
            { DicomTag.BitsStored, (ushort)8 },
            { DicomTag.HighBit, (ushort)7 },
            { DicomTag.PixelRepresentation, (ushort)0 },
            { DicomTag.SamplesPerPixel, (ushort)1 },
            { DicomTag.PhotometricInterpretation, "MONOCHROME2" },
        };
        return dataset.NotValidated();
    }

    public static DicomDataset WithPixels(this DicomDataset dataset, IByteBuffer pixels) =>
        dataset.AddOrUpdate(new DicomOtherByte(DicomTag.PixelData, pixels));

    /// <summary>One of everything that fo-dicom has: sequences, private ones, fragments, numbers, UN, odd and long values.</summary>
    public static DicomDataset Everything()
    {
        DicomPrivateCreator creator = DicomDictionary.Default.GetPrivateCreator("ACME CORP");
        DicomDataset request = new() { { DicomTag.ScheduledProcedureStepID, "SPS-1" }, { DicomTag.RequestedProcedureID, "RP-1" } };
        DicomDataset inner = new() { { DicomTag.PatientName, Name }, { DicomTag.ReferencedSOPInstanceUID, "1.2.3.9" } };
        DicomOtherWordFragment fragments = new(DicomTag.PixelData);
        fragments.OffsetTable.Add(0);
        fragments.OffsetTable.Add(48);
        fragments.Fragments.Add(new MemoryByteBuffer(Octets(40)));
        fragments.Fragments.Add(new MemoryByteBuffer(Octets(70_000)));

        DicomDataset dataset = Image(DicomTransferSyntax.JPEG2000Lossless);
        dataset.Add(new DicomSequence(DicomTag.RequestAttributesSequence, request, new DicomDataset()));
        dataset.Add(new DicomSequence(DicomTag.ReferencedPatientSequence));
        dataset.Add(new DicomLongString(new DicomTag(0x0011, 0x0010), "ACME CORP"));
        dataset.Add(new DicomShortText(new DicomTag(0x0011, 0x1001, creator), $"private {Name}"));
        dataset.Add(new DicomUnknown(new DicomTag(0x0011, 0x1002, creator), Octets(7)));
        dataset.Add(new DicomUnknown(new DicomTag(0x0011, 0x1003, creator), 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0));
        dataset.Add(new DicomSequence(new DicomTag(0x0011, 0x1004, creator), inner));
        dataset.Add(new DicomOtherByte(new DicomTag(0x0011, 0x1005, creator), Octets(9)));
        dataset.Add(new DicomAttributeTag(DicomTag.FrameIncrementPointer, DicomTag.FrameTime));
        dataset.Add(new DicomFloatingPointDouble(DicomTag.RealWorldValueSlope, 1.5));
        dataset.Add(new DicomUnlimitedText(DicomTag.TextValue, new string('x', 70_000) + Name));
        dataset.Add(new DicomOtherWord(DicomTag.RedPaletteColorLookupTableData, new MemoryByteBuffer(Octets(80_000))));
        dataset.Add(new DicomSignedVeryLong(DicomTag.SelectorSVValue, -1));
        dataset.Add(fragments);
        return dataset;
    }

    /// <summary>Has fo-dicom encode the texts in the character set that the data set states, as it does before it saves.</summary>
    public static DicomDataset Encoded(this DicomDataset dataset)
    {
        DicomWriter writer = new(DicomTransferSyntax.ExplicitVRLittleEndian, DicomWriteOptions.Default, new StreamByteTarget(Stream.Null));
        new DicomDatasetWalker(dataset).Walk(writer);
        return dataset;
    }

    public static byte[] Octets(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31))];
}
