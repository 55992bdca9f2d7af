using System.Buffers.Binary;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>An object with encapsulated pixels, and what becomes of them.</summary>
internal sealed record EncapsulatedImage
{
    public string TransferSyntax { get; init; } = "1.2.840.10008.1.2.1.98";

    public string? Frames { get; init; }

    public byte[] Table { get; init; } = [];

    public byte[][] Fragments { get; init; } = [];

    public byte[]? ExtendedOffsets { get; init; }

    public byte[]? ExtendedLengths { get; init; }

    public uint DelimitationLength { get; init; }

    /// <summary>The value of Pixel Data: every Item and the delimitation.</summary>
    public byte[] Value =>
    [
        .. Item(Table), .. Fragments.SelectMany(Item), 0xFE, 0xFF, 0xDD, 0xE0, .. Number(DelimitationLength),
    ];

    /// <summary>The object. A frame has 2 rows and 2 columns of 8 bits.</summary>
    public DicomObject ToFile()
    {
        DicomBytes bytes = DicomBytes.Explicit();
        if (Frames is not null) bytes.Text(0x0028_0008, "IS", Frames);
        bytes.Bytes(0x0028_0010, "US", [2, 0]).Bytes(0x0028_0011, "US", [2, 0]).Bytes(0x0028_0100, "US", [8, 0]);
        if (ExtendedOffsets is not null) bytes.Bytes(0x7FE0_0001, "OV", ExtendedOffsets);
        if (ExtendedLengths is not null) bytes.Bytes(0x7FE0_0002, "OV", ExtendedLengths);
        bytes.Raw([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Value]);
        return DicomObject.Read(bytes.ToFile(TransferSyntax));
    }

    public CodestreamCleaning Plan()
    {
        using DicomObject file = ToFile();
        return CodestreamCleaning.Plan(file, file.Find(Tags.PixelData)!.Value);
    }

    /// <summary>The value once the edits are made.</summary>
    public byte[] Clean()
    {
        CodestreamCleaning cleaning = Plan();
        cleaning.Problems.Should().BeEmpty();
        return Apply(Value, cleaning.Edits);
    }

    public static byte[] Apply(byte[] value, IEnumerable<CodestreamEdit> edits)
    {
        List<byte> cleaned = [];
        int at = 0;
        foreach (CodestreamEdit edit in edits)
        {
            edit.Offset.Should().BeGreaterThanOrEqualTo(at, "edits are in order and do not overlap");
            cleaned.AddRange(value[at..(int)edit.Offset]);
            cleaned.AddRange(edit.Replacement.ToArray());
            at = (int)edit.End;
        }

        return [.. cleaned, .. value[at..]];
    }

    public static byte[] Item(byte[] content) => [0xFE, 0xFF, 0x00, 0xE0, .. Number((uint)content.Length), .. content];

    public static byte[] Number(uint number)
    {
        byte[] octets = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, number);
        return octets;
    }

    public static byte[] Numbers(params long[] numbers)
    {
        byte[] octets = new byte[8 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(octets.AsSpan(8 * i), numbers[i]);
        return octets;
    }
}
