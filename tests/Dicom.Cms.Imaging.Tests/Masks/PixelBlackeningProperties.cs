using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>What holds for every layout, every mask and every way to cut the value into blocks. Each seed is a case of its own.</summary>
public sealed class PixelBlackeningProperties
{
    private const int Cases = 400;

    private static readonly string[] Photometrics =
        ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422"];

    [Fact]
    public void Apply_InBlocksOfAnyMultipleOf8_EqualsOneBlock()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            TestImage image = RandomImage(random);
            if (seed % 3 == 0) image = WithOverlay(image, (ushort)random.Next(image.Allocated));
            PixelBlackening blackening = image.Plan(PixelCleaning.Rectangles(RandomRectangles(random, image)));
            byte[] whole = [.. image.Pixels], pieces = [.. image.Pixels];

            blackening.Apply(whole, 0);
            for (int at = 0; at < pieces.Length;)
            {
                int length = Math.Min(PixelBlackening.Alignment * random.Next(1, 6), pieces.Length - at);
                blackening.Apply(pieces.AsSpan(at, length), at);
                at += length;
            }

            pieces.Should().Equal(whole, Because(seed, image));
        }
    }

    [Fact]
    public void Apply_ToAnyImage_BlackensTheRectanglesAndNothingElse()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            TestImage image = RandomImage(random);
            PixelRectangle[] rectangles = RandomRectangles(random, image);
            byte[] all = InPixelOrder(image, image.Blacken(new PixelRectangle(0, 0, image.Columns, image.Rows)));
            byte[] expected = InPixelOrder(image, image.Pixels);
            foreach ((int column, int row, IEnumerable<int> bits) in PixelsOf(image))
            {
                if (!rectangles.Any(rectangle => Covers(rectangle, column, row, image))) continue;
                foreach (int bit in bits)
                {
                    int mask = 1 << (bit % 8);
                    expected[bit / 8] = (byte)((expected[bit / 8] & ~mask) | (all[bit / 8] & mask));
                }
            }

            InPixelOrder(image, image.Blacken(rectangles)).Should().Equal(expected, Because(seed, image));
        }
    }

    [Fact]
    public void Apply_Twice_ChangesNothingMore()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            TestImage image = RandomImage(random);
            PixelRectangle[] rectangles = RandomRectangles(random, image);
            byte[] once = image.Blacken(rectangles);
            (image with { Pixels = once }).Blacken(rectangles).Should().Equal(once, Because(seed, image));
        }
    }

    /// <summary>The bits of each pixel of each frame, told from PS3.3 C.7.6.3 and PS3.5 8 without the code under test.</summary>
    private static IEnumerable<(int Column, int Row, IEnumerable<int> Bits)> PixelsOf(TestImage image)
    {
        int frames = int.Parse(image.Frames!, null), plane = image.Columns * image.Rows;
        bool isSubsampled = image.Photometric.EndsWith("422", StringComparison.Ordinal), isPlanar = image is { Planar: 1, Samples: 3 };
        for (int pixel = 0; pixel < frames * plane; pixel++)
        {
            int frame = pixel / plane, inFrame = pixel % plane;
            int[] cells = isSubsampled ? [(pixel / 2 * 4) + (pixel % 2), (pixel / 2 * 4) + 2, (pixel / 2 * 4) + 3]
                : isPlanar ? [.. Enumerable.Range(0, 3).Select(sample => (((frame * 3) + sample) * plane) + inFrame)]
                : [.. Enumerable.Range(pixel * image.Samples, image.Samples)];
            yield return (inFrame % image.Columns, inFrame / image.Columns,
                cells.SelectMany(cell => Enumerable.Range(cell * image.Allocated, image.Allocated)));
        }
    }

    /// <summary>Of two pixels that share their color both are covered when one is.</summary>
    private static bool Covers(PixelRectangle rectangle, int column, int row, TestImage image)
    {
        int width = image.Photometric.EndsWith("422", StringComparison.Ordinal) ? 2 : 1, first = column / width * width;
        return row >= rectangle.Row && row < rectangle.Row + rectangle.Height
            && first + width > rectangle.Column && first < rectangle.Column + rectangle.Width;
    }

    /// <summary>The octets in the order of the pixels: those of big-endian words swapped.</summary>
    private static byte[] InPixelOrder(TestImage image, byte[] value)
    {
        byte[] ordered = [.. value];
        if (image is { Encoding: WireEncoding.ExplicitBigEndian, Vr: "OW" })
        {
            for (int i = 0; i + 1 < ordered.Length; i += 2) (ordered[i], ordered[i + 1]) = (ordered[i + 1], ordered[i]);
        }

        return ordered;
    }

    private static TestImage RandomImage(Random random)
    {
        string photometric = random.GetItems(Photometrics, 1)[0];
        ushort samples = (ushort)(photometric.StartsWith("MONO", StringComparison.Ordinal) || photometric[0] == 'P' ? 1 : 3);
        bool isSubsampled = photometric.EndsWith("422", StringComparison.Ordinal);
        ushort[] lengths = samples == 1 ? [1, 8, 16, 32] : [8, 16, 32];
        ushort allocated = random.GetItems(lengths, 1)[0];
        ushort stored = (ushort)random.Next(1, allocated + 1);
        TestImage image = new()
        {
            Encoding = random.GetItems(Enum.GetValues<WireEncoding>(), 1)[0],
            Vr = allocated <= 8 && random.Next(2) == 0 ? "OB" : "OW",
            Photometric = photometric,
            Samples = samples,
            Planar = isSubsampled ? (ushort)0 : (ushort)random.Next(2),
            Columns = (ushort)(random.Next(1, 12) * (isSubsampled ? 2 : 1)),
            Rows = (ushort)random.Next(1, 9),
            Frames = random.Next(1, 4).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Allocated = allocated,
            Stored = stored,
            High = (ushort)random.Next(stored - 1, allocated),
            Signed = (ushort)random.Next(2),
            After = Palette,
        };
        int pixels = image.Columns * image.Rows * int.Parse(image.Frames, null);
        int length = ((pixels * allocated * (isSubsampled ? 2 : samples)) + 7) / 8;
        byte[] value = new byte[length + (length % 2)];
        random.NextBytes(value);
        return image with { Pixels = value };
    }

    /// <summary>A bit that is cleared in every pixel, unless the samples use it.</summary>
    private static TestImage WithOverlay(TestImage image, ushort position) => image with
    {
        After = bytes =>
        {
            Palette(bytes);
            bytes.Words(0x6000_0102, "US", position);
        },
    };

    private static void Palette(DicomBytes bytes)
    {
        for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1101 + i, "US", 4, 0, 16);
        for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1201 + i, "OW", 900, 500, 700, 100);
    }

    /// <summary>At least one touches the image.</summary>
    private static PixelRectangle[] RandomRectangles(Random random, TestImage image) =>
    [
        .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new PixelRectangle(
            random.Next(image.Columns), random.Next(image.Rows), random.Next(1, image.Columns + 3), random.Next(1, image.Rows + 3))),
    ];

    private static string Because(int seed, TestImage image) => $"seed {seed}: {image with { Pixels = [] }}";
}
