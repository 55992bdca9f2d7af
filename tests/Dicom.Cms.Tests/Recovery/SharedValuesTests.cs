using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>In memory, large values are not copied: the result refers to the source (decision 0003).</summary>
public class SharedValuesTests
{
    private static readonly byte[] Original = RecoverySamples.OctetImage(RecoverySamples.Octets(3 << 20));

    [Fact]
    public async Task Locate_BulkValueThatStays_LeadsToTheSource()
    {
        using ByteSource source = ByteSource.FromMemory(Original);
        using DicomObject file = DicomObject.Read(source);
        ElementLocation pixels = file.Find(Tags.PixelData)!.Value;

        (DicomObject protectedFile, _) = await Roundtrip.Builder().Build().ProtectAsync(file);
        (DicomObject recovered, RecoveryResult result) = await Reidentifier.WithKeys(RecoveryKeys.ArchiveKey).RecoverAsync(protectedFile);

        result.IsOriginal.Should().BeTrue();
        foreach (DicomObject output in (DicomObject[])[protectedFile, recovered])
        {
            ElementLocation location = output.Find(Tags.PixelData)!.Value;
            output.DataSetSource.Locate(location.ValueOffset, location.ValueLength)
                .Should().Be((source, pixels.ValueOffset), "also through two outputs");
            output.ReadValue(location).Span.SequenceEqual(file.ReadValue(pixels).Span).Should().BeTrue();
        }

        recovered.Source.ReadRange(0, Original.Length).ToArray().Should().Equal(Original);
    }

    [Fact]
    public void Locate_WhatWasWritten_StaysWhereItIs()
    {
        using DicomObject file = DicomObject.Read(Original);

        using DicomObject protectedFile = Roundtrip.Builder().Build().Protect(file).Object;

        ElementLocation name = protectedFile.Find(Tags.PatientName)!.Value;
        protectedFile.DataSetSource.Locate(name.Offset, name.Length).Should().Be((protectedFile.DataSetSource, name.Offset));
        protectedFile.DataSetSource.Locate(0, protectedFile.Source.Length)
            .Should().Be((protectedFile.DataSetSource, 0L), "it has several origins");
        protectedFile.DataSetSource.Locate(protectedFile.Source.Length, 1)
            .Should().Be((protectedFile.DataSetSource, protectedFile.Source.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Read_AcrossExtents_GivesTheSameAsWhole(int step)
    {
        using DicomObject file = DicomObject.Read(RecoverySamples.Image());
        using DicomObject protectedFile = Roundtrip.Builder().Build().Protect(file).Object;
        byte[] whole = protectedFile.Source.ReadRange(0, (int)protectedFile.Source.Length).ToArray(), pieces = new byte[whole.Length];

        for (int offset = 0; offset < pieces.Length; offset += step)
        {
            int count = Math.Min(step, pieces.Length - offset);
            protectedFile.Source.Read(offset, pieces.AsSpan(offset, count)).Should().Be(count);
        }

        pieces.Should().Equal(whole);
        protectedFile.Source.Read(whole.Length, new byte[1]).Should().Be(0);
    }
}
