using System.Globalization;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Large hostile files: the memory they take is bounded, and the time is in proportion to their size.</summary>
public sealed class HostileSizeTests : IDisposable
{
    private const int Size = 8 << 20;

    private static readonly byte[] EmptyItem = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];

    private readonly LearnedKeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData("one tag", "DicomFormatException", 64)]
    [InlineData("ascending tags", "DicomFormatException", 64)]
    [InlineData("meta elements", "DicomFormatException", 16)]
    [InlineData("deflated", "DicomFormatException", 128)]
    [InlineData("names", "ProtectionException", 128)]
    [InlineData("UIDs", "success", 256)]
    [InlineData("empty Items", "success", 256)]
    [InlineData("short UIDs", "success", 32)]
    public void Protect_LargeHostileFile_TakesBoundedMemory(string name, string outcome, int megabytes)
    {
        byte[] bytes = Make(name);
        HostileRun run = new(name, 0) { AllocationLimit = (long)megabytes << 20 };
        run.One("protect", () =>
        {
            using MemoryStream input = new(bytes, writable: false), output = new();
            Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient)
                .Build().Protect(input, output);
        });

        run.ThrowFailures();
        run.Outcomes.Keys.Should().Equal(outcome);
    }

    [Fact]
    public void Recover_ManyEmptyItems_TakesBoundedMemory()
    {
        byte[] bytes = DicomBytes.Explicit().Bytes(0x0400_0500, "SQ", Repeat(EmptyItem)).ToFile();
        HostileRun run = new("empty Items", 0) { AllocationLimit = 128L << 20 };
        run.One("recover", () =>
        {
            using MemoryStream input = new(bytes, writable: false), output = new();
            Reidentifier.WithKeys(_keys.Key).Recover(input, output);
        });

        run.ThrowFailures();
        run.Outcomes.Keys.Should().Equal("NotAccepted");
    }

    [Fact]
    public void ReadElement_MoreNestedElementsThanTheLimit_IsRefused()
    {
        DataElementReader reader = new(limits: new DicomReadLimits { NestedElements = 5 });
        byte[] five = DicomBytes.Explicit().Sequence(0x0040_A730,
            item => item.Sequence(0x0040_A730, inner => inner.Text(0x0040_A160, "UT", "x").Text(0x0040_A161, "UT", "y"))).ToArray();
        byte[] six = DicomBytes.Explicit().Bytes(0x0040_A730, "SQ",
            [.. EmptyItem, .. EmptyItem, .. EmptyItem, .. EmptyItem, .. EmptyItem, .. EmptyItem]).ToArray();

        reader.ReadElement(five, DataSetEncoding.ExplicitLittleEndian).Items.Should().ContainSingle();
        reader.Invoking(r => r.ReadElement(six, DataSetEncoding.ExplicitLittleEndian))
            .Should().Throw<DicomFormatException>().WithMessage("*limit*");
    }

    [Fact]
    public void Read_MoreElementsThanTheLimit_IsRefused()
    {
        byte[] bytes = DicomBytes.Explicit().Words(0x0028_0010, "US", 1).Words(0x0028_0011, "US", 1).ToFile();

        Action read = () => DicomObject.Read(bytes, new DicomReadLimits { Elements = 1 }).Dispose();

        read.Should().Throw<DicomFormatException>().WithMessage("*limit*");
        DicomObject.Read(bytes, new DicomReadLimits { Elements = 2 }).Elements.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(513)]
    [InlineData(int.MaxValue)]
    public void Depth_OutOfRange_IsRefused(int depth)
    {
        Func<DicomReadLimits> make = () => new DicomReadLimits { Depth = depth };

        make.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadElement_DeepestAllowed_DoesNotOverflowASmallStack(bool isDefined)
    {
        byte[] bytes = Nested(255, isDefined);
        DataElement? element = null;
        Thread thread = new(
            () =>
            {
                element = new DataElementReader(limits: new DicomReadLimits { Depth = 512 })
                    .ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
                DataElementWriter.Write(element, DataSetEncoding.ImplicitLittleEndian);
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        element!.Items.Should().ContainSingle();
    }

    [Fact]
    public void Read_CoincidentalMarkerBeforeGroup0002_ReadsFromTheStart()
    {
        // "DICM" at 128 inside a value, and behind it what looks like an element of group 0002 but is none.
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0005, "CS", "ISO_IR 100")
            .Bytes(0x0018_1030, "LO", [.. Enumerable.Repeat((byte)'x', 102), .. "DICM"u8, 0x02, 0x00, 0xFF, 0xFF, (byte)'O', (byte)'B', 0,
                0, 0xFF, 0xFF, 0xFF, 0x7F])
            .Words(0x0028_0010, "US", 1).ToArray();
        Encoding.ASCII.GetString(bytes, 128, 4).Should().Be("DICM");

        using DicomObject file = DicomObject.Read(bytes);

        file.PrefixLength.Should().Be(0);
        file.Elements.Should().HaveCount(3);
    }

    [Fact]
    public void Read_CutDeflateStream_SaysSo()
    {
        byte[] bytes = HostileSamples.Source("deflated");

        Action read = () => DicomObject.Read(bytes.AsMemory(0, bytes.Length - 40)).Dispose();

        read.Should().Throw<DicomFormatException>().WithMessage("The deflated data set is cut off*");
    }

    /// <summary>Sequences in each other, each with one Item.</summary>
    internal static byte[] Nested(int sequences, bool isDefined)
    {
        byte[] inner = DicomBytes.Explicit().Text(0x0010_0010, "PN", "Planted^Deep").ToArray();
        for (; sequences > 0; sequences--)
        {
            byte[] content = inner;
            inner = DicomBytes.Explicit().Sequence(0x0040_A730, isDefined, isDefined, item => item.Raw(content)).ToArray();
        }

        return inner;
    }

    private static byte[] Make(string name) => name switch
    {
        "one tag" => Repeat([0x08, 0, 0x10, 0, 0, 0, 0, 0]),
        "ascending tags" => Ascending(),
        "meta elements" => [.. new byte[128], .. "DICM"u8, .. Repeat([0x02, 0, 0x01, 0, (byte)'U', (byte)'L', 0, 0])],
        "deflated" => [.. DicomBytes.Prefix("1.2.840.10008.1.2.1.99"), .. HostileSamples.Deflate(Ascending())],
        "names" =>
            Sequences(0x0010_0010, "PN", i =>
                string.Create(CultureInfo.InvariantCulture, $"NAME{i}^GIVEN{i * 7919L % 100003}"), 80_000).ToFile(),
        "UIDs" => Uids(40_000),
        "empty Items" => DicomBytes.Explicit().Bytes(0x0040_A730, "SQ", [.. Repeat(EmptyItem, Size / 8), .. DicomBytes.Explicit()
            .Delimiter(0xFFFE_E000, 14).Text(0x0010_0010, "PN", "A^BCDE").ToArray()]).ToFile(),
        _ => DicomBytes.Explicit().Text(0x0040_A124, "UI", string.Concat(Enumerable.Repeat("1.2\\", 16000))).ToFile(),
    };

    private static byte[] Uids(int count)
    {
        static string Uid(int i) => string.Create(CultureInfo.InvariantCulture, $"1.2.826.{i * 7919L * 104729 % 1000000007}.{i}");
        return Sequences(0x0008_1155, "UI", Uid, count)
            .Text(0x0040_B001, "UT", string.Join(' ', Enumerable.Range(0, count).Select(Uid))).ToFile();
    }

    private static DicomBytes Sequences(uint tag, string vr, Func<int, string> value, int count)
    {
        DicomBytes bytes = DicomBytes.Explicit();
        for (int start = 0, sequence = 0; start < count; start += 1000, sequence++)
        {
            string values = string.Join('\\', Enumerable.Range(start, 1000).Select(value));
            bytes.Sequence(0x0040_A001 + ((uint)sequence * 2), item => item.Text(tag, vr, values));
        }

        return bytes;
    }

    private static byte[] Ascending()
    {
        byte[] bytes = new byte[Size];
        uint tag = 0x0008_0001;
        for (int at = 0; at < Size; at += 8, tag++)
        {
            (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) = ((byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8));
        }

        return bytes;
    }

    private static byte[] Repeat(byte[] unit, int size = Size)
    {
        byte[] bytes = new byte[size];
        for (int at = 0; at + unit.Length <= size; at += unit.Length) unit.CopyTo(bytes, at);
        return bytes;
    }
}
