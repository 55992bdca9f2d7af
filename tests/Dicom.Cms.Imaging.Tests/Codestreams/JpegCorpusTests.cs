using System.Buffers.Binary;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Real files of public collections, read in place: environment variable DICOM_CMS_SHARED.</summary>
public sealed class JpegCorpusTests
{
    [SharedFact]
    public void Parse_EveryFrame_ParsesAndHasNothingLeftToCut()
    {
        int frames = 0;
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            using DicomObject file = DicomObject.Open(path);
            if (ParserOf(file.TransferSyntax.Uid) is not { } parser) continue;
            foreach (byte[] frame in FramesOf(file))
            {
                ParsedStream parsed = ParsedStream.Of(parser, frame), again = ParsedStream.Of(parser, parsed.Cleaned);
                parsed.End.Should().BeInRange(frame.Length - 1, frame.Length, path); // Padded to an even length.
                again.Edits.Should().BeEmpty(path);
                again.End.Should().Be(parsed.Cleaned.Length, path);
                frames++;
            }
        }

        frames.Should().BePositive();
    }

    private static CodestreamParser? ParserOf(string transferSyntax) => transferSyntax switch
    {
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" =>
            JpegParser.Instance,
        "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => JpegLsParser.Instance,
        _ => null,
    };

    /// <summary>Each fragment that starts with SOI starts a frame; the first one is the Basic Offset Table (PS3.5 A.4).</summary>
    private static List<byte[]> FramesOf(DicomObject file)
    {
        List<byte[]> frames = [];
        foreach (ElementLocation location in file.Elements.Where(element => element.Tag == Tags.PixelData))
        {
            ReadOnlySpan<byte> octets = file.ReadElement(location).Span[12..];
            for (bool isTable = true; BinaryPrimitives.ReadUInt32LittleEndian(octets) == 0xE000_FFFE; isTable = false)
            {
                int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(octets[4..]);
                ReadOnlySpan<byte> fragment = octets.Slice(8, length);
                octets = octets[(8 + length)..];
                if (isTable) continue;
                if (fragment is [0xFF, 0xD8, ..] || frames.Count == 0)
                    frames.Add(fragment.ToArray());
                else
                    frames[^1] = [.. frames[^1], .. fragment];
            }
        }

        return frames;
    }
}
