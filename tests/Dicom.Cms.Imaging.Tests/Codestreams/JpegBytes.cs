using System.Text;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Builds small JPEG and JPEG-LS streams. Their coded data mean nothing: the parsers do not decode.</summary>
internal sealed class JpegBytes
{
    public const byte Baseline = 0xC0, Progressive = 0xC2, Lossless = 0xC3, Arithmetic = 0xC9, JpegLs = 0xF7;

    private readonly List<byte> _octets = [0xFF, 0xD8];

    /// <summary>Octets so far.</summary>
    public int Length => _octets.Count;

    /// <summary>Coded data with a stuffed octet.</summary>
    public static byte[] Data => [0x12, 0x34, 0xFF, 0x00, 0x56, 0x78];

    /// <summary>A baseline image of one component, with one table of each kind.</summary>
    public static byte[] Gray(Action<JpegBytes>? beforeScan = null, Action<JpegBytes>? afterScan = null)
    {
        JpegBytes bytes = new JpegBytes().Quantization(0).Frame(Baseline, 1).Huffman(0, 0).Huffman(1, 0);
        beforeScan?.Invoke(bytes);
        bytes.Scan([1]);
        afterScan?.Invoke(bytes);
        return bytes.End();
    }

    /// <summary>A JPEG-LS image of one component.</summary>
    public static byte[] GrayLs(Action<JpegBytes>? beforeScan = null, Action<JpegBytes>? afterScan = null)
    {
        JpegBytes bytes = new JpegBytes().Frame(JpegLs, 1);
        beforeScan?.Invoke(bytes);
        bytes.ScanLs([1]);
        afterScan?.Invoke(bytes);
        return bytes.End();
    }

    public JpegBytes Raw(params ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public JpegBytes Text(string text) => Raw(Encoding.ASCII.GetBytes(text));

    public JpegBytes Segment(byte code, params ReadOnlySpan<byte> body) =>
        Raw(0xFF, code, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)).Raw(body);

    public JpegBytes Segment(byte code, string text) => Segment(code, Encoding.Latin1.GetBytes(text));

    public JpegBytes Comment(string text) => Segment(0xFE, text);

    /// <summary>8 bits, 16 lines of 24, components 1, 2, ... that are not sampled down.</summary>
    public JpegBytes Frame(byte code, int components, byte lines = 16)
    {
        List<byte> body = [8, 0, lines, 0, 24, (byte)components];
        for (int i = 0; i < components; i++) body.AddRange([(byte)(i + 1), 0x11, 0]);
        return Segment(code, [.. body]);
    }

    public JpegBytes Quantization(params ReadOnlySpan<int> ids)
    {
        List<byte> body = [];
        foreach (int id in ids) body.AddRange([(byte)id, .. Enumerable.Repeat((byte)(id + 1), 64)]);
        return Segment(0xDB, [.. body]);
    }

    public JpegBytes Huffman(int tableClass, int id) => Segment(0xC4, HuffmanTable(tableClass, id));

    /// <summary>A table of two codes.</summary>
    public static byte[] HuffmanTable(int tableClass, int id) =>
        [(byte)((tableClass << 4) | id), 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4];

    public JpegBytes RestartInterval(byte count) => Segment(0xDD, 0, count);

    /// <summary>A scan of tables 0: header and coded data.</summary>
    public JpegBytes Scan(ReadOnlySpan<byte> components, byte start = 0, byte end = 63, byte bits = 0)
    {
        List<byte> body = [(byte)components.Length];
        foreach (byte id in components) body.AddRange([id, 0]);
        return Segment(0xDA, [.. body, start, end, bits]).Raw(Data);
    }

    /// <summary>A JPEG-LS scan: header and coded data.</summary>
    public JpegBytes ScanLs(ReadOnlySpan<byte> components, byte table = 0)
    {
        List<byte> body = [(byte)components.Length];
        foreach (byte id in components) body.AddRange([id, table]);
        return Segment(0xDA, [.. body, 0, components.Length > 1 ? (byte)1 : (byte)0, 0]).Raw(0x12, 0xFF, 0x7F, 0x34);
    }

    /// <summary>The stream with EOI.</summary>
    public byte[] End() => [.. _octets, 0xFF, 0xD9];
}
