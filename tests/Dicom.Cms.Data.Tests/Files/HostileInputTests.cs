using System.IO.Compression;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Whatever the bytes: a data set or <see cref="DicomFormatException"/>, in little memory.</summary>
public sealed class HostileInputTests
{
    private const int Seed = 20261121, MutationsPerFile = 5_000;

    public static TheoryData<string> Names => ["implicit", "explicit", "big endian", "deflated"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_TruncatedAnywhere_ThrowsOrReads(string name)
    {
        byte[] bytes = Sample(name);
        for (int length = 0; length <= bytes.Length; length++) ReadAll(bytes.AsMemory(0, length), $"{name} cut at {length}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Mutated_ThrowsOrReads(string name)
    {
        byte[] bytes = Sample(name);
        Random random = new(Seed);
        byte[] interesting = [0x00, 0xFF, 0xFE, 0x7F, 0x80, 0x20, (byte)'S', (byte)'Q', (byte)'U', (byte)'N', 0xE0, 0x0D, 0xDD];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < MutationsPerFile; round++)
        {
            byte[] mutated = [.. bytes];
            for (int count = random.Next(1, 5); count > 0; count--)
            {
                int at = random.Next(random.Next(2) == 0 ? 132 : 0, mutated.Length);
                mutated[at] = random.Next(2) == 0 ? (byte)random.Next(256) : interesting[random.Next(interesting.Length)];
            }

            ReadAll(mutated, $"{name}, seed {Seed}, round {round}");
        }

        // One file costs about 100 KB (1 MiB where it is inflated); a length believed unread would cost gigabytes.
        long limitPerFile = name == "deflated" ? 3L << 20 : 1L << 20;
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(limitPerFile * MutationsPerFile);
    }

    private static void ReadAll(ReadOnlyMemory<byte> bytes, string because)
    {
        try
        {
            using DicomObject file = DicomObject.Read(bytes);
            Tiling.Check(file, because);
            DataElementReader reader = new();
            ElementConversion conversion = new(reader);
            foreach (ElementLocation location in file.Elements)
            {
                ReadOnlyMemory<byte> element = file.ReadElement(location);
                if (file.Encoding.IsExplicit)
                {
                    byte[] written = DataElementWriter.Write(reader.ReadElement(element, file.Encoding), file.Encoding);
                    written.AsSpan().SequenceEqual(element.Span).Should().BeTrue(because);
                }

                if (conversion.TryToExplicitLittleEndian(element, file.Encoding) is not { } converted) continue;
                conversion.FromExplicitLittleEndian(converted, file.Encoding).Span.SequenceEqual(element.Span).Should().BeTrue(because);
            }
        }
        catch (DicomFormatException)
        {
            // Refused, as it may be.
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(because, failure);
        }
    }

    private static byte[] Sample(string name)
    {
        DicomBytes bytes = name switch
        {
            "implicit" => DicomBytes.Implicit(),
            "big endian" => DicomBytes.BigEndian(),
            _ => DicomBytes.Explicit(),
        };
        bytes.Text(0x0008_0005, "CS", "ISO_IR 100").Text(0x0008_0018, "UI", "2.25.1")
            .Sequence(0x0008_1110, item => item.Sequence(0x0008_1199, inner => inner.Text(0x0008_1150, "UI", "1.2")))
            .UndefinedSequence(0x0008_1115, item => item.UndefinedSequence(0x0008_1199, inner => inner.Text(0x0008_1150, "UI", "1.2")))
            .Text(0x0009_0010, "LO", "ACME").UnknownSequence(0x0009_1001, isDefined: false, item => item.Text(0x0008_0100, "SH", "CODE"))
            .UnknownSequence(0x0009_1002, isDefined: true, item => item.Text(0x0008_0100, "SH", "CODE"))
            .Text(0x0010_0010, "PN", "Doe^Jane").Words(0x0028_0010, "US", 512).Bytes(0x0018_9073, "FD", 1, 2, 3, 4, 5, 6, 7, 8)
            .Fragments([], [1, 2, 3, 4]);
        if (name != "deflated") return [.. bytes.ToFile(), 0, 0];

        using MemoryStream stream = new();
        using (DeflateStream deflate = new(stream, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes.ToArray());
        return [.. DicomBytes.Prefix("1.2.840.10008.1.2.1.99"), .. stream.ToArray(), 1, 2];
    }
}
