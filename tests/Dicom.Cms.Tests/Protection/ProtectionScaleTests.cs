using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Large objects, several threads, files and cancellation.</summary>
public sealed class ProtectionScaleTests : IDisposable
{
    private const int Frames = 200, FrameLength = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("protect-").FullName;
    private readonly LearnedKeyService _keys = new();

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Protect_TwoHundredMegabytes_AllocatesLittle(bool isEncapsulated)
    {
        string input = Path.Combine(_folder, "large.dcm"), output = Path.Combine(_folder, "large.deid.dcm"),
            recovered = Path.Combine(_folder, "large.back.dcm");
        WriteLarge(input, isEncapsulated);
        Deidentifier deidentifier = Builder().Build();

        long before = GC.GetAllocatedBytesForCurrentThread();
        deidentifier.Protect(input, output);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeLessThan(16 << 20, "pixels pass through");
        new FileInfo(output).Length.Should().BeGreaterThan(Frames * (long)FrameLength);
        before = GC.GetAllocatedBytesForCurrentThread();
        Reidentifier.WithKeys(_keys.PrivateKey).Recover(output, recovered).IsOriginal.Should().BeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
        HashOf(recovered).Should().Be(HashOf(input));
    }

    [Fact]
    public void Protect_FromEightThreads_GivesWhatOneGives()
    {
        using PseudonymKey key = ProtectedObject.Key();
        Deidentifier one = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build(),
            recovering = Builder().WithPseudonymKey(key).Build();
        byte[][] sources = [.. HostileSamples.Names.Select(HostileSamples.Source)];
        byte[][] expected = [.. sources.Select(source => ProtectedObject.Of(source, one).Bytes)];
        int failures = 0;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            for (int round = 0; round < 60; round++)
            {
                int sample = (number + round) % sources.Length;
                if (!ProtectedObject.Of(sources[sample], one).Bytes.AsSpan().SequenceEqual(expected[sample]))
                    Interlocked.Increment(ref failures);
                using MemoryStream input = new(ProtectedObject.Of(sources[sample], recovering).Bytes), output = new();
                if (!Reidentifier.WithKeys(_keys.PrivateKey).Recover(input, output).IsOriginal) Interlocked.Increment(ref failures);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        failures.Should().Be(0);
    }

    [Fact]
    public async Task Protect_OneFileOpenInSeveralThreads_IsRead()
    {
        string input = Path.Combine(_folder, "in.dcm");
        await File.WriteAllBytesAsync(input, HostileSamples.Source("explicit"));
        Deidentifier deidentifier = Builder().Build();

        ProtectionResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => deidentifier.ProtectAsync(input, Path.Combine(_folder, $"out{i}.dcm"))));

        results.Should().OnlyContain(result => result.EncryptedItems == 1);
        Directory.GetFiles(_folder).Should().HaveCount(9).And.NotContain(path => path.EndsWith(".partial"));
    }

    [Fact]
    public void Protect_ForwardOnlyStreams_GivesTheSame()
    {
        using PseudonymKey key = ProtectedObject.Key();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
        using ForwardOnlyStream input = new(new MemoryStream(HostileSamples.Source("explicit")));
        using MemoryStream output = new();

        deidentifier.Protect(input, output);

        output.ToArray().Should().Equal(ProtectedObject.Of(HostileSamples.Source("explicit")).Bytes);
    }

    [Fact]
    public async Task Protect_StreamAsync_GivesTheSame()
    {
        using PseudonymKey key = ProtectedObject.Key();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
        using MemoryStream input = new(HostileSamples.Source("implicit")), output = new();

        await deidentifier.ProtectAsync(input, output);

        output.ToArray().Should().Equal(ProtectedObject.Of(HostileSamples.Source("implicit")).Bytes);
    }

    [Fact]
    public void Protect_Cancelled_WritesNothing()
    {
        string input = Path.Combine(_folder, "in.dcm"), output = Path.Combine(_folder, "out.dcm");
        File.WriteAllBytes(input, HostileSamples.Source("explicit"));

        Action protect = () => Builder().Build().Protect(input, output, new CancellationToken(canceled: true));

        protect.Should().Throw<OperationCanceledException>();
        Directory.GetFiles(_folder).Should().Equal(input);
    }

    [Fact]
    public void Protect_OutputThatIsInput_IsRefused()
    {
        string input = Path.Combine(_folder, "in.dcm"), link = Path.Combine(_folder, "link.dcm");
        File.WriteAllBytes(input, HostileSamples.Source("explicit"));
        File.CreateSymbolicLink(link, input);

        foreach (string output in new[] { input, link, Path.Combine(_folder, ".", "in.dcm") })
        {
            Action protect = () => Builder().Build().Protect(input, output);
            protect.Should().Throw<ArgumentException>();
        }

        File.ReadAllBytes(input).Should().Equal(HostileSamples.Source("explicit"));
    }

    [Fact]
    public void Protect_ExistingOutput_IsReplacedOnlyBySuccess()
    {
        string input = Path.Combine(_folder, "in.dcm"), output = Path.Combine(_folder, "out.dcm");
        File.WriteAllBytes(input, HostileSamples.Source("explicit")[..^10]);
        File.WriteAllText(output, "what was there");

        Action protect = () => Builder().Build().Protect(input, output);

        protect.Should().Throw<DicomFormatException>();
        File.ReadAllText(output).Should().Be("what was there");
        File.WriteAllBytes(input, HostileSamples.Source("explicit"));
        protect();
        using DicomObject file = DicomObject.Open(output);
        file.Find(Tags.EncryptedAttributesSequence).Should().NotBeNull();
    }

    private DeidentifierRecoveryBuilder Builder() =>
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient);

    private static void WriteLarge(string path, bool isEncapsulated)
    {
        DicomBytes head = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Text(0x0010_0010, "PN", "Doe^Jane")
            .Text(0x0028_0008, "IS", "200").Words(0x0028_0010, "US", 1024).Words(0x0028_0011, "US", 1024).Words(0x0028_0100, "US", 8)
            .Header(0x7FE0_0010, "OB", isEncapsulated ? 0xFFFF_FFFF : Frames * FrameLength);
        using FileStream stream = File.Create(path);
        stream.Write(head.ToFile(isEncapsulated ? "1.2.840.10008.1.2.1.98" : null));
        byte[] frame = new byte[FrameLength];
        byte[] item = DicomBytes.Explicit().Delimiter(0xFFFE_E000, FrameLength).ToArray();
        if (isEncapsulated) stream.Write(DicomBytes.Explicit().Delimiter(0xFFFE_E000, 0).ToArray());
        for (int i = 0; i < Frames; i++)
        {
            frame[i] = 1;
            if (isEncapsulated) stream.Write(item);
            stream.Write(frame);
        }

        if (isEncapsulated) stream.Write(DicomBytes.Explicit().Delimiter(0xFFFE_E0DD, 0).ToArray());
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private sealed class ForwardOnlyStream(MemoryStream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 100));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
