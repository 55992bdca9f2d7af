using FellowOakDicom;
using FellowOakDicom.IO.Buffer;
using Xunit.Abstractions;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Values that stay in clear are neither loaded nor copied.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    private const int FrameCount = 500, FrameLength = 1 << 20;

    [Fact]
    public void Recover_MultiFrameOf500MiB_CopiesNoPixels()
    {
        UnloadableBuffer pixels = new((long)FrameCount * FrameLength);
        DicomDataset original = SampleDatasets.Image().WithPixels(pixels).AddOrUpdate(DicomTag.NumberOfFrames, FrameCount);
        long before = GC.GetAllocatedBytesForCurrentThread();

        DicomDataset protectedSet = original.Protect(TestKeys.ForArchive);
        long afterProtection = GC.GetAllocatedBytesForCurrentThread();
        DicomDataset recovered = protectedSet.Recover(TestKeys.ByArchive, out RecoveryResult result);
        long afterRecovery = GC.GetAllocatedBytesForCurrentThread();

        output.WriteLine(
            $"allocated by Protect {(afterProtection - before) >> 10} KiB, by Recover {(afterRecovery - afterProtection) >> 10} KiB");
        result.Outcome.Should().Be(RecoveryOutcome.Original);
        recovered.GetDicomItem<DicomElement>(DicomTag.PixelData).Buffer.Should().BeSameAs(pixels);
        (afterRecovery - before).Should().BeLessThan(16 << 20);
    }

    [Fact]
    public void Recover_500Fragments_CopiesNone()
    {
        DicomOtherByteFragment fragments = new(DicomTag.PixelData);
        for (int i = 0; i < FrameCount; i++) fragments.Fragments.Add(new UnloadableBuffer(1 << 16));
        DicomDataset original = SampleDatasets.Image(DicomTransferSyntax.JPEG2000Lossless).AddOrUpdate(fragments);

        DicomDataset recovered = original.Protect(TestKeys.ForArchive).Recover(TestKeys.ByArchive, out RecoveryResult result);

        result.Outcome.Should().Be(RecoveryOutcome.Original);
        recovered.GetDicomItem<DicomFragmentSequence>(DicomTag.PixelData).Fragments.Should().Equal(fragments.Fragments, ReferenceEquals);
    }

    /// <summary>A buffer as of a file on disk: it can be read piece by piece, but never whole.</summary>
    private sealed class UnloadableBuffer(long size) : IByteBuffer
    {
        public bool IsMemory => false;

        public long Size => size;

        public byte[] Data => throw new InvalidOperationException("It was loaded.");

        public void GetByteRange(long offset, int count, byte[] output)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + count, size);
            output.AsSpan(0, count).Fill((byte)(offset >> 20));
        }

        public void CopyToStream(Stream stream) => throw new InvalidOperationException("It was copied.");

        public Task CopyToStreamAsync(Stream stream, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was copied.");
    }
}
